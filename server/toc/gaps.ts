import { countOfFirst } from '../model/text.ts';
import type { Match } from './match.ts';

/** A match with the headings, by index in the outline, between which its own one should be. */
export interface Gap {
  readonly match: Match;
  readonly from: number;
  readonly end: number;
}

/**
 * The matches in order, each with the headings of the matched entries around it, `from` and `end`: between these its own one should be. What is matched on the way counts
 * for those that follow.
 */
export function* withGaps(matches: readonly Match[]): Iterable<Gap> {
  const ends: number[] = [];
  let end = Number.POSITIVE_INFINITY;
  for (let i = matches.length - 1; i >= 0; i--) {
    ends[i] = end;
    end = matches[i]!.to ?? end;
  }
  let from = -1;
  for (const [i, match] of matches.entries()) {
    yield { match, from, end: ends[i]! };
    from = match.to ?? from;
  }
}

/** Headings of one name, by index in the outline, that are given to entries one by one. `taken`: those that are given away, and is only added to. */
export class Candidates {
  readonly #headings: readonly number[];
  readonly #taken: ReadonlySet<number>;
  /** From each place to one at or before the next that is free: shortened on the way, so that none is passed again and again. */
  readonly #next: number[];

  constructor(headings: readonly number[], taken: ReadonlySet<number>) {
    this.#headings = headings;
    this.#taken = taken;
    this.#next = headings.map((_, i) => i);
  }

  /** The first free one behind `from` and before `end`. */
  within(from: number, end: number): number | undefined {
    const heading = this.#headings[this.#freeFrom(countOfFirst(this.#headings, heading => heading <= from))];
    return heading !== undefined && heading < end ? heading : undefined;
  }

  /** The free one, if there is but one. */
  only(): number | undefined {
    const place = this.#freeFrom(0);
    return this.#freeFrom(place + 1) >= this.#headings.length ? this.#headings[place] : undefined;
  }

  #freeFrom(place: number): number {
    let at = place;
    while (at < this.#headings.length && (this.#next[at] !== at || this.#taken.has(this.#headings[at]!)))
      at = this.#next[at] === at ? at + 1 : this.#next[at]!;
    for (let i = place; i < at; ) {
      const next = this.#next[i] === i ? i + 1 : this.#next[i]!;
      this.#next[i] = at;
      i = next;
    }
    return at;
  }
}
