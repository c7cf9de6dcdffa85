import type { Evidence } from '../../model/fix.ts';

/** What may be meant, and what speaks for it; nothing speaks for a mere guess. */
export interface Candidate<T> {
  readonly meant: T;
  readonly evidence: readonly Evidence[];
}

/** At most so many are offered. */
export const most = 5;

/** Likeness is looked for among so many names: every dead link of a chapter may ask, and the time is to grow with the chapter, not with its square. */
export const mostCompared = 1000;

/** Collects candidates, strongest evidence first, and what else speaks for each. Two are the same when `keyOf` says so. */
export class Candidates<T> {
  readonly #found = new Map<string, { readonly meant: T; readonly evidence: Evidence[] }>();
  readonly #keyOf: (meant: T) => string;

  constructor(keyOf: (meant: T) => string) {
    this.#keyOf = keyOf;
  }

  get isEmpty(): boolean {
    return this.#found.size === 0;
  }

  add(evidence: Evidence | undefined, all: Iterable<T>): void {
    for (const meant of all) {
      const key = this.#keyOf(meant);
      const known = this.#found.get(key) ?? { meant, evidence: [] };
      this.#found.set(key, known);
      if (evidence !== undefined && !known.evidence.includes(evidence)) known.evidence.push(evidence);
    }
  }

  /** Those found first, first. */
  all(): Candidate<T>[] {
    return [...this.#found.values()];
  }
}
