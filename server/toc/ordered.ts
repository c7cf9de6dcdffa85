import { entryNumber, type Item, type Written } from './items.ts';

/**
 * Numbers the items of ordered lists as they were: rising by one, or all the same. Lists that were numbered in another way keep what they have, and a new item counts on
 * from the one before.
 */
export function numbered(written: readonly Written[], items: readonly Item[]): Written[] {
  if (!items.some(({ marker }) => /\d/.test(marker))) return [...written];
  const result = [...written];
  for (const group of siblings(written)) {
    const numbers = countedOn(group.map(i => numberOf(written[i]!.was?.marker)).filter(number => number !== undefined));
    for (const i of group) {
      const item = written[i]!;
      if (numberOf(item.marker) === undefined) continue;
      const number = numbers(numberOf(item.was?.marker));
      result[i] = { ...item, marker: item.marker.replace(/\d+/, String(number)) };
    }
  }
  return result;
}

/** The numbers of the items of a list, one after the other, by the numbers that it has. `own`: the item's number, if it has one. */
function countedOn(old: readonly number[]): (own: number | undefined) => number {
  const areSame = old.length > 1 && old.every(number => number === old[0]);
  const rise = old.every((number, i) => i === 0 || number > old[i - 1]!);
  let next = Math.min(...(old.length > 0 ? old : [1]));
  return own => {
    const number = areSame || rise || own === undefined ? next : own;
    next = areSame ? number : number + 1;
    return number;
  };
}

/** Numbers in front of the links, `2.1. [text](#x)`, counted as they were: by place, where those of all items are. `depths`: of the items. */
export function counted(written: readonly Written[], items: readonly Item[], depths: readonly number[]): Written[] {
  const places = (of: readonly number[]): string[] => {
    const counters: number[] = [];
    return of.map(depth => {
      counters.length = Math.min(counters.length, depth + 1);
      while (counters.length <= depth) counters.push(0);
      counters[depth]!++;
      return counters.join('.');
    });
  };
  const before = places(depths);
  if (!items.every(({ body }, i) => body.startsWith(`${before[i]}. [`))) return [...written];
  const now = places(written.map(({ depth }) => depth));
  return written.map((item, i) => ({ ...item, body: `${now[i]}. ${item.body.replace(entryNumber, '')}` }));
}

const numberOf = (marker: string | undefined): number | undefined =>
  marker !== undefined && /\d/.test(marker) ? Number.parseInt(marker, 10) : undefined;

/** The items of each list, by index. */
function siblings(written: readonly Written[]): number[][] {
  const open: number[][] = [];
  const groups: number[][] = [];
  written.forEach(({ depth }, i) => {
    open.length = Math.min(open.length, depth + 1);
    let group = open[depth];
    if (group === undefined) {
      group = [];
      open[depth] = group;
      groups.push(group);
    }
    group.push(i);
  });
  return groups;
}
