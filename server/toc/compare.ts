import { plainAnchor } from '../model/anchors.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Facts, Heading } from '../model/facts.ts';
import { finished, resting, type Steps } from '../model/steps.ts';
import { positionAt } from '../model/text.ts';
import { depthsOf } from './depth.ts';
import { leftOut } from './leftOut.ts';
import { rising } from './lineEdits.ts';
import { type Match, matched, pairRenamed } from './match.ts';
import { outdatedPart } from './outdated.ts';
import { standIns } from './standIns.ts';
import { lists, plainStyle, type Style, styleOf } from './style.ts';
import type { Entry, Table } from './table.ts';

/** A table of contents beside the headings of its chapter. */
export interface Comparison {
  readonly style: Style;
  /** What should stand in the table, in order. */
  readonly rows: readonly Row[];
  /** Headings without entry. */
  readonly missing: readonly Heading[];
  /** Entries that are wrong, in the order of the table. */
  readonly wrong: readonly Wrong[];
  /** Items that are no entries of headings: texts of the writer's own, links to other places. */
  readonly others: ReadonlySet<Entry>;
}

/** A heading with the entry that it has, be that right or to be put right, or with none yet. */
export interface Row {
  readonly heading: Heading;
  readonly entry?: Entry;
  readonly depth: number;
  /** The entry leads to the heading. */
  readonly leads?: boolean;
  /** The text of the entry tells of the heading as it was: all of it, or just the number before words of the writer's own. */
  readonly outdated?: 'text' | 'number';
}

/**
 * `dead`: it leads nowhere, or to a heading that is left out; `renamed`: its heading has another number or title; `moved`: it stands at another place or depth than its
 * heading; `twice`: its heading has another entry.
 */
export interface Wrong {
  readonly flaw: 'dead' | 'renamed' | 'moved' | 'twice';
  readonly entry: Entry;
  readonly heading?: Heading;
}

const remembered = new WeakMap<Table, { readonly configuration: Configuration['toc']; readonly comparison: Comparison }>();

/** Compares a table, of these facts, with the headings of its chapter, in the table's own style. Its check asks, then its repair and what is shown above it: it is done once. */
export function* comparing(table: Table, facts: Facts, configuration: Configuration['toc']): Steps<Comparison> {
  const known = remembered.get(table);
  if (known?.configuration === configuration) return known.comparison;
  const comparison = yield* compared(table, facts, configuration);
  remembered.set(table, { configuration, comparison });
  return comparison;
}

/** The same at once. */
export const compare = (table: Table, facts: Facts, configuration: Configuration['toc']): Comparison =>
  finished(comparing(table, facts, configuration));

function* compared(table: Table, facts: Facts, configuration: Configuration['toc']): Steps<Comparison> {
  const outline = facts.headings.filter(heading => !heading.nested);
  const besides = anchorsBesides(facts);
  yield;
  const elsewhere = headingsElsewhere(facts, outline);
  const matches = yield* matched(table.entries, outline, anchor => besides.has(anchor), table.marked ? elsewhere : new Map());
  const { isListed, inOwnWay } = listedHeadings(matches, outline, elsewhere);
  yield;
  const out = leftOut(outline, isListed, facts, configuration.omit);
  yield;
  const stood = standIns(matches, outline, isListed, table);
  yield;
  const { style, wanted } = yield* settledStyle(
    shown => (table.entries.length > 0 || table.levels !== undefined ? styleOf(table, outline, shown, out) : plainStyle),
    isListed.map((listed, i) => listed || stood.has(i)),
    style => outline.map((heading, i) => !out.has(i) && !inOwnWay[i] && lists(style, heading, table)),
    isListed,
  );
  const missing = yield* pairRenamed(
    matches,
    outline,
    indexesOf(wanted, i => wanted[i]! && !isListed[i]),
  );
  const kept = matches.filter((match): match is Placed => match.to !== undefined && !out.has(match.to));
  const outdated = yield* outdatedEntries(kept, outline);
  const matchOf = new Map(kept.map(match => [match.to, match]));
  const listed = indexesOf(wanted, i => wanted[i]! || matchOf.has(i));
  const depths = depthsOf(
    table.entries,
    listed.map(i => ({ level: outline[i]!.level, entry: matchOf.get(i)?.entry })),
  );
  yield;
  const rows = listed.map((i, n) => rowOf(outline[i]!, depths[n]!, matchOf.get(i), outdated));
  yield;
  const moved = movedEntries(kept, rows);
  yield;
  const flawOf = ({ entry, to, flaw }: Match): Wrong['flaw'] | undefined => {
    if (flaw !== undefined || to === undefined) return flaw;
    if (out.has(to)) return 'dead';
    if (outdated.has(entry)) return 'renamed';
    return moved.has(entry) ? 'moved' : undefined;
  };
  return {
    style,
    rows,
    missing: missing.map(i => outline[i]!).sort((a, b) => a.span.start - b.span.start),
    others: new Set(matches.filter(({ to, flaw }) => to === undefined && flaw === undefined).map(({ entry }) => entry)),
    wrong: matches.flatMap((match): Wrong[] => {
      const flaw = flawOf(match);
      if (flaw === undefined) return [];
      return [{ flaw, entry: match.entry, ...(match.to !== undefined && { heading: outline[match.to]! }) }];
    }),
  };
}

/** The anchors of places in a chapter that are no headings of its outline. */
const anchorsBesides = ({ headings, ids }: Facts): Set<string> =>
  new Set([...headings.filter(({ nested }) => nested).map(({ anchor }) => anchor), ...ids.map(({ id }) => id)]);

/** Which headings a table lists, and which of these `inOwnWay`: the writer links to a place of his own there, and no entry leads to the heading. */
function listedHeadings(
  matches: readonly Match[],
  outline: readonly Heading[],
  elsewhere: ReadonlyMap<string, number>,
): { isListed: readonly boolean[]; inOwnWay: readonly boolean[] } {
  const entered = new Set(matches.map(({ to }) => to));
  const meant = new Set(
    matches.map(({ entry, to }) => (to === undefined && entry.anchor !== undefined ? elsewhere.get(entry.anchor) : undefined)),
  );
  const inOwnWay = outline.map((_, i) => meant.has(i) && !entered.has(i));
  return { isListed: outline.map((_, i) => meant.has(i) || entered.has(i)), inOwnWay };
}

/** An entry with the heading that it is kept for. */
type Placed = Match & { readonly to: number };

/** Of which entries the text is outdated, and which part of it. */
function* outdatedEntries(kept: readonly Placed[], outline: readonly Heading[]): Steps<ReadonlyMap<Entry, 'text' | 'number'>> {
  const outdated = new Map<Entry, 'text' | 'number'>();
  const rest = resting();
  for (const { entry, to, flaw } of kept) {
    if (rest()) yield;
    const part = outdatedPart(entry, outline[to]!, flaw === 'renamed');
    if (part !== undefined) outdated.set(entry, part);
  }
  return outdated;
}

function rowOf(heading: Heading, depth: number, match: Match | undefined, outdated: ReadonlyMap<Entry, 'text' | 'number'>): Row {
  if (match === undefined) return { heading, depth };
  const { entry, flaw } = match;
  const part = outdated.get(entry);
  return { heading, depth, entry, leads: flaw === undefined, ...(part && { outdated: part }) };
}

/** The entries that stand at another depth than their rows, or out of order: the fewest that have to move. */
function movedEntries(kept: readonly Placed[], rows: readonly Row[]): Set<Entry> {
  const inOrder = new Set(rising(kept.map(({ to }, at) => [at, to] as const)).map(([at]) => kept[at]!.entry));
  return new Set(
    rows.flatMap(({ entry, depth }) => (entry !== undefined && (!inOrder.has(entry) || entry.depth !== depth) ? [entry] : [])),
  );
}

/** The style that a table shows, and still shows once it is regenerated in it. `shown`: what it seems to list; `isListed`: what it lists, and goes on to. */
function* settledStyle(
  styleOf: (shown: readonly boolean[]) => Style,
  shown: readonly boolean[],
  wantedIn: (style: Style) => boolean[],
  isListed: readonly boolean[],
): Steps<{ style: Style; wanted: boolean[] }> {
  let style = styleOf(shown);
  for (let turn = 0; ; turn++) {
    yield;
    const wanted = wantedIn(style);
    const next = styleOf(wanted.map((is, i) => is || isListed[i]!));
    if (turn === mostTurns || JSON.stringify(next) === JSON.stringify(style)) return { style, wanted };
    style = next;
  }
}

const mostTurns = 4;

/**
 * The headings that entries mean though their anchors lead elsewhere on GitHub: those of the ids in them or on the line right above, and those whose name a heading in HTML or in a
 * quote has before them, which most programs do not count.
 */
function headingsElsewhere({ headings, ids, lines }: Facts, outline: readonly Heading[]): Map<string, number> {
  const found = new Map<string, number>();
  const nested = new Set(headings.filter(heading => heading.nested).map(({ anchor }) => anchor));
  if (nested.size > 0)
    outline.forEach(({ text, anchor }, i) => {
      const plain = plainAnchor(text);
      if (anchor !== plain && nested.has(plain) && !found.has(plain)) found.set(plain, i);
    });
  let i = 0;
  for (const { id, span } of ids) {
    while (i < outline.length && outline[i]!.span.end < span.start) i++;
    const heading = outline[i];
    if (heading === undefined) break;
    const isAbove = span.end <= heading.span.start && positionAt(lines, span.end).line === positionAt(lines, heading.span.start).line - 1;
    if ((isAbove || span.start >= heading.span.start) && !found.has(id)) found.set(id, i);
  }
  return found;
}

const indexesOf = (list: readonly unknown[], wanted: (i: number) => boolean): number[] => list.map((_, i) => i).filter(wanted);
