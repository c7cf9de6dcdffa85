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
const refuseIf = (isUncertain: boolean): void => {
  if (isUncertain) refuse();
};

const zero = new Decimal(0);
export const total = (values: readonly Decimal[]): Decimal => values.reduce((sum, value) => sum.plus(value), zero);

const literal = (value: Decimal, half: Decimal, rough: Decimal): Value => ({
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

/** A number as printed, without separators. The zeros at the end of a long one may count as digits or not. */
export function printedNumber(digits: string): Value {
  const [mantissa = '', exponent = 0] = digits.split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const zeros = decimals === 0 && mantissa.length > 3 ? /0*$/.exec(mantissa)![0].length : 0;
  const half = (uncounted: number): Decimal => new Decimal(5).times(new Decimal(10).pow(Number(exponent) - decimals - 1 + uncounted));
  return zeros > 1
    ? literal(new Decimal(digits), half(Math.min(zeros, mantissa.length - 2)), half(zeros))
    : literal(new Decimal(digits), half(0), half(0));
}

export const binaryNumber = (digits: string): Value =>
  /^[01]+$/.test(digits) ? literal(new Decimal(`0b${digits}`), zero, zero) : refuse();

/** Euler's number, which counts as computed. */
export const e = (): Value => ({ ...literal(Decimal.exp(1), zero, zero), operators: 1, divides: true });

/** The same number in another unit: percent, thousands. */
export const scaled = (value: Value, factor: number): Value => ({
  ...value,
  value: value.value.times(factor),
  half: value.half.times(factor),
  rough: value.rough.times(factor),
});

export const negated = (value: Value): Value => ({ ...value, value: value.value.neg() });

export const isLatin = (unit: string): boolean => /[A-Za-zµμα-ωΑ-Ω]/u.test(unit);

/** What is computed of two others. */
const joined = (a: Value, b: Value, value: Decimal, unit: string): Value => ({
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

/** Latin units are on both sides or on none: `2x + 1` is no length. */
function commonUnit(a: Value, b: Value): string {
  if (a.unit === b.unit || (b.unit === '' && !isLatin(a.unit))) return a.unit;
  return a.unit === '' && !isLatin(b.unit) ? b.unit : refuse();
}

/** `a + b`, or `a - b`. */
export const sum = (a: Value, b: Value, isMinus: boolean): Value =>
  joined(a, b, isMinus ? a.value.minus(b.value) : a.value.plus(b.value), commonUnit(a, b));

/** `100 + 5%` where that adds five per cent of a hundred. */
export const withPercent = (a: Value, b: Value, isMinus: boolean): Value =>
  b.percent && !a.percent ? sum(a, { ...b, value: a.value.times(b.value) }, isMinus) : sum(a, b, isMinus);

export function product(a: Value, b: Value): Value {
  refuseIf(a.unit !== '' && b.unit !== '');
  return { ...joined(a, b, a.value.times(b.value), a.unit || b.unit), multiplies: true };
}

/** `5 × 10^4`: still one printed number. */
export const timesPowerOfTen = (a: Value, { value: power, unit }: Value): Value => ({
  ...literal(a.value.times(power), a.half.times(power), a.rough.times(power)),
  unit: a.unit || unit,
});

export function quotient(a: Value, b: Value): Value {
  refuseIf(b.value.isZero());
  return { ...joined(a, b, a.value.div(b.value), a.unit === b.unit ? '' : a.unit || b.unit), multiplies: true, divides: true };
}

export function power(base: Value, exponent: Value): Value {
  const [{ value: b }, { value: x }] = [base, exponent];
  refuseIf(base.unit !== '' || exponent.unit !== '' || x.abs().gt(400) || b.abs().gt(1e12));
  refuseIf((b.isZero() && x.lte(0)) || (b.isNegative() && !x.isInteger()));
  const divides = base.divides || !x.isInteger() || x.isNegative();
  return { ...joined(base, exponent, b.pow(x), ''), multiplies: true, divides };
}

/** `a ^ b` as programs have it. */
export function exclusiveOr(a: Value, b: Value): Value {
  const isWhole = ({ value, unit }: Value): boolean => unit === '' && value.isInteger() && !value.isNegative() && value.lt(2 ** 31);
  refuseIf(!isWhole(a) || !isWhole(b));
  return joined(a, b, new Decimal((a.value.toNumber() ^ b.value.toNumber()) >>> 0), '');
}

export function factorial(of: Value): Value {
  const { value, unit, percent } = of;
  refuseIf(!value.isInteger() || value.isNegative() || value.gt(40) || unit !== '' || percent);
  let result = new Decimal(1);
  for (let i = 2; i <= value.toNumber(); i++) result = result.times(i);
  return { ...joined(of, of, result, ''), multiplies: true };
}

/** Functions of one number, each with what it can be asked. `base`: of a logarithm that does not say it. */
const functions: Readonly<Record<string, readonly [(x: Decimal) => boolean, (x: Decimal, base: number | undefined) => Decimal]>> = {
  sqrt: [x => !x.isNegative(), x => x.sqrt()],
  exp: [x => x.abs().lte(500), x => x.exp()],
  ln: [x => x.gt(0), x => x.ln()],
  lg: [x => x.gt(0), x => Decimal.log10(x)],
  log: [x => x.gt(0), (x, base) => (base === undefined ? x.ln() : x.log(base))],
};

export function applied(name: string, of: Value, base: number | undefined): Value {
  const [isDefined, calculate] = functions[name] ?? refuse();
  refuseIf(!isDefined(of.value));
  return { ...of, operators: of.operators + 1, percent: false, multiplies: true, divides: true, value: calculate(of.value, base) };
}
