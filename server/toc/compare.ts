import { plainAnchor } from '../model/anchors.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Facts, Heading } from '../model/facts.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import { finished, resting, type Steps } from '../model/steps.ts';
import { positionAt } from '../model/text.ts';
import { depthsOf } from './depth.ts';
import { leftOut } from './leftOut.ts';
import { rising } from './lineEdits.ts';
import { type Match, matched, pairRenamed } from './match.ts';
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
  const others = new Set([
    ...facts.headings.filter(heading => heading.nested).map(({ anchor }) => anchor),
    ...facts.ids.map(({ id }) => id),
  ]);
  yield;
  const elsewhere = headingsElsewhere(facts, outline);
  const matches = yield* matched(table.entries, outline, anchor => others.has(anchor), table.marked ? elsewhere : new Map());
  const isListed = outline.map(() => false);
  for (const { to } of matches) if (to !== undefined) isListed[to] = true;
  const hasEntry = [...isListed];
  // Whoever links to a place of his own has listed it in his own way.
  for (const { entry, to } of matches) {
    const meant = to === undefined && entry.anchor !== undefined ? elsewhere.get(entry.anchor) : undefined;
    if (meant !== undefined) isListed[meant] = true;
  }
  yield;
  const out = leftOut(outline, isListed, facts, configuration.omit);
  yield;
  const stood = standIns(matches, outline, isListed, table);
  yield;
  const { style, wanted } = yield* settledStyle(
    shown => (table.entries.length > 0 || table.levels !== undefined ? styleOf(table, outline, shown, out) : plainStyle),
    isListed.map((listed, i) => listed || stood.has(i)),
    style => outline.map((heading, i) => !out.has(i) && hasEntry[i] === isListed[i] && lists(style, heading, table)),
    isListed,
  );
  const missing = yield* pairRenamed(
    matches,
    outline,
    indexesOf(wanted, i => wanted[i]! && !isListed[i]),
  );
  const wrong = new Map<Entry, Wrong>();
  const blame = (flaw: Wrong['flaw'], { entry, to }: Match) => {
    if (!wrong.has(entry)) wrong.set(entry, { flaw, entry, ...(to === undefined ? {} : { heading: outline[to]! }) });
  };
  const outdated = new Map<Entry, 'text' | 'number'>();
  const rest = resting();
  for (const match of matches) {
    if (rest()) yield;
    const { entry, to, flaw } = match;
    if (flaw !== undefined) blame(flaw, match);
    if (to === undefined) continue;
    if (out.has(to)) blame('dead', match);
    else {
      const part = outdatedPart(entry, outline[to]!, flaw === 'renamed');
      if (part === undefined) continue;
      outdated.set(entry, part);
      blame('renamed', match);
    }
  }
  yield;
  const entryOf = new Map<number, Match>();
  for (const match of matches) if (match.to !== undefined && !out.has(match.to)) entryOf.set(match.to, match);
  const listed = indexesOf(wanted, i => wanted[i]! || entryOf.has(i));
  const depths = depthsOf(
    table.entries,
    listed.map(i => ({ level: outline[i]!.level, entry: entryOf.get(i)?.entry })),
  );
  yield;
  const pairs = matches.flatMap(({ to }, at) => (to === undefined || out.has(to) ? [] : [[at, to] as const]));
  const inOrder = new Set(rising(pairs).map(([at]) => matches[at]));
  listed.forEach((i, n) => {
    const match = entryOf.get(i);
    if (match !== undefined && (!inOrder.has(match) || match.entry.depth !== depths[n])) blame('moved', match);
  });
  yield;
  const rows = listed.map((i, n): Row => {
    const { entry, flaw } = entryOf.get(i) ?? {};
    return {
      heading: outline[i]!,
      depth: depths[n]!,
      ...(entry && { entry, leads: flaw === undefined }),
      ...(entry && outdated.has(entry) && { outdated: outdated.get(entry)! }),
    };
  });
  yield;
  return {
    style,
    rows,
    missing: missing.map(i => outline[i]!).sort((a, b) => a.span.start - b.span.start),
    others: new Set(matches.filter(({ to, flaw }) => to === undefined && flaw === undefined).map(({ entry }) => entry)),
    wrong: [...wrong.values()].sort((a, b) => a.entry.at - b.entry.at),
  };
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
 * What of an entry's text was made from the heading as it was before: all, when it makes the anchor that it leads to or has the same title behind another number; the number,
 * when it begins the title in words of the writer's own. Such words are never outdated.
 */
function outdatedPart({ link, anchor }: Entry, { text, anchor: own }: Heading, renamed: boolean): 'text' | 'number' | undefined {
  if (link === undefined || link.text === text) return undefined;
  // An id that a program has made of the title, and that the heading still has.
  if (!renamed && anchor !== own && anchor !== undefined && squashed(anchor) === squashed(link.text))
    return [text, numberedTitle(text).title].some(title => squashed(title) === squashed(link.text)) ? undefined : 'text';
  // Some programs escape what stands in formulas, too.
  const [said, now] = [link.text, text].map(words => words.replace(/\\/g, '').replace(/\s+/g, ' ').trim()) as [string, string];
  if (said === now) return undefined;
  const slug = plainAnchor(link.text);
  if (slug === anchor || (slug !== '' && anchor?.startsWith(`${slug}-`) && /^-\d+$/.test(anchor.slice(slug.length)))) return 'text';
  const [a, b] = [numberedTitle(said), numberedTitle(now)];
  const [title, whole] = [squashed(a.title), squashed(b.title)];
  if (title === whole) return a.number === b.number || (a.number === '' && !renamed) ? undefined : 'text';
  if (title === '' || !whole.startsWith(title)) return renamed ? 'text' : undefined;
  return a.number !== b.number && a.number !== '' && b.number !== '' ? 'number' : undefined;
}

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
