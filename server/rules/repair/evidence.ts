import type { Evidence } from '../../model/fix.ts';

/** What may be meant, and what speaks for it; nothing speaks for a mere guess. */
export interface Candidate<T> {
  readonly meant: T;
  readonly evidence: readonly Evidence[];
}

/** At most so many are offered. */
export const most = 5;

/**
 * Likeness is looked for among so many names, and among more not at all, since the only one of some is not the only one of all: every dead link of a chapter may ask, and the time is to grow with
 * the chapter, not with its square. The writer is not told of this bound: the finding stands and says what is wrong, and claims of no repair that there is none; nothing is unchecked.
 */
const mostCompared = 1000;

/** Names to look through, if they are not too many. */
export const comparable = <T>(names: readonly T[]): readonly T[] => (names.length > mostCompared ? [] : names);

/** Collects candidates, strongest evidence first, and what else speaks for each: at most `limit` of them. Two are the same when `keyOf` says so. */
export class Candidates<T> {
  readonly #found = new Map<string, { readonly meant: T; readonly evidence: Evidence[] }>();
  readonly #keyOf: (meant: T) => string;

  readonly #limit: number;

  constructor(keyOf: (meant: T) => string, limit = Number.POSITIVE_INFINITY) {
    this.#keyOf = keyOf;
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#found.size === 0;
  }

  /** Of `all`, best first. `speaksFor`: whether one is among them; when it can be asked, no more of them are looked at than there is room for. */
  add(evidence: Evidence | undefined, all: Iterable<T>, speaksFor?: (key: string) => boolean): void {
    const told = (known: { readonly evidence: Evidence[] }): void => {
      if (evidence !== undefined && !known.evidence.includes(evidence)) known.evidence.push(evidence);
    };
    if (speaksFor !== undefined) for (const [key, known] of this.#found) if (speaksFor(key)) told(known);
    for (const meant of all) {
      const key = this.#keyOf(meant);
      const known = this.#found.get(key) ?? (this.#found.size < this.#limit ? { meant, evidence: [] } : undefined);
      if (known !== undefined) {
        this.#found.set(key, known);
        told(known);
      } else if (speaksFor !== undefined) return;
    }
  }

  /** Those found first, first. */
  all(): Candidate<T>[] {
    return [...this.#found.values()];
  }
}
