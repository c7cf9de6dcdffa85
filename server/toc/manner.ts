import type { Facts, Heading } from '../model/facts.ts';
import { groupedBy } from '../model/grouping.ts';
import { numberedTitle } from '../model/numbering.ts';
import type { Steps } from '../model/steps.ts';
import type { Row } from './compare.ts';
import { type Item, most } from './items.ts';
import type { Entry, Table } from './table.ts';

/** How a table is written. */
export interface Manner {
  /** `level`: of the heading, since some programs indent by that, whatever stands above. */
  indent(depth: number, level?: number): string;
  marker(depth: number): string;
  readonly gap: string;
  readonly tail: string;
  link(heading: Heading): string;
  /** The body of an item with its link put right. */
  body(item: Item, row: Row): string;
}

/** How the entries of a table are written. */
export function* mannerOf(
  items: readonly Item[],
  { entries }: Table,
  rows: readonly Row[],
  facts: Facts,
  text: string,
  newline: string,
): Steps<Manner> {
  const markers = mostByDepth(items, entries, item => item.marker.replace(/\d+/, '1'));
  const indents = mostByDepth(items, entries, item => item.indent);
  const marker = (depth: number): string => markers[depth] ?? (depth === 0 ? '-' : marker(depth - 1));
  const [above, below] = indents;
  const unit = above !== undefined && below?.startsWith(above) && below.length > above.length ? below.slice(above.length) : '  ';
  const byDepth = (depth: number): string => indents[depth] ?? (depth === 0 ? '' : byDepth(depth - 1) + unit);
  yield;
  const byLevel = indentsByLevel(items, rows, unit);
  const byAnchor = new Map(facts.headings.map(heading => [heading.anchor, heading]));
  yield;
  const links = entries.flatMap(({ link, anchor }) =>
    link?.content === undefined || anchor === undefined
      ? []
      : [{ link, content: text.slice(link.content.start, link.content.end), heading: byAnchor.get(anchor) }],
  );
  const foreign = links
    .map(({ link }) => text.slice(link.target.start, link.target.end))
    .filter(target => /%[\da-f]{2}|[^ -~]/i.test(target));
  const encodes = 2 * foreign.filter(target => /%[\da-f]{2}/i.test(target)).length > foreign.length;
  yield;
  const marked = links.filter(
    ({ content, heading }) => heading?.source !== undefined && content !== heading.source && content === plainSource(heading),
  ).length;
  const plain = marked > links.filter(({ content, heading }) => heading?.source !== undefined && content === heading.source).length;
  yield;
  const shortened = links.filter(
    ({ link, heading }) => heading !== undefined && link.text !== heading.text && link.text === firstLanguage(heading.text),
  ).length;
  yield;
  const withNumber = rows.filter(({ heading, entry }) => entry?.link !== undefined && numberedTitle(heading.text).number !== '');
  const bare = withNumber.filter(({ heading, entry }) => entry!.link!.text === numberedTitle(heading.text).title).length;
  const whole = (heading: Heading): string =>
    plain ? plainSource(heading) : 2 * shortened > links.length ? firstLanguage(sourceOf(heading)) : sourceOf(heading);
  const words = (heading: Heading): string => (2 * bare > withNumber.length ? withoutNumber(whole(heading), heading) : whole(heading));
  yield;
  const ids = idsIn(facts, rows);
  const destination = (heading: Heading): string => {
    const anchor = ids.get(heading) ?? heading.anchor;
    return `#${encodes ? encodeURIComponent(anchor) : anchor}`;
  };
  return {
    indent: (depth, level) => byLevel?.(level) ?? byDepth(depth),
    marker,
    gap: most(items.map(item => item.gap)) ?? ' ',
    tail: most(items.slice(0, -1).map(item => item.tail)) ?? newline,
    link: heading => `[${words(heading)}](${destination(heading)})`,
    body(item, { heading, entry, outdated, leads }) {
      const { link } = entry!;
      if (link === undefined || link.content === undefined) return item.body;
      const before = item.body.slice(0, link.content.start - item.at);
      const between = item.body.slice(link.content.end - item.at, link.target.start - item.at);
      const content = item.body.slice(link.content.start - item.at, link.content.end - item.at);
      const target = item.body.slice(link.target.start - item.at, link.target.end - item.at);
      return (
        before +
        (outdated === 'text' ? words(heading) : outdated === 'number' ? renumbered(content, link.text, heading) : content) +
        between +
        (leads ? target : destination(heading)) +
        item.body.slice(link.target.end - item.at)
      );
    },
  };
}

/** What most entries of each depth have. */
function mostByDepth(items: readonly Item[], entries: readonly Entry[], has: (item: Item) => string): (string | undefined)[] {
  const found: string[] = [];
  for (const [depth, same] of groupedBy(entries, entry => entry.depth)) found[depth] = most(same.map(({ at }) => has(items[at]!)))!;
  return found;
}

/** How far entries are indented by the levels of their headings, where headings of several levels lie at the same depth and are told apart by that: a part that follows sections. */
function indentsByLevel(
  items: readonly Item[],
  rows: readonly Row[],
  unit: string,
): ((level: number | undefined) => string | undefined) | undefined {
  const indents: (string | undefined)[] = [];
  const depths = new Map<number, string>();
  let differs = false;
  for (const { heading, entry } of rows) {
    if (entry === undefined) continue;
    const { indent } = items[entry.at]!;
    if ((indents[heading.level] ?? indent) !== indent) return undefined;
    indents[heading.level] = indent;
    if ((depths.get(entry.depth) ?? indent) !== indent) differs = true;
    depths.set(entry.depth, indent);
  }
  if (!differs) return undefined;
  return level => {
    if (level === undefined) return undefined;
    const nearest = indents.reduce<number>(
      (best, indent, own) => (indent !== undefined && Math.abs(own - level) < Math.abs(best - level) ? own : best),
      99,
    );
    const indent = indents[nearest]!;
    return level >= nearest
      ? indent + unit.repeat(level - nearest)
      : indent.slice(0, Math.max(0, indent.length - unit.length * (nearest - level)));
  };
}

/** The words of a heading without its number, for programs that write numbers elsewhere. */
function withoutNumber(words: string, { text }: Heading): string {
  const number = text.slice(0, text.length - numberedTitle(text).title.length);
  return words.startsWith(number) ? words.slice(number.length) : words;
}

/** The ids that stand in headings, where most entries lead to such. */
function idsIn({ ids }: Facts, rows: readonly Row[]): Map<Heading, string> {
  const found = new Map<Heading, string>();
  const led = rows.filter(({ entry, leads }) => entry !== undefined && leads);
  if (2 * led.filter(({ heading, entry }) => entry!.anchor?.toLowerCase() !== heading.anchor.toLowerCase()).length <= led.length)
    return found;
  let next = 0;
  for (const { heading } of rows) {
    while (next < ids.length && ids[next]!.span.start < heading.span.start) next++;
    const own = ids[next];
    if (own !== undefined && own.span.end <= heading.span.end) found.set(heading, own.id);
  }
  return found;
}

/** `概述` of `概述 / Overview / Übersicht`. */
const firstLanguage = (text: string): string => text.split(' / ')[0]!;

/** The heading's text as a link's text, without markup. */
const plainSource = ({ text }: Heading): string => text.replace(/[\\`*[\]<>&$]|__|~~/g, found => found.replace(/./g, '\\$&'));

/** The text with the heading's number before its own words. */
function renumbered(content: string, said: string, heading: Heading): string {
  const [before, now] = [numberedTitle(said), numberedTitle(heading.text)];
  const [old, fresh] = [said.slice(0, said.length - before.title.length), heading.text.slice(0, heading.text.length - now.title.length)];
  return content.startsWith(old) ? fresh + content.slice(old.length) : content;
}

/** A heading's text as a link's text. */
export const sourceOf = ({ source, text }: Heading): string => source ?? text;
