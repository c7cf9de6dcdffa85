/**
 * Likeness is looked for among so many names: every dead link of a chapter may ask, each comparison takes a microsecond, and the time is to grow with the chapter, not with its square. A
 * chapter of more headings or labels is hardly written by hand.
 */
const mostCompared = 200;

/** Of more, so many: two or three are offered. */
const mostLikely = 40;

/** So many places of pairs are looked at to choose them. */
const mostCounted = 500;

/** Names, of which those are found that may be most like another one. */
export class LikeNames<T> {
  readonly #all: readonly T[];
  readonly #nameOf: (one: T) => string;
  /** Places of the names that have two characters side by side. */
  #byPair: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(all: readonly T[], nameOf: (one: T) => string) {
    this.#all = all;
    this.#nameOf = nameOf;
  }

  /** All of them, in order; where there are too many to be compared, those that have most pairs of characters in common with a name, of which the rarest count. */
  near(name: string): readonly T[] {
    if (this.#all.length <= mostCompared) return this.#all;
    this.#byPair ??= this.#pairs();
    const lists = [...pairsIn(name)].map(pair => this.#byPair!.get(pair) ?? []).sort((a, b) => a.length - b.length);
    const shared = new Map<number, number>();
    let left = mostCounted;
    for (const list of lists)
      for (const place of list) {
        if (left-- <= 0) return this.#best(shared);
        shared.set(place, (shared.get(place) ?? 0) + 1);
      }
    return this.#best(shared);
  }

  #best(shared: ReadonlyMap<number, number>): readonly T[] {
    const byCount: number[][] = [];
    for (const [place, count] of shared) {
      const same = byCount[count];
      if (same === undefined) byCount[count] = [place];
      else same.push(place);
    }
    const places = byCount.reverse().flat().slice(0, mostLikely);
    return places.sort((a, b) => a - b).map(place => this.#all[place]!);
  }

  #pairs(): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    for (const [place, one] of this.#all.entries())
      for (const pair of pairsIn(this.#nameOf(one))) {
        const places = found.get(pair);
        if (places === undefined) found.set(pair, [place]);
        else places.push(place);
      }
    return found;
  }
}

/** Each once. */
function pairsIn(name: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 2 <= name.length; i++) pairs.add(name.slice(i, i + 2));
  return pairs;
}
