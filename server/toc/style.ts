import type { Heading } from '../model/facts.ts';
import type { Table } from './table.ts';

/** Which headings of a chapter a table of contents lists. */
export interface Style {
  /** Headings of level 1 above the table: the title. */
  readonly title: boolean;
  /** The levels of all others. */
  readonly from: number;
  readonly to: number;
  /** Headings that stand above the table. */
  readonly before: boolean;
  /** The heading of the table. */
  readonly self: boolean;
}

/** What a table without entries lists. */
export const plainStyle: Style = { title: false, from: 2, to: 6, before: false, self: false };

/** That many headings may be new on a level, or above a table, that had none: they say nothing of what the table leaves out. */
const newcomers = 2;

/**
 * The style that a table shows. `isListed`: by heading, also for headings that an entry seems to have stood for. What is left out on purpose does not count.
 * A table that is regenerated shows the style that it was regenerated in.
 */
export function styleOf(table: Table, outline: readonly Heading[], isListed: readonly boolean[], leftOut: ReadonlySet<number>): Style {
  const { titles, above, below } = countsOf(table, outline, isListed, leftOut);
  const self = outline.some((heading, i) => heading === table.heading && isListed[i] && !leftOut.has(i));
  const [first, last] = table.levels ?? [0, 0];
  const title = first > 0 && table.below !== true ? first === 1 : mostly(titles) && first <= 1;
  const from = first || firstLevel(above, below, title);
  const before = listsAbove(above, from, title || self);
  if (last > 0) return { title, from, to: last, before, self };
  const { listed } = sum([...above, ...below]);
  if (listed === 0 && !title && !self)
    return { title, from, to: Math.min(6, from + Math.max(0, ...table.entries.map(({ depth }) => depth))), before, self };
  return { title, from, to: lastLevel(above, below, from, before, title || below[1]!.listed > 0), before, self };
}

interface Count {
  listed: number;
  all: number;
}

/** By level: how many headings there are, and how many of these a table lists. */
type Counts = readonly Count[];

/** How many headings a table lists: of titles, of others above it, and below it. Its own heading does not count. */
function countsOf(
  table: Table,
  outline: readonly Heading[],
  isListed: readonly boolean[],
  leftOut: ReadonlySet<number>,
): { titles: Count; above: Counts; below: Counts } {
  const titles = { listed: 0, all: 0 };
  const [above, below] = [counts(), counts()];
  outline.forEach((heading, i) => {
    if (leftOut.has(i) || heading === table.heading) return;
    const isAbove = heading.span.start < table.span.start;
    const count = heading.level === 1 && isAbove ? titles : (isAbove ? above : below)[heading.level]!;
    if (isListed[i]) count.listed++;
    count.all++;
  });
  return { titles, above, below };
}

const counts = (): Counts => Array.from({ length: 7 }, () => ({ listed: 0, all: 0 }));

const mostly = ({ listed, all }: Count): boolean => listed > 0 && 2 * listed >= all;

const sum = (parts: Counts): Count => parts.reduce((a, b) => ({ listed: a.listed + b.listed, all: a.all + b.all }), { listed: 0, all: 0 });

/** The first level that it lists, but for the title; of one that lists nothing that is there, the first that there is. */
function firstLevel(above: Counts, below: Counts, title: boolean): number {
  const parts = below[1]!;
  if (mostly(parts) || (title && parts.listed === 0 && parts.all <= newcomers)) return 1;
  const levels = [2, 3, 4, 5, 6];
  const isThere = (what: keyof Count) => (level: number) => above[level]![what] + below[level]![what] > 0;
  return levels.find(isThere('listed')) ?? levels.find(isThere('all')) ?? 6;
}

/** Whether it lists what stands above it: it does on the first level that it lists anything of. `whole`: it lists the title, or itself, so that its place does not matter. */
function listsAbove(above: Counts, from: number, whole: boolean): boolean {
  const first = above.find(({ listed }) => listed > 0);
  return first === undefined ? whole && sum(above.slice(from)).all <= newcomers : mostly(first);
}

/**
 * The last level that it lists: the one with which fewest headings are missing or surplus, in doubt the deepest. A table of the title and several levels is one of everything,
 * and lists also the first headings of a deeper level.
 */
function lastLevel(above: Counts, below: Counts, from: number, before: boolean, title: boolean): number {
  // What is missing above may be new there: it does not tell.
  const withAbove = before && sum(below).listed === 0;
  const levels = below.map(({ listed, all }, level) => {
    const up = above[level]!;
    return { listed: listed + up.listed, all: all + (withAbove ? up.all : up.listed) };
  });
  const costs = levels.map((_, to) => {
    const missing = sum(levels.slice(from, to + 1));
    return missing.all - missing.listed + sum(levels.slice(to + 1)).listed;
  });
  // Where the title alone is of level 1, a table is not of that level only.
  const least = below[1]!.listed > 1 ? 1 : 2;
  let last = 6;
  for (let to = 5; to >= Math.max(least, from); to--) if (costs[to]! < costs[last]!) last = to;
  const several = levels.slice(2, last + 1).filter(({ all }) => all > 0).length > 1;
  return title && several && sum(levels.slice(last + 1)).all <= newcomers ? 6 : last;
}

/** Whether a style lists a heading. */
export function lists(style: Style, heading: Heading, table: Pick<Table, 'heading' | 'span'>): boolean {
  if (heading === table.heading) return style.self;
  const isAbove = heading.span.start < table.span.start;
  if (heading.level === 1 && isAbove) return style.title;
  return heading.level >= style.from && heading.level <= style.to && (style.before || !isAbove);
}
