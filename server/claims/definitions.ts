import type { Form } from '../model/claims.ts';
import type { Subject } from './context.ts';

/** What the formulas of a chapter have defined so far. A value of its own for each state, so that two states can be compared. */
export interface Defined {
  /** The latest formula: whom it is of, and its factors. */
  readonly last?: { readonly subject: Subject; readonly metric: string; readonly form: Form; readonly formula: boolean };
  /** The latest formula of a metric with its factors written out. */
  readonly factors?: readonly string[];
  /** `C_{\text{app}}` → 应用层. */
  readonly symbols: ReadonlyMap<string, string>;
}

export const nothingDefined: Defined = { symbols: new Map() };

/** The state while a chapter is read. */
export class Definitions {
  now: Defined = nothingDefined;

  add(more: Partial<Defined>): void {
    this.now = { ...this.now, ...more };
  }

  name(symbol: string, meaning: string): void {
    this.add({ symbols: new Map(this.now.symbols).set(symbol, meaning) });
  }
}
