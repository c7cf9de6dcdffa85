import type { Heading } from '../model/facts.ts';
import { grouped, type Match } from './match.ts';
import type { Table } from './table.ts';

/**
 * The headings without entry that entries which lead nowhere seem to have stood for: between the headings of the entries around, on the level that their depth tells. When
 * many headings were reworded at once, these entries still tell what the table lists.
 */
export function standIns(matches: readonly Match[], outline: readonly Heading[], isListed: readonly boolean[], table: Table): Set<number> {
  const found = new Set<number>();
  if (!matches.some(isLost)) return found;
  const levelOf = levelsByDepth(matches, outline, isListed);
  const isAbove = (i: number) => outline[i]!.span.start < table.span.start;
  // What stands above a table is listed seldom, but for the title.
  const mostAreLost = 2 * matches.filter(isLost).length > matches.length;
  const listsAbove = mostAreLost || outline.some(({ level }, i) => isListed[i] && level > 1 && isAbove(i));
  const isFlat = matches.every(({ entry }) => entry.depth === 0);
  let from = 0;
  let lost: Match[] = [];
  const settle = (end: number): void => {
    if (lost.length === 0) return;
    const all: number[] = [];
    for (let i = from; i < end; i++)
      if (!isListed[i] && outline[i] !== table.heading && (listsAbove || outline[i]!.level === 1 || !isAbove(i))) all.push(i);
    const behind = all.filter(i => !isAbove(i));
    const free = behind.length >= lost.length ? behind : all;
    // Last first, so that the next one is taken off the end.
    const onLevel = grouped(free.toReversed(), i => outline[i]!.level);
    let behindLast = 0;
    for (const { entry } of lost) {
      const candidates = onLevel.get(levelOf(entry.depth)) ?? [];
      while (candidates.length > 0 && candidates.at(-1)! < behindLast) candidates.pop();
      const heading = candidates.pop();
      if (heading === undefined) continue;
      found.add(heading);
      behindLast = heading + 1;
    }
    if (isFlat && free.length === lost.length && free.every(i => outline[i]!.level > 1 || !isAbove(i))) for (const i of free) found.add(i);
    lost = [];
  };
  for (const match of matches) {
    if (isLost(match)) lost.push(match);
    else if (match.to !== undefined && match.to >= from) {
      settle(match.to);
      from = match.to + 1;
    }
  }
  settle(outline.length);
  return found;
}

const isLost = ({ flaw, to }: Match): boolean => flaw === 'dead' && to === undefined;

/** The level of heading that a depth tells: of most entries of that depth, or as far from the nearest depth that tells one; of a table that leads nowhere at all, whatever fits best. */
function levelsByDepth(matches: readonly Match[], outline: readonly Heading[], isListed: readonly boolean[]): (depth: number) => number {
  const told: number[][] = [];
  for (const { entry, to } of matches) {
    if (to === undefined) continue;
    const levels = told[entry.depth];
    if (levels === undefined) told[entry.depth] = [outline[to]!.level];
    else levels.push(outline[to]!.level);
  }
  const known = told.flatMap((levels, depth) => [{ depth, level: middle(levels) }]);
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
