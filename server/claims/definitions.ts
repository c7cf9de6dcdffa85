import type { Form } from '../model/claims.ts';
import type { Subject } from './context.ts';

/** What symbols mean at some place of a chapter. All states share one table as long as each goes on from the latest. */
export class Symbols {
  readonly #table: Table;
  /** So many have been named up to here. */
  readonly #count: number;

  constructor(table: Table, count: number) {
    this.#table = table;
    this.#count = count;
  }

  get(symbol: string): string | undefined {
    return this.#table.meanings.get(symbol)?.findLast(({ at }) => at <= this.#count)?.meaning;
  }

  with(symbol: string, meaning: string): Symbols {
    const table = this.#table.count === this.#count ? this.#table : this.#copied();
    table.count++;
    const all = table.meanings.get(symbol);
    if (all === undefined) table.meanings.set(symbol, [{ at: table.count, meaning }]);
    else all.push({ at: table.count, meaning });
    return new Symbols(table, table.count);
  }

  #copied(): Table {
    const meanings: Table['meanings'] = new Map();
    for (const [symbol, all] of this.#table.meanings) {
      const known = all.filter(({ at }) => at <= this.#count);
      if (known.length > 0) meanings.set(symbol, known);
    }
    return { count: this.#count, meanings };
  }
}

interface Table {
  count: number;
  readonly meanings: Map<string, { readonly at: number; readonly meaning: string }[]>;
}

/** What the formulas of a chapter have defined so far. A value of its own for each state, so that two states can be compared. */
export interface Defined {
  /** The latest formula: whom it is of, and its factors. */
  readonly last?: { readonly subject: Subject; readonly metric: string; readonly form: Form; readonly formula: boolean };
  /** The latest formula of a metric with its factors written out. */
  readonly factors?: readonly string[];
  /** `C_{\text{app}}` → 应用层. */
  readonly symbols: Symbols;
}

/** Where every chapter begins: none goes on in this table. */
export const nothingDefined: Defined = { symbols: new Symbols({ count: -1, meanings: new Map() }, 0) };
