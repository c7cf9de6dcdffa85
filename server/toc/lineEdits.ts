import type { Edit } from '../model/fix.ts';
import { resting, type Steps } from '../model/steps.ts';

/**
 * The edits that turn one text into another, line by line: lines that are in both stay untouched, and of a changed line just what differs is replaced. `at`: the
 * offset of the old text in its chapter.
 */
export function* lineEdits(before: string, after: string, at: number): Steps<Pick<Edit, 'span' | 'newText'>[]> {
  const [a, b] = [linesOf(before), linesOf(after)];
  const offsets = [at];
  for (const line of a) offsets.push(offsets.at(-1)! + line.length);
  const edits: Pick<Edit, 'span' | 'newText'>[] = [];
  const rest = resting();
  const hunk = function* (fromA: number, toA: number, fromB: number, toB: number): Steps<void> {
    const pairs =
      toA - fromA === toB - fromB
        ? Array.from({ length: toA - fromA }, (_, i) => [fromA + i, fromA + i + 1, fromB + i, fromB + i + 1] as const)
        : [[fromA, toA, fromB, toB] as const];
    for (const [startA, endA, startB, endB] of pairs) {
      if (rest()) yield;
      const edit = trimmed(a.slice(startA, endA).join(''), b.slice(startB, endB).join(''), offsets[startA]!);
      if (edit !== undefined) edits.push(edit);
    }
  };
  let [atA, atB] = [0, 0];
  yield;
  for (const [i, j] of [...common(a, b), [a.length, b.length] as const]) {
    if (rest()) yield;
    yield* hunk(atA, i, atB, j);
    [atA, atB] = [i + 1, j + 1];
  }
  return edits;
}

const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

/** What differs between the common beginning and the common end, no surrogate pair torn apart. */
function trimmed(before: string, after: string, at: number): Pick<Edit, 'span' | 'newText'> | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head--;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--;
  return { span: { start: at + head, end: at + before.length - tail }, newText: after.slice(head, after.length - tail) };
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Pairs of equal lines, rising in both texts: those at both ends, and between them the lines that each text has once. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const placesOf = (lines: readonly string[]) => {
    const places = new Map<string, number>();
    for (let i = head; i < lines.length - tail; i++) places.set(lines[i]!, places.has(lines[i]!) ? -1 : i);
    return places;
  };
  const inB = placesOf(b);
  const pairs: (readonly [number, number])[] = [];
  for (const [line, i] of placesOf(a)) {
    const j = inB.get(line) ?? -1;
    if (i >= 0 && j >= 0) pairs.push([i, j]);
  }
  return [
    ...Array.from({ length: head }, (_, i) => [i, i] as const),
    ...rising(pairs),
    ...Array.from({ length: tail }, (_, i) => [a.length - tail + i, b.length - tail + i] as const),
  ];
}

/** The longest part of pairs, sorted by the first number, in which the second rises too. */
export function rising<T extends readonly [number, number]>(pairs: readonly T[]): T[] {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  pairs.forEach(([, value], i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    before[i] = ends[low - 1];
    ends[low] = i;
  });
  const rise: T[] = [];
  for (let i = ends.at(-1); i !== undefined; i = before[i]) rise.push(pairs[i]!);
  return rise.reverse();
}
