import type { Heading } from '../model/facts.ts';
import { groupedBy } from '../model/grouping.ts';
import { isLost, type Match } from './match.ts';
import type { Table } from './table.ts';

/**
 * The headings without entry that entries which lead nowhere seem to have stood for: between the headings of the entries around, on the level that their depth tells. When
 * many headings were reworded at once, these entries still tell what the table lists.
 */
export function standIns(matches: readonly Match[], outline: readonly Heading[], isListed: readonly boolean[], table: Table): Set<number> {
  const found = new Set<number>();
  const lost = matches.filter(isLost);
  if (lost.length === 0) return found;
  const levelOf = levelsByDepth(matches, outline, isListed);
  const isAbove = (i: number) => outline[i]!.span.start < table.span.start;
  const isTitle = (i: number) => outline[i]!.level === 1 && isAbove(i);
  // What stands above a table is listed seldom, but for the title.
  const listsAbove = 2 * lost.length > matches.length || outline.some((_, i) => isListed[i] && isAbove(i) && !isTitle(i));
  const isFree = (i: number) => !isListed[i] && outline[i] !== table.heading && (listsAbove || isTitle(i) || !isAbove(i));
  const isFlat = matches.every(({ entry }) => entry.depth === 0);
  for (const { depths, from, end } of lostRuns(matches, outline.length)) {
    const all = indexesFrom(from, end).filter(isFree);
    const behind = all.filter(i => !isAbove(i));
    const free = behind.length >= depths.length ? behind : all;
    for (const i of inOrderOnLevels(free, outline, depths.map(levelOf))) found.add(i);
    if (isFlat && free.length === depths.length && !free.some(isTitle)) for (const i of free) found.add(i);
  }
  return found;
}

/** Entries that lead nowhere, one after the other: their depths, and between which headings they stand. */
interface LostRun {
  readonly depths: readonly number[];
  readonly from: number;
  readonly end: number;
}

function* lostRuns(matches: readonly Match[], headings: number): Iterable<LostRun> {
  let from = 0;
  let depths: number[] = [];
  for (const match of matches) {
    if (isLost(match)) depths.push(match.entry.depth);
    else if (match.to !== undefined && match.to >= from) {
      if (depths.length > 0) yield { depths, from, end: match.to };
      from = match.to + 1;
      depths = [];
    }
  }
  if (depths.length > 0) yield { depths, from, end: headings };
}

/** For each level the first of some headings that is on it and stands behind the one for the level before. */
function inOrderOnLevels(headings: readonly number[], outline: readonly Heading[], levels: readonly number[]): number[] {
  // Last first, so that the next one is taken off the end.
  const onLevel = groupedBy(headings.toReversed(), i => outline[i]!.level);
  const found: number[] = [];
  for (const level of levels) {
    const candidates = onLevel.get(level) ?? [];
    while (candidates.length > 0 && candidates.at(-1)! < (found.at(-1) ?? 0)) candidates.pop();
    const next = candidates.pop();
    if (next !== undefined) found.push(next);
  }
  return found;
}

const indexesFrom = (from: number, end: number): number[] => Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);

/** The level of heading that a depth tells: of most entries of that depth, or as far from the nearest depth that tells one; of a table that leads nowhere at all, whatever fits best. */
function levelsByDepth(matches: readonly Match[], outline: readonly Heading[], isListed: readonly boolean[]): (depth: number) => number {
  const byDepth = groupedBy(
    matches.filter(({ to }) => to !== undefined),
    ({ entry }) => entry.depth,
  );
  const known = [...byDepth]
    .map(([depth, led]) => ({ depth, level: middle(led.map(({ to }) => outline[to!]!.level)) }))
    .sort((a, b) => a.depth - b.depth);
  if (known.length === 0) {
    const depths = tally(matches.filter(isLost).map(({ entry }) => entry.depth));
    const levels = tally(outline.filter((_, i) => !isListed[i]).map(({ level }) => level));
    const misfit = (first: number): number =>
      Array.from(depths, (count, depth) => Math.abs((count ?? 0) - (levels[depth + first] ?? 0))).reduce((a, b) => a + b, 0);
    const first = [1, 2, 3, 4, 5].reduce((best, one) => (misfit(one) < misfit(best) ? one : best), 1);
    return depth => depth + first;
  }
  return depth => {
    const nearest = known.reduce((best, one) => (Math.abs(one.depth - depth) < Math.abs(best.depth - depth) ? one : best));
    return nearest.level + depth - nearest.depth;
  };
}

const middle = (levels: readonly number[]): number => levels.toSorted((a, b) => a - b)[levels.length >> 1]!;

function tally(numbers: readonly number[]): number[] {
  const counts: number[] = [];
  for (const one of numbers) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
}
