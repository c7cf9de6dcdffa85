import type { Claim, Dates } from '../model/claims.ts';
import type { Stated } from './problem.ts';
import { Spans } from './spans.ts';

/** Statements of times, in the order of the knowledge base: who gives another time than one, how many the same. */
export class Times {
  readonly stated: readonly Stated[];
  readonly #spans: Spans;
  readonly #ends: readonly string[];
  readonly #beginnings: readonly string[];
  /** The shortest of the first so many. */
  readonly #shortest: readonly number[];
  readonly #places: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  #supporting: ReadonlyMap<string, number> | undefined;

  constructor(stated: readonly Stated[]) {
    this.stated = stated;
    const dates = stated.map(({ claim }) => claim.dates!);
    this.#spans = new Spans(dates);
    this.#ends = dates.map(({ to }) => to).sort();
    this.#beginnings = dates.map(({ from }) => from).sort();
    let least = Number.POSITIVE_INFINITY;
    this.#shortest = dates.map(one => {
      least = Math.min(least, days(one));
      return least;
    });
    const places = new Map<string, { start: number; end: number }>();
    for (const [i, { path }] of stated.entries()) places.set(path, { start: places.get(path)?.start ?? i, end: i + 1 });
    this.#places = places;
  }

  /** How many give a time that does not meet this one. */
  apartFrom({ from, to }: Dates): number {
    return countBelow(this.#ends, from) + this.#beginnings.length - countUpTo(this.#beginnings, to);
  }

  /** How many support a time. A bar of half a year supports every day in it, so it supports none. */
  supporting(dates: Dates): number {
    this.#supporting ??= supports(this.stated.map(({ claim }) => claim.dates!));
    return this.#supporting.get(nameOf(dates)) ?? 0;
  }

  /** The first chapter of all these. */
  first(dates: Dates): string | undefined {
    const longest = longestBeside(dates);
    const at = Math.min(
      this.#spans.apart(dates),
      countBelow(this.#shortest, longest, (least, most) => least > most),
    );
    return this.stated[at]?.path;
  }

  /** The statements of one chapter. */
  in(path: string): readonly Stated[] {
    const place = this.#places.get(path);
    return place === undefined ? [] : this.stated.slice(place.start, place.end);
  }

  /** The first few that give another time, those of a chapter before the others. */
  nearestApart(dates: Dates, path: string, most: number): readonly Stated[] {
    const { start, end } = this.#places.get(path) ?? { start: this.stated.length, end: this.stated.length };
    const found: Stated[] = [];
    const take = (from: number, to: number): void => {
      for (let at = this.#spans.apart(dates, from); at < to && found.length < most; at = this.#spans.apart(dates, at + 1))
        found.push(this.stated[at]!);
    };
    take(start, end);
    take(0, start);
    take(end, this.stated.length);
    return found;
  }
}

/** Of the claims of a chapter, by the places where they start: whether one that gives another time stands before. */
export class Earlier {
  readonly #starts: readonly number[];
  readonly #spans: Spans;

  constructor(claims: readonly Claim[]) {
    const ordered = [...claims].sort((a, b) => a.span.start - b.span.start);
    this.#starts = ordered.map(({ span }) => span.start);
    this.#spans = new Spans(ordered.map(({ dates }) => dates!));
  }

  has(dates: Dates, before: number): boolean {
    return (this.#starts[this.#spans.apart(dates)] ?? before) < before;
  }
}

/** A time that ends before it begins is none. */
export const isTime = (dates: Dates): boolean => days(dates) >= 0;

const days = ({ from, to }: Dates): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const longestBeside = (dates: Dates): number => Math.max(100, days(dates));
const nameOf = ({ from, to }: Dates): string => `${from} ${to}`;

/** For each time, how many meet it and are not much longer: the times are gone through from the shortest to the longest, and those met so far are counted by their ends. */
function supports(all: readonly Dates[]): ReadonlyMap<string, number> {
  const known = all.map(({ from, to }) => ({ from, to, days: days({ from, to }) })).sort((a, b) => a.days - b.days);
  const ends = new Tally(known.map(({ to }) => to));
  const beginnings = new Tally(known.map(({ from }) => from));
  const found = new Map<string, number>();
  let taken = 0;
  for (const one of new Map(known.map(one => [nameOf(one), one] as const)).values()) {
    for (; taken < known.length && known[taken]!.days <= longestBeside(one); taken++) {
      ends.add(known[taken]!.to);
      beginnings.add(known[taken]!.from);
    }
    found.set(nameOf(one), beginnings.upTo(one.to) - ends.below(one.from));
  }
  return found;
}

/** Counts texts by their order (a Fenwick tree). */
class Tally {
  readonly #texts: readonly string[];
  readonly #sums: number[];

  constructor(texts: readonly string[]) {
    this.#texts = [...new Set(texts)].sort();
    this.#sums = new Array<number>(this.#texts.length + 1).fill(0);
  }

  add(text: string): void {
    for (let at = countUpTo(this.#texts, text); at < this.#sums.length; at += at & -at) this.#sums[at]!++;
  }

  below = (text: string): number => this.#first(countBelow(this.#texts, text));
  upTo = (text: string): number => this.#first(countUpTo(this.#texts, text));

  #first(count: number): number {
    let sum = 0;
    for (let at = count; at > 0; at -= at & -at) sum += this.#sums[at]!;
    return sum;
  }
}

/** How many of a list in order lie before a value. */
function countBelow<T>(list: readonly T[], value: T, isBefore: (one: T, value: T) => boolean = (one, other) => one < other): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle]!, value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const countUpTo = <T>(list: readonly T[], value: T): number => countBelow(list, value, (one, other) => one <= other);
