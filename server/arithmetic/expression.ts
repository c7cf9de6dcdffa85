import { oneOf } from '../language/lexicon.ts';
import { scaleOf, type Token } from './tokens.ts';
import { Decimal, joined, literal, Refusal, refuse, sameUnit, times, type Value, zero } from './value.ts';

/** How an expression is read. Without anything: as mathematics prints it. */
export interface Manner {
  /** The base of `log`, when it is not e. */
  readonly log?: 2 | 10;
  /** `5 ^ 3` is an exclusive or. */
  readonly xor?: true;
  /** `100 + 5%` adds five per cent of a hundred. */
  readonly ofIt?: true;
  /** Numbers are written in base 2. */
  readonly binary?: true;
}

/**
 * The value of a run of tokens that is an expression of numbers from end to end; undefined when it is not, or when it may be read in more than one way: cycles `(12)(34)`, a mixed number `2\frac12`,
 * `1/2(3+4)`, `2^10` in TeX, units that are not alike.
 */
export function evaluate(run: readonly Token[], tex: boolean, manner: Manner = {}): Value | undefined {
  if (run.length === 0 || run.length > 400) return undefined;
  try {
    return new Parser(run, tex, manner).all();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Adding these is no sum: levels in decibel; hours, days and months of a calendar. */
const unsummable = new RegExp(`^(?:d[Bb]|°|℃|${oneOf('calendarUnit')})`, 'u');

class Parser {
  readonly #tokens: Token[];
  readonly #tex: boolean;
  readonly #manner: Manner;
  /** Where what a fraction, a root or a raising sign applies to begins. */
  readonly #arguments = new Set<number>();
  #at = 0;
  #depth = 0;

  constructor(run: readonly Token[], tex: boolean, manner: Manner) {
    this.#tokens = run.filter(token => token.kind !== 'newline');
    this.#tex = tex;
    this.#manner = manner;
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

  #isOperator(...signs: string[]): boolean {
    const token = this.#peek();
    return token?.kind === 'operator' && signs.includes(token.text);
  }

  #sum(): Value {
    if (++this.#depth > 60) refuse();
    let left = this.#product();
    while (this.#isOperator('+', '-', '–')) {
      const token = this.#peek()!;
      const before = this.#tokens[this.#at - 1];
      const after = this.#tokens[this.#at + 1];
      if (token.text === '–' && !this.#tex) refuse();
      // `70-80` without blanks in running text is a range.
      if (!this.#tex && token.text === '-' && !token.spaced && after?.kind === 'number' && !after.spaced && before?.kind !== 'close')
        refuse();
      this.#at++;
      const right = this.#product();
      if (unsummable.test(left.unit)) refuse();
      const added = this.#manner.ofIt && right.percent && !left.percent ? left.value.times(right.value) : right.value;
      left = joined(left, right, token.text === '+' ? left.value.plus(added) : left.value.minus(added), sameUnit(left, right));
    }
    this.#depth--;
    return left;
  }

  #product(): Value {
    let left = this.#power();
    let divided = false;
    for (;;) {
      const sign = this.#peek();
      const isOperator = this.#isOperator('*', '/');
      if (!isOperator && !this.#isImplied()) return left;
      // Whether `1/2(3+4)` divides by two or by all is anybody's guess.
      if (!isOperator && divided) refuse();
      // Behind a line, `5 × 10^14` is one number to its writer.
      if (divided && isOperator && this.#tokens[this.#at + 1]?.text === '10' && this.#tokens[this.#at + 2]?.text === '^') refuse();
      if (isOperator) this.#at++;
      const start = this.#at;
      const right = this.#power();
      const divides = isOperator && sign!.text === '/';
      divided ||= divides;
      if (divides && right.value.isZero()) refuse();
      const value = divides ? left.value.div(right.value) : left.value.times(right.value);
      const unit = divides && left.unit === right.unit ? '' : left.unit === '' || right.unit === '' ? left.unit || right.unit : refuse();
      const isScientific = isOperator && !divides && left.operators === 0 && !left.percent && this.#isPowerOfTen(start);
      left = isScientific
        ? { ...literal(value, left.half.times(right.value), left.rough.times(right.value)), unit }
        : { ...joined(left, right, value, unit), multiplies: true, divides: divides || left.divides || right.divides };
    }
  }

  /** `2(3+4)`, `(1+2)(3+4)`, `2\sqrt{3}`: brackets round a single number may as well be cycles, arguments or references, and `2\frac12` is two and a half. */
  #isImplied(): boolean {
    const token = this.#peek();
    if (!this.#tex || token === undefined || (token.kind !== 'open' && token.kind !== 'function')) return false;
    const before = this.#tokens[this.#at - 1]!;
    if (token.kind === 'function') return token.text !== 'frac' || before.kind === 'close';
    const single = (open: number): boolean =>
      this.#tokens[open]?.kind === 'open' && this.#tokens[open + 1]?.kind === 'number' && this.#tokens[open + 2]?.kind === 'close';
    return !single(this.#at) && !(before.kind === 'close' && before.text !== '}' && single(this.#at - 3));
  }

  /** The factor that began at a token and ends here is `10^n`. */
  #isPowerOfTen(start: number): boolean {
    const [ten, hat, ...exponent] = this.#tokens.slice(start, this.#at);
    return (
      ten?.text === '10' &&
      hat?.text === '^' &&
      exponent.every(({ kind, text }) => kind === 'number' || kind === 'open' || kind === 'close' || text === '-')
    );
  }

  #power(): Value {
    const isNegative = this.#isOperator('-');
    if (isNegative || this.#isOperator('+')) this.#at++;
    const base = this.#factorials(this.#atom());
    if (!this.#isOperator('^')) return isNegative ? { ...base, value: base.value.neg() } : base;
    const hat = this.#peek()!;
    const next = this.#tokens[++this.#at];
    this.#arguments.add(this.#at);
    // TeX lifts a single digit; and of a tower without brackets every program thinks something else.
    const isTower = next?.kind === 'number' && this.#tokens[this.#at + 1]?.text === '^';
    if (isTower || (this.#tex && next?.kind === 'number' && next.text.length > 1 && hat.start !== hat.end)) refuse();
    const exponent = this.#power();
    const result = this.#raised(base, exponent);
    return isNegative ? { ...result, value: result.value.neg() } : result;
  }

  #raised(base: Value, exponent: Value): Value {
    if (base.unit !== '' || exponent.unit !== '') refuse();
    if (this.#manner.xor) {
      if (!isWhole(base.value) || !isWhole(exponent.value)) refuse();
      return joined(base, exponent, new Decimal((base.value.toNumber() ^ exponent.value.toNumber()) >>> 0), '');
    }
    if (exponent.value.abs().gt(400) || base.value.abs().gt(1e12)) refuse();
    if (base.value.isZero() && exponent.value.lte(0)) refuse();
    if (base.value.isNegative() && !exponent.value.isInteger()) refuse();
    const divides = base.divides || !exponent.value.isInteger() || exponent.value.isNegative();
    return { ...joined(base, exponent, base.value.pow(exponent.value), ''), multiplies: true, divides };
  }

  #factorials(of: Value): Value {
    if (this.#peek()?.kind !== 'factorial') return of;
    this.#at++;
    // `2^3!`, `3!!`
    if (this.#tokens[this.#at - 3]?.text === '^' || this.#peek()?.kind === 'factorial') refuse();
    if (!of.value.isInteger() || of.value.isNegative() || of.value.gt(40) || of.unit !== '' || of.percent) refuse();
    let product = new Decimal(1);
    for (let i = 2; i <= of.value.toNumber(); i++) product = product.times(i);
    return { ...joined(of, of, product, ''), multiplies: true };
  }

  #atom(): Value {
    const token = this.#peek();
    if (token === undefined) return refuse();
    this.#at++;
    if (token.kind === 'number') return this.#number(token.text);
    if (token.kind === 'open') {
      const isShown = token.text !== '{' || !this.#tex || this.#arguments.has(this.#at - 1);
      const inside = this.#sum();
      // Nobody sees the braces of `{1+2} \\times 3`.
      if (!isShown && inside.operators > 0) refuse();
      if (this.#peek()?.kind !== 'close' || this.#peek()!.text !== closing[token.text]) refuse();
      this.#at++;
      return this.#suffixed(inside);
    }
    if (token.kind === 'word' && token.text === 'e' && this.#peek()?.text === '^')
      return { ...literal(Decimal.exp(1), zero, zero), operators: 1, divides: true };
    if (token.kind !== 'function') return refuse();
    if (token.text === 'frac') {
      const above = this.#argument();
      const below = this.#argument();
      if (below.value.isZero()) refuse();
      const unit = above.unit === below.unit ? '' : above.unit || below.unit;
      return { ...joined(above, below, above.value.div(below.value), unit), multiplies: true, divides: true };
    }
    return this.#applied(token.text);
  }

  /** Of `\frac`: in braces, or one digit. What is left of a number is the next thing. */
  #argument(): Value {
    const token = this.#peek();
    this.#arguments.add(this.#at);
    if (token?.kind !== 'number' || token.text.length === 1) return this.#atom();
    const rest = token.text.slice(1);
    if (!/^\d+$/.test(rest)) refuse();
    this.#tokens.splice(this.#at, 1, { ...token, text: token.text[0]! }, { ...token, text: rest });
    this.#at++;
    return this.#number(token.text[0]!);
  }

  #applied(name: string): Value {
    const first = this.#peek();
    const isBare = first?.kind !== 'open';
    this.#arguments.add(this.#at);
    if (name === 'sqrt' && (first?.text === '[' || (this.#tex && isBare && first?.text.length !== 1))) refuse();
    const argument = this.#atom();
    const next = this.#peek();
    // Where a logarithm without brackets ends, or a root without a bar, is not certain.
    if (isBare && next?.kind === 'operator' && (name !== 'sqrt' ? /[*/^]/.test(next.text) : !this.#tex && !next.spaced)) refuse();
    if (isBare && name !== 'sqrt' && (next?.kind === 'open' || next?.kind === 'factorial')) refuse();
    const value = this.#valueAt(name, argument.value);
    return { ...argument, operators: argument.operators + 1, percent: false, multiplies: true, divides: true, value };
  }

  #valueAt(name: string, x: Decimal): Decimal {
    if (name === 'exp') return x.abs().gt(500) ? refuse() : x.exp();
    if (name === 'sqrt') return x.isNegative() ? refuse() : x.sqrt();
    if (x.lte(0)) return refuse();
    return name === 'lg' ? Decimal.log10(x) : name === 'log' && this.#manner.log !== undefined ? x.log(this.#manner.log) : x.ln();
  }

  #number(written: string): Value {
    const digits = written.replaceAll(',', '');
    // `007`, `0110`: a code, or a number in another base. `2e3` in TeX is a product.
    if (/^0\d/.test(digits) || (this.#tex && /e/i.test(digits))) refuse();
    // Raised signs may stand as they like: `x⁻`, `x¹⁻²`.
    if (!/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(digits)) refuse();
    if (this.#manner.binary) return /^[01]+$/.test(digits) ? literal(new Decimal(`0b${digits}`), zero, zero) : refuse();
    const [mantissa = '', exponent] = digits.toLowerCase().split('e');
    const decimals = mantissa.includes('.') ? mantissa.length - mantissa.indexOf('.') - 1 : 0;
    const zeros = decimals === 0 ? /0*$/.exec(mantissa)![0].length : 0;
    const ulp = (round: number): Decimal => new Decimal(5).times(new Decimal(10).pow(Number(exponent ?? 0) - decimals - 1 + round));
    const isRound = zeros > 1 && mantissa.length > 3;
    return this.#suffixed(literal(new Decimal(digits), ulp(isRound ? Math.min(zeros, mantissa.length - 2) : 0), ulp(isRound ? zeros : 0)));
  }

  /** Percent signs, scales such as 万 and M, and a unit. A letter is a scale for certain only behind a sum of money; else it must be that of the others too. */
  #suffixed(value: Value): Value {
    let result = value;
    const isMoney = this.#tokens[this.#at - 1]?.money === true;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      if (token.kind === 'percent') result = { ...times(result, 0.01), percent: true };
      else if (token.kind === 'unit') {
        const scale = scaleOf(token.text);
        if (scale !== undefined) result = { ...times(result, scale), scale: result.scale * scale };
        if (scale === undefined || (/^[a-z]/i.test(token.text) && !isMoney)) result = { ...result, unit: result.unit + token.text };
      } else break;
      this.#at++;
    }
    return result;
  }
}

const isWhole = (value: Decimal): boolean => value.isInteger() && !value.isNegative() && value.lt(2 ** 31);
