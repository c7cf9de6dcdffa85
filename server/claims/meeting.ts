import { isPoint, meets, noise } from '../language/interval.ts';
import type { Interval } from '../model/claims.ts';

/** A range and how many state it. */
export interface Counted {
  readonly range: Interval;
  readonly count: number;
}

/** How many of some statements meet a range. Of thousands of different ranges each is held against all others, so that is looked up by where its ends lie. */
export class Meeting {
  readonly total: number;
  readonly #kinds: readonly Kind[];
  /** So narrow, or so wide, that where their ends lie does not tell. */
  readonly #odd: readonly Counted[];

  constructor(said: readonly Counted[]) {
    const kinds = new Map<string, Counted[]>();
    const odd: Counted[] = [];
    for (const one of said) {
      const { range } = one;
      const key = `${isPoint(range)} ${range.lowOpen} ${range.highOpen}`;
      const same = kinds.get(key);
      if (isOdd(range)) odd.push(one);
      else if (same === undefined) kinds.set(key, [one]);
      else same.push(one);
    }
    this.total = said.reduce((sum, { count }) => sum + count, 0);
    this.#kinds = [...kinds.values()].map(same => new Kind(same));
    this.#odd = odd;
  }

  /** Those that meet the range, itself included if it is one of them. */
  with(range: Interval): number {
    let apart = this.#odd.reduce((sum, one) => (meets(one.range, range) ? sum : sum + one.count), 0);
    for (const kind of this.#kinds) apart += kind.apartFrom(range);
    return this.total - apart;
  }
}

const isOdd = ({ low, high }: Interval): boolean => !(high - low > 4 * noise || (low === high && Number.isFinite(low)));

/** Ranges whose ends are alike, open or not: those below another one are the first of them by their ends, those above it the last by their beginnings. */
class Kind {
  readonly #byEnd: readonly Counted[];
  readonly #byBeginning: readonly Counted[];
  readonly #below: readonly number[];
  readonly #above: readonly number[];

  constructor(said: readonly Counted[]) {
    this.#byEnd = [...said].sort((a, b) => a.range.high - b.range.high);
    this.#byBeginning = [...said].sort((a, b) => b.range.low - a.range.low);
    this.#below = sums(this.#byEnd);
    this.#above = sums(this.#byBeginning);
  }

  apartFrom(range: Interval): number {
    const below = holding(this.#byEnd, one => !meets(one.range, range) && isBefore(one.range, range));
    const above = holding(this.#byBeginning, one => !meets(one.range, range) && !isBefore(one.range, range));
    return this.#below[below]! + this.#above[above]!;
  }
}

/** As `meets` orders two ranges. */
const isBefore = (a: Interval, b: Interval): boolean => a.low < b.low || (a.low === b.low && !a.lowOpen);

/** The sum of the counts of the first so many. */
function sums(said: readonly Counted[]): number[] {
  const made = [0];
  for (const { count } of said) made.push(made.at(-1)! + count);
  return made;
}

/** How many of a list a condition holds for that holds for the first ones only. */
function holding<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
