import type { Claim } from '../model/claims.ts';
import { groupedBy } from '../model/grouping.ts';
import { memoized } from '../model/memoize.ts';

/** By metric and subject. */
const byName = memoized(
  (claims: readonly Claim[]) =>
    new Map([...groupedBy(claims, ({ metric }) => metric)].map(([name, same]) => [name, groupedBy(same, ({ subject }) => subject)])),
);

/** The claims of a chapter on one metric of one subject, in their order. */
export const claimsAbout = (claims: readonly Claim[], subject: string | null, metric: string): readonly Claim[] =>
  byName(claims).get(metric)?.get(subject) ?? none;

const none: readonly Claim[] = [];

/** Some claims of a chapter, in their order: which of them stand beside another. */
export class Neighbours {
  readonly #claims: readonly Claim[];
  #byText: ReadonlyMap<string, number> | undefined;
  /** Their numbers, in the order of the places where they start. */
  #byStart: readonly number[] | undefined;

  constructor(claims: readonly Claim[]) {
    this.#claims = claims;
  }

  get first(): Claim | undefined {
    return this.#claims[0];
  }

  /** The first in the same line or cell. */
  inLine({ text }: Claim): Claim | undefined {
    return this.#claims[this.#textAt(text)];
  }

  /** The first less than `near` characters away. */
  near({ span: { start } }: Claim, near: number): Claim | undefined {
    return this.#claims[Math.min(...this.#within(start - near, start + near))];
  }

  /** The first of which one or the other is true. */
  beside({ text, span: { start } }: Claim, near: number): Claim | undefined {
    return this.#claims[Math.min(this.#textAt(text), ...this.#within(start - near, start + near))];
  }

  /** The last that starts before another, less than `near` characters away. */
  before({ span: { start } }: Claim, near: number): Claim | undefined {
    return this.#claims[Math.max(...this.#within(start - near, start))];
  }

  #textAt(text: string): number {
    this.#byText ??= new Map(this.#claims.map((claim, i) => [claim.text, i] as const).reverse());
    return this.#byText.get(text) ?? this.#claims.length;
  }

  /** The numbers of those that start between two places. */
  #within(from: number, to: number): readonly number[] {
    const startOf = (i: number): number => this.#claims[i]!.span.start;
    this.#byStart ??= [...this.#claims.keys()].sort((a, b) => startOf(a) - startOf(b));
    let low = 0;
    for (let high = this.#byStart.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (startOf(this.#byStart[middle]!) > from) high = middle;
      else low = middle + 1;
    }
    let end = low;
    while (end < this.#byStart.length && startOf(this.#byStart[end]!) < to) end++;
    return this.#byStart.slice(low, end);
  }
}
