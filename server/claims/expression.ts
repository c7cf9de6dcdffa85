import { Decimal as Base } from 'decimal.js';
import { scaleOf, type Token } from './tokens.ts';

/** Decimal numbers to fifty digits: sums of printed numbers are exact. */
export const Decimal = Base.clone({ precision: 50, toExpNeg: -9, toExpPos: 21 });
export type Decimal = InstanceType<typeof Base>;

/** What an expression of numbers says. */
export interface Value {
  readonly value: Decimal;
  /** Another reading that is as good: a logarithm to another base. */
  readonly other?: Decimal;
  /** It computes something: not a single printed number. */
  readonly operators: number;
  /** Half a unit of the last printed digit, for a single printed number. */
  readonly half: Decimal;
  readonly percent: boolean;
  /** What is counted or measured, when all parts agree. */
  readonly unit: string;
  /** What 万, K, M … have multiplied it by. */
  readonly scale: number;
}

class Refusal extends Error {}
const refuse = (): never => {
  throw new Refusal();
};

/** The value of a run of tokens that is an expression of numbers from end to end; undefined when it is not. */
export function evaluate(run: readonly Token[], tex: boolean): Value | undefined {
  if (run.length === 0 || run.length > 400) return undefined;
  try {
    const natural = new Parser(run, tex, false).all();
    if (!run.some(token => token.text === 'log')) return natural;
    return { ...natural, other: new Parser(run, tex, true).all().value };
  } catch (error) {
    if (error instanceof Refusal || error instanceof Error) return undefined;
    throw error;
  }
}

const literal = (value: Decimal, half: Decimal): Value => ({ value, operators: 0, half, percent: false, unit: '', scale: 1 });

class Parser {
  readonly #tokens: readonly Token[];
  readonly #tex: boolean;
  readonly #ten: boolean;
  #at = 0;
  #depth = 0;

  constructor(run: readonly Token[], tex: boolean, ten: boolean) {
    this.#tokens = run.filter(token => token.kind !== 'newline');
    this.#tex = tex;
    this.#ten = ten;
  }

  all(): Value {
    const value = this.#sum();
    if (this.#at < this.#tokens.length) refuse();
    if (!value.value.isFinite()) refuse();
    return value;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #sum(): Value {
    if (++this.#depth > 60) refuse();
    let left = this.#product();
    for (;;) {
      const token = this.#peek();
      if (token?.kind !== 'operator' || (token.text !== '+' && token.text !== '-')) break;
      const before = this.#tokens[this.#at - 1];
      const after = this.#tokens[this.#at + 1];
      // `70-80` without blanks in running text is a range.
      if (!this.#tex && token.text === '-' && !token.spaced && after?.kind === 'number' && !after.spaced && before?.kind !== 'close')
        refuse();
      this.#at++;
      const right = this.#product();
      const value = token.text === '+' ? left.value.plus(right.value) : left.value.minus(right.value);
      left = joined(left, right, value, sameUnit(left, right));
    }
    this.#depth--;
    return left;
  }

  #product(): Value {
    let left = this.#power();
    for (;;) {
      const token = this.#peek();
      if (token === undefined) return left;
      const isOperator = token.kind === 'operator' && (token.text === '*' || token.text === '/');
      const implied = this.#tex && (token.kind === 'open' || token.kind === 'function');
      if (!isOperator && !implied) return left;
      if (isOperator) this.#at++;
      const right = this.#power();
      if (isOperator && token.text === '/' && right.value.isZero()) refuse();
      const value = isOperator && token.text === '/' ? left.value.div(right.value) : left.value.times(right.value);
      const unit =
        token.text === '/' && left.unit === right.unit ? '' : left.unit === '' || right.unit === '' ? left.unit || right.unit : refuse();
      const scientific = isOperator && token.text === '*' && left.operators === 0 && isPowerOfTen(this.#tokens, this.#at) && !left.percent;
      left = scientific ? { ...literal(value, left.half.times(right.value)), unit } : joined(left, right, value, unit);
    }
  }

  #power(): Value {
    const negative =
      this.#peek()?.kind === 'operator' && (this.#peek()!.text === '-' || this.#peek()!.text === '+')
        ? this.#tokens[this.#at++]!.text === '-'
        : false;
    const base = this.#atom();
    let result = base;
    if (this.#peek()?.kind === 'operator' && this.#peek()!.text === '^') {
      this.#at++;
      const exponent = this.#power();
      if (exponent.value.abs().gt(400) || base.value.abs().gt(1e12)) refuse();
      if (base.value.isZero() && exponent.value.lte(0)) refuse();
      if (base.value.isNegative() && !exponent.value.isInteger()) refuse();
      result = joined(base, exponent, base.value.pow(exponent.value), '');
    }
    return negative ? { ...result, value: result.value.neg() } : result;
  }

  #atom(): Value {
    const token = this.#peek();
    if (token === undefined) return refuse();
    this.#at++;
    if (token.kind === 'number') return this.#number(token.text);
    if (token.kind === 'open') {
      const inside = this.#sum();
      if (this.#peek()?.kind !== 'close') refuse();
      this.#at++;
      return this.#suffixed({ ...inside });
    }
    if (token.kind === 'word' && token.text === 'e' && this.#peek()?.text === '^')
      return { ...literal(Decimal.exp(1), new Decimal(0)), operators: 1 };
    if (token.kind !== 'function') return refuse();
    if (token.text === 'frac') {
      const above = this.#atom();
      const below = this.#atom();
      if (below.value.isZero()) refuse();
      return joined(above, below, above.value.div(below.value), above.unit === below.unit ? '' : above.unit || below.unit);
    }
    const argument = this.#atom();
    return { ...argument, operators: argument.operators + 1, percent: false, value: this.#applied(token.text, argument.value) };
  }

  #applied(name: string, x: Decimal): Decimal {
    switch (name) {
      case 'sqrt':
        return x.isNegative() ? refuse() : x.sqrt();
      case 'exp':
        return x.abs().gt(500) ? refuse() : x.exp();
      case 'lg':
        return x.lte(0) ? refuse() : Decimal.log10(x);
      default:
        return x.lte(0) ? refuse() : name === 'log' && this.#ten ? Decimal.log10(x) : x.ln();
    }
  }

  #number(written: string): Value {
    const digits = written.replaceAll(',', '');
    const [mantissa, exponent] = digits.toLowerCase().split('e');
    const decimals = mantissa!.includes('.') ? mantissa!.length - mantissa!.indexOf('.') - 1 : 0;
    const zeros = decimals === 0 && mantissa!.length > 3 ? (/0{2,}$/.exec(mantissa!)?.[0].length ?? 0) : 0;
    const half = new Decimal(5).times(new Decimal(10).pow(Number(exponent ?? 0) - decimals - 1 + zeros));
    return this.#suffixed(literal(new Decimal(digits), half));
  }

  /** Percent signs, scales such as 万 and M, and a unit. */
  #suffixed(value: Value): Value {
    let result = value;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      if (token.kind === 'percent') result = { ...result, value: result.value.div(100), half: result.half.div(100), percent: true };
      else if (token.kind === 'unit') {
        const scale = scaleOf(token.text);
        result =
          scale === undefined
            ? { ...result, unit: result.unit + token.text }
            : { ...result, value: result.value.times(scale), half: result.half.times(scale), scale: result.scale * scale };
      } else break;
      this.#at++;
    }
    return result;
  }
}

/** The tokens that end here are `10^n`. */
function isPowerOfTen(run: readonly Token[], end: number): boolean {
  for (let start = Math.max(0, end - 6); start < end - 1; start++)
    if (run[start]!.kind === 'number' && run[start]!.text === '10' && run[start + 1]!.text === '^' && run[start - 1]?.text === '*')
      return run
        .slice(start + 2, end)
        .every(token => token.kind === 'number' || token.kind === 'open' || token.kind === 'close' || token.text === '-');
  return false;
}

const sameUnit = (a: Value, b: Value): string => (a.unit === b.unit || b.unit === '' ? a.unit : a.unit === '' ? b.unit : refuse());

const joined = (a: Value, b: Value, value: Decimal, unit: string): Value => ({
  value,
  operators: a.operators + b.operators + 1,
  half: new Decimal(0),
  percent: a.percent || b.percent,
  unit,
  scale: Math.max(a.scale, b.scale),
});
