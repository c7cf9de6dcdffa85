/** Ranges in an order: the next one that lies wholly before or behind another is found without a look at those between. */
export class Spans {
  readonly length: number;
  /** The earliest end, and the latest beginning, of the ranges below each node of a tree. */
  readonly #ends: string[];
  readonly #beginnings: string[];
  readonly #leaves: number;

  constructor(ranges: readonly { readonly from: string; readonly to: string }[]) {
    this.length = ranges.length;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, ranges.length)));
    this.#ends = new Array<string>(2 * this.#leaves).fill('\uffff');
    this.#beginnings = new Array<string>(2 * this.#leaves).fill('');
    for (const [i, { from, to }] of ranges.entries()) {
      this.#ends[this.#leaves + i] = to;
      this.#beginnings[this.#leaves + i] = from;
    }
    for (let node = this.#leaves - 1; node > 0; node--) {
      const [left, right] = [2 * node, 2 * node + 1];
      this.#ends[node] = this.#ends[left]! < this.#ends[right]! ? this.#ends[left]! : this.#ends[right]!;
      this.#beginnings[node] = this.#beginnings[left]! > this.#beginnings[right]! ? this.#beginnings[left]! : this.#beginnings[right]!;
    }
  }

  /** The first, not before `start`, that lies apart from a range; `length` when none does. */
  apart({ from, to }: { readonly from: string; readonly to: string }, start = 0): number {
    const has = (node: number): boolean => this.#ends[node]! < from || this.#beginnings[node]! > to;
    let node = this.#leaves + start;
    if (start >= this.length) return this.length;
    // Up to the next subtree on the right that has one, and down in it.
    while (!has(node)) {
      while (node % 2 === 1) node >>= 1;
      if (node === 0) return this.length;
      node++;
    }
    while (node < this.#leaves) node = has(2 * node) ? 2 * node : 2 * node + 1;
    return node - this.#leaves;
  }
}
