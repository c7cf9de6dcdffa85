import { Decimal as Base } from 'decimal.js';

/** Decimal numbers to fifty digits: sums of printed numbers are exact. */
export const Decimal = Base.clone({ precision: 50, toExpNeg: -9, toExpPos: 21 });
export type Decimal = InstanceType<typeof Base>;

/** What an expression of numbers says. */
export interface Value {
  readonly value: Decimal;
  /** It computes something: not a single printed number. */
  readonly operators: number;
  /** Half a unit of the last digit that counts, for a single printed number. */
  readonly half: Decimal;
  /** The same if only the first digit of a round number counts. */
  readonly rough: Decimal;
  readonly percent: boolean;
  /** What is counted or measured, when all parts agree. */
  readonly unit: string;
  /** What 万, K, M … have multiplied it by. */
  readonly scale: number;
  /** It multiplies. */
  readonly multiplies: boolean;
  /** It divides or takes a root or a logarithm, so it seldom comes out even. */
  readonly divides: boolean;
}

/** Thrown where an expression turns out to be none that is certain. */
export class Refusal extends Error {}
export const refuse = (): never => {
  throw new Refusal();
};

export const zero = new Decimal(0);
export const literal = (value: Decimal, half: Decimal, rough: Decimal): Value => ({
  value,
  operators: 0,
  half,
  rough,
  percent: false,
  unit: '',
  scale: 1,
  multiplies: false,
  divides: false,
});

export const times = (value: Value, factor: number): Value => ({
  ...value,
  value: value.value.times(factor),
  half: value.half.times(factor),
  rough: value.rough.times(factor),
});

/** Latin units are on both sides or on none: `2x + 1` is no length. */
export const sameUnit = (a: Value, b: Value): string =>
  a.unit === b.unit || (b.unit === '' && !isLatin(a.unit)) ? a.unit : a.unit === '' && !isLatin(b.unit) ? b.unit : refuse();

export const isLatin = (unit: string): boolean => /[A-Za-zµμα-ωΑ-Ω]/u.test(unit);

export const joined = (a: Value, b: Value, value: Decimal, unit: string): Value => ({
  value,
  operators: a.operators + b.operators + 1,
  half: zero,
  rough: zero,
  percent: a.percent || b.percent,
  unit,
  scale: Math.max(a.scale, b.scale),
  multiplies: a.multiplies || b.multiplies,
  divides: a.divides || b.divides,
});
