import type { Miscalculation } from '../model/claims.ts';

/** A result that is stated and is not what is computed. Offsets count in the text given. */
export interface Wrong {
  /** What is computed. */
  readonly expression: string;
  /** The result as written. */
  readonly stated: string;
  /** What it is, to the precision of what is stated. */
  readonly actual: string;
  /** Where the stated result stands. */
  readonly start: number;
  readonly end: number;
}

/** One kind of calculation in running text that may not come out. */
export interface TextCheck {
  readonly kind: Miscalculation['kind'];
  /** `text`: without formulas and code. Without any, it costs next to nothing. */
  find(text: string): readonly Wrong[];
}
