import { plainAnchor } from '../model/anchors.ts';
import type { Heading } from '../model/facts.ts';
import { type Numbered, numberedTitle, squashed } from '../model/numbering.ts';
import type { Entry } from './table.ts';

/**
 * What of an entry's text was made from the heading as it was before: all, when it makes the anchor that it leads to or has the same title behind another number; the number,
 * when it begins the title in words of the writer's own. Such words are never outdated.
 */
export function outdatedPart({ link, anchor }: Entry, { text, anchor: own }: Heading, renamed: boolean): 'text' | 'number' | undefined {
  if (link === undefined || link.text === text) return undefined;
  // An id that a program has made of the title, and that the heading still has.
  if (!renamed && anchor !== own && anchor !== undefined && squashed(anchor) === squashed(link.text))
    return [text, numberedTitle(text).title].some(title => squashed(title) === squashed(link.text)) ? undefined : 'text';
  const [said, now] = [unescaped(link.text), unescaped(text)];
  if (said === now) return undefined;
  return isAnchorOf(anchor, link.text) ? 'text' : changedPart(numberedTitle(said), numberedTitle(now), renamed);
}

/** Some programs escape what stands in formulas, too. */
const unescaped = (words: string): string => words.replace(/\\/g, '').replace(/\s+/g, ' ').trim();

/** Whether it is the anchor of a heading of that text, be it the first of several or not. */
function isAnchorOf(anchor: string | undefined, text: string): boolean {
  const slug = plainAnchor(text);
  if (slug === anchor) return true;
  return slug !== '' && anchor?.startsWith(`${slug}-`) === true && /^-\d+$/.test(anchor.slice(slug.length));
}

function changedPart(said: Numbered, now: Numbered, renamed: boolean): 'text' | 'number' | undefined {
  const [title, whole] = [squashed(said.title), squashed(now.title)];
  if (title === whole) return said.number === now.number || (said.number === '' && !renamed) ? undefined : 'text';
  if (title === '' || !whole.startsWith(title)) return renamed ? 'text' : undefined;
  return said.number !== now.number && said.number !== '' && now.number !== '' ? 'number' : undefined;
}
