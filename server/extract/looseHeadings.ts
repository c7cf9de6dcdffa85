import type { Nodes } from 'mdast';
import { type Span, span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';

/** `#` and `＃`. */
const [hash, wideHash] = [35, 0xff03];
const marksOf = /^[\s>]*?([#＃]{1,6})([\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000\uFEFF]*[ \t]*)(?=[^\s#＃])/u;

/** Whether a paragraph may have been meant as a heading: what an item of a list begins with may as well be a tag. */
export const mayHoldHeading = (parent: Nodes | undefined, node: Nodes): boolean =>
  parent === undefined ||
  parent.type === 'blockquote' ||
  parent.type === 'container' ||
  ((parent.type === 'listItem' || parent.type === 'footnoteDefinition') && parent.children[0] !== node);

/** The lines of a paragraph that were meant as headings. `text`: the piece. Only a paragraph that begins with one has others. */
export function collectLooseHeadings(text: string, { start, end }: Span, into: Collected): void {
  const first = text.charCodeAt(start);
  if (first !== hash && first !== wideHash) return;
  // What ends a line stands behind it.
  const lines = text.slice(start, end).split(/(?<=\n|\r(?!\n))/);
  let at = start;
  for (const [i, whole] of lines.entries()) {
    const line = whole.trimEnd();
    const match = marksOf.exec(line);
    const level = match?.[1]?.length ?? 0;
    if (match !== null && isMeant(match[1]!, match[2]!, line.slice(match[0].length))) {
      const from = at + match[0].length - match[2]!.length - level;
      into.looseHeadings.push({
        level,
        marks: span(from, at + match[0].length),
        span: span(from, at + line.length),
        ...(lines.length === 1 && { alone: true }),
      });
    } else if (i === 0) return;
    at += whole.length;
  }
}

/** Whether a line is clearly a heading: `#标签`, `##tag ##tag`, `#123` and `##vso[…]` are something else. */
function isMeant(marks: string, gap: string, title: string): boolean {
  if (title.length > 120 || !/\p{L}/u.test(title)) return false;
  if (/[^ \t]/.test(gap)) return true;
  if (marks.length < 2 || (gap !== '' && !marks.includes('＃'))) return false;
  return /^[\p{L}\p{N}]/u.test(title) && !/^[a-z\d_-]+$/.test(title) && !/\s#(?!#*$)|^\w+\[/.test(title);
}
