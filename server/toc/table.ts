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
  if (facts.linkLists.length === 0 && facts.tocMarks.length === 0) return [];
  const signs = new Signs(facts, configuration);
  const regions = markedRegions(facts.tocMarks).map(region => ({ region, lists: listsIn(region, facts) }));
  const marked = new Set(regions.flatMap(({ lists }) => lists));
  return [
    ...regions.map(({ region, lists }) => signs.tableBetweenMarks(region, lists)),
    ...facts.linkLists.map((list, i) => (marked.has(list) ? undefined : signs.tableBelowSign(list, i))),
  ]
    .filter(table => table !== undefined)
    .sort((a, b) => a.span.start - b.span.start);
}

const listsIn = ({ start, end }: Span, { linkLists }: Facts): LinkList[] =>
  linkLists.slice(firstFrom(linkLists, start), firstFrom(linkLists, end)).filter(list => list.span.end <= end);

/** What in a chapter tells that a list is a table of contents. */
class Signs {
  readonly #facts: Facts;
  readonly #configuration: Configuration['toc'];
  readonly #outline: readonly Heading[];

  constructor(facts: Facts, configuration: Configuration['toc']) {
    this.#facts = facts;
    this.#configuration = configuration;
    this.#outline = facts.headings.filter(heading => !heading.nested);
  }

  /** `inside`: the lists between the marks; with several of them a region is arranged by hand. */
  tableBetweenMarks(region: Region, inside: readonly LinkList[]): Table | undefined {
    const [list] = inside;
    const span = list?.span ?? region;
    if (list === undefined ? !isBlank(region, this.#facts.lines) : inside.length > 1) return undefined;
    // Some programs put a heading of theirs between the marks.
    const heading = this.#tocHeading(lastUntil(this.#outline, span.start));
    const sign = heading?.content ?? region.mark;
    const entries = list === undefined ? [] : entriesOf(list, this.#facts);
    return { heading, list, span, sign, entries, levels: region.levels ?? this.#configuration.levels, marked: true, below: region.below };
  }

  /** The table that the list is, if a heading or a mark above it says so. `at`: its place among the lists. */
  tableBelowSign(list: LinkList, at: number): Table | undefined {
    const above = lastUntil(this.#outline, list.span.start);
    const from = this.#outline[above]?.span.end ?? 0;
    const heading = this.#tocHeading(above);
    const mark = this.#markBetween(from, list.span.start);
    if (mark?.kind === 'none') return undefined;
    const sign = heading?.content ?? (mark?.kind === 'begin' || mark?.kind === 'here' ? mark.span : undefined);
    if (sign === undefined || this.#isPartOfSeveral(at, from, this.#outline[above + 1]?.span.start)) return undefined;
    const levels = mark?.levels ?? this.#configuration.levels;
    return { heading, list, span: list.span, sign, entries: entriesOf(list, this.#facts), levels };
  }

  #tocHeading(at: number): Heading | undefined {
    const heading = this.#outline[at];
    return heading !== undefined && namesToc(heading.text, this.#configuration.headings) ? heading : undefined;
  }

  /** The last mark there. */
  #markBetween(start: number, end: number): TocMark | undefined {
    const { tocMarks } = this.#facts;
    const last = tocMarks[lastUntil(tocMarks, end)];
    return last !== undefined && last.span.start >= start ? last : undefined;
  }

  /** Whether its section, from `start` to `end`, has lists before it, or others that add to it. */
  #isPartOfSeveral(at: number, start: number, end = Number.POSITIVE_INFINITY): boolean {
    const { linkLists } = this.#facts;
    if (at > 0 && linkLists[at - 1]!.span.start >= start) return true;
    return addsTo(linkLists.slice(at + 1, firstFrom(linkLists, end)), linkLists[at]!, this.#facts);
  }
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
