import type { Macro } from '../tex/macro.ts';

/** A formula to be drawn. */
export interface FormulaRequest {
  /** TeX. */
  readonly source: string;
  /** In display style: large operators, fractions in full size. */
  readonly display: boolean;
  /** Any CSS colour. */
  readonly colour: string;
  /** Of an em, in CSS pixels. */
  readonly size: number;
  readonly macros: readonly Macro[];
}

/** A formula as a picture that needs nothing but itself, or why there is none. */
export type Drawing =
  | { readonly svg: string /** CSS pixels */; readonly width: number; readonly height: number }
  | { readonly failure: 'TeX' /** MathJax's words */; readonly reason: string }
  | { readonly failure: 'too long' | 'too slow' };
