import type { Configuration } from '../model/configuration.ts';
import type { Facts, Heading, Link, LinkList, TocMark } from '../model/facts.ts';
import { percentDecoded } from '../model/path.ts';
import { firstFrom, lastUntil, positionAt, type Span } from '../model/text.ts';
import { namesToc } from './names.ts';

/** A table of contents as it stands in a chapter. */
export interface Table {
  /** The heading above it; absent for one that only marks tell of. */
  readonly heading: Heading | undefined;
  /** Absent for one that has still to be written: nothing but blank lines between two marks. */
  readonly list: LinkList | undefined;
  /** Of the list; without one, between the marks. */
  readonly span: Span;
  /** What tells that it is there: the heading's text, or the mark. */
  readonly sign: Span;
  readonly entries: readonly Entry[];
  /** Which levels of heading it lists, if its mark or the configuration says so; 0: not said. */
  readonly levels: readonly [from: number, to: number] | undefined;
  /** It stands between the marks of a program. */
  readonly marked?: true;
  /** Its program lists nothing above it. */
  readonly below?: boolean;
}

/** One item of a table. */
export interface Entry {
  /** Which item of the list. */
  readonly at: number;
  readonly depth: number;
  readonly link: Link | undefined;
  /** The fragment of a link to the same chapter, percent-decoded. */
  readonly anchor: string | undefined;
}

/**
 * The tables of contents of a chapter, in order: the list of links below a heading that says so, below a mark or between two. Every other list is something
 * else, also one that is arranged by hand in several parts.
 */
export function tablesOf(facts: Facts, configuration: Configuration['toc']): readonly Table[] {
  const known = remembered.get(facts);
  if (known?.configuration === configuration) return known.tables;
  const tables = findTables(facts, configuration);
  remembered.set(facts, { configuration, tables });
  return tables;
}

/** The repair of each table asks for all of them. */
const remembered = new WeakMap<Facts, { readonly configuration: Configuration['toc']; readonly tables: readonly Table[] }>();

function findTables(facts: Facts, configuration: Configuration['toc']): readonly Table[] {
  const { linkLists, tocMarks } = facts;
  if (linkLists.length === 0 && tocMarks.length === 0) return [];
  const outline = facts.headings.filter(heading => !heading.nested);
  const tables: Table[] = [];
  const taken = new Set<LinkList>();
  for (const region of markedRegions(tocMarks)) {
    const inside = linkLists
      .slice(firstFrom(linkLists, region.start), firstFrom(linkLists, region.end))
      .filter(({ span }) => span.end <= region.end);
    const [list] = inside;
    for (const other of inside) taken.add(other);
    const levels = region.levels ?? configuration.levels;
    // Some programs put a heading of theirs between the marks.
    const above = outline[lastUntil(outline, (list?.span ?? region).start)];
    const heading = above !== undefined && namesToc(above.text, configuration.headings) ? above : undefined;
    const sign = heading?.content ?? region.mark;
    if (list !== undefined && inside.length === 1)
      tables.push({ heading, list, span: list.span, sign, entries: entriesOf(list, facts), levels, marked: true, below: region.below });
    else if (list === undefined && isBlank(region, facts.lines))
      tables.push({ heading, list, span: region, sign, entries: [], levels, marked: true, below: region.below });
  }
  for (const [i, list] of linkLists.entries()) {
    if (taken.has(list)) continue;
    const above = lastUntil(outline, list.span.start);
    const from = outline[above]?.span.end ?? 0;
    const heading = outline[above] !== undefined && namesToc(outline[above].text, configuration.headings) ? outline[above] : undefined;
    const last = tocMarks[lastUntil(tocMarks, list.span.start)];
    const mark = last !== undefined && last.span.start >= from ? last : undefined;
    if (mark?.kind === 'none') continue;
    const sign = heading?.content ?? (mark?.kind === 'begin' || mark?.kind === 'here' ? mark.span : undefined);
    if (sign === undefined) continue;
    const end = outline[above + 1]?.span.start ?? Number.POSITIVE_INFINITY;
    const isBehindOther = i > 0 && linkLists[i - 1]!.span.start >= from;
    if (isBehindOther || addsTo(linkLists.slice(i + 1, firstFrom(linkLists, end)), list, facts)) continue;
    tables.push({ heading, list, span: list.span, sign, entries: entriesOf(list, facts), levels: mark?.levels ?? configuration.levels });
  }
  return tables.sort((a, b) => a.span.start - b.span.start);
}

interface Region extends Span {
  readonly mark: Span;
  readonly levels: TocMark['levels'];
  readonly below: boolean;
}

/** What lies between the two marks of each pair. */
function markedRegions(marks: readonly TocMark[]): Region[] {
  const regions: Region[] = [];
  let begin: TocMark | undefined;
  for (const mark of marks) {
    if (mark.kind !== 'begin' && mark.kind !== 'end') continue;
    if (mark.kind === 'end' && begin !== undefined) {
      const { span, levels, below = false } = begin;
      regions.push({ start: span.end, end: mark.span.start, mark: span, levels, below });
    }
    begin = mark.kind === 'begin' ? mark : undefined;
  }
  return regions;
}

/** Nothing but line ends: no line between is longer than its end. */
function isBlank({ start, end }: Span, lines: readonly number[]): boolean {
  let last = start;
  for (let line = positionAt(lines, start).line + 1; line < lines.length && lines[line]! <= end; line++) {
    if (lines[line]! - last > 2) return false;
    last = lines[line]!;
  }
  return last > start && last === end;
}

const entriesOf = (list: LinkList, facts: Facts): Entry[] =>
  list.links.map((at, i) => {
    const link = facts.links[at];
    const anchor = link?.destination.startsWith('#') ? percentDecoded(link.destination.slice(1)) : undefined;
    return { at: i, depth: list.depths[i]!, link, anchor };
  });

/** Whether some lists have anchors that another lacks. */
function addsTo(others: readonly LinkList[], list: LinkList, facts: Facts): boolean {
  if (others.length === 0) return false;
  const had = new Set(list.links.map(at => facts.links[at]?.destination));
  const isNew = (at: number): boolean => facts.links[at]?.destination.startsWith('#') === true && !had.has(facts.links[at]!.destination);
  return others.some(({ links }) => links.some(isNew));
}
