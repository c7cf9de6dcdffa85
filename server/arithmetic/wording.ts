/** What a knowledge base calls the things that decide whether its numbers have to add up. */
export interface Wording {
  /** The first cell of a row of totals. */
  readonly total: RegExp;
  /** How the first cell of a row of subtotals ends: `Material total`. */
  readonly totalEnd: RegExp;
  /** Somebody says so of parts that overlap; in lower case. */
  readonly overlap: readonly string[];
  /** Titles of columns that hold shares of a whole, by their keys (`keyOf`). */
  readonly shares: ReadonlySet<string>;
  /** Parts of titles, by their keys, of columns that go on adding. */
  readonly cumulative: readonly string[];
  /** The measure that a name stands for, by its key; it is `graded` where values are rounded to compare them. */
  measureNamed(key: string): { readonly name: string; readonly graded?: boolean } | undefined;
}
