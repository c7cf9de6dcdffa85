import { oneOf } from '../language/lexicon.ts';
import { scaleOf, type Token } from './tokens.ts';
import * as values from './value.ts';
import { Refusal, refuse, type Value } from './value.ts';

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

/** No calculation has more pieces. */
export const longestRun = 400;
const deepest = 60;

/**
 * The value of a run of tokens that is an expression of numbers from end to end; undefined when it is not, or when it may be read in more than one way: cycles `(12)(34)`, a mixed number `2\frac12`,
 * `1/2(3+4)`, `2^10` in TeX, units that are not alike.
 */
export function evaluate(run: readonly Token[], tex: boolean, manner: Manner = {}): Value | undefined {
  if (run.length === 0 || run.length > longestRun) return undefined;
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

/** Sums of products of powers of atoms; what makes a reading uncertain is refused. */
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
    return this.#at < this.#tokens.length || !value.value.isFinite() ? refuse() : value;
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #isOperator(...signs: string[]): boolean {
    const token = this.#peek();
    return token?.kind === 'operator' && signs.includes(token.text);
  }

  #sum(): Value {
    if (++this.#depth > deepest) refuse();
    let left = this.#product();
    while (this.#isOperator('+', '-', '–')) {
      if (!this.#tex && this.#isRange()) refuse();
      const isMinus = this.#tokens[this.#at++]!.text !== '+';
      const right = this.#product();
      if (unsummable.test(left.unit)) refuse();
      left = (this.#manner.ofIt ? values.withPercent : values.sum)(left, right, isMinus);
    }
    this.#depth--;
    return left;
  }

  /** `70-80` without blanks in running text; a dash in any case. */
  #isRange(): boolean {
    const [before, sign, after] = [this.#peek(-1), this.#peek()!, this.#peek(1)];
    return (
      sign.text === '–' || (sign.text === '-' && !sign.spaced && after?.kind === 'number' && !after.spaced && before?.kind !== 'close')
    );
  }

  #product(): Value {
    let left = this.#power();
    for (let divided = false; ; ) {
      const isWritten = this.#isOperator('*', '/');
      if (!isWritten && !this.#isImplied()) return left;
      // Whether `1/2(3+4)` divides by two or by all is anybody's guess; and behind a line, `5 × 10^14` is one number to its writer.
      if (divided && (!isWritten || (this.#peek(1)?.text === '10' && this.#peek(2)?.text === '^'))) refuse();
      const divides = isWritten && this.#tokens[this.#at++]!.text === '/';
      const start = this.#at;
      const right = this.#power();
      divided ||= divides;
      if (divides) left = perUnit(left, right);
      else if (this.#isScientific(left, start)) left = values.timesPowerOfTen(left, right);
      else left = values.product(left, right);
    }
  }

  /** `2(3+4)`, `(1+2)(3+4)`, `2\sqrt{3}`: brackets round a single number may as well be cycles, arguments or references, and `2\frac12` is two and a half. */
  #isImplied(): boolean {
    const token = this.#peek();
    if (!this.#tex || token === undefined || (token.kind !== 'open' && token.kind !== 'function')) return false;
    const before = this.#peek(-1)!;
    if (token.kind === 'function') return token.text !== 'frac' || before.kind === 'close';
    const isSingle = (open: number): boolean =>
      this.#peek(open)?.kind === 'open' && this.#peek(open + 1)?.kind === 'number' && this.#peek(open + 2)?.kind === 'close';
    return !isSingle(0) && !(before.kind === 'close' && before.text !== '}' && isSingle(-3));
  }

  /** `5 × 10^4`: the factor that began at a token and ends here is a power of ten. */
  #isScientific(left: Value, start: number): boolean {
    const [ten, hat, ...exponent] = this.#tokens.slice(start, this.#at);
    if (left.operators > 0 || left.percent || ten?.text !== '10' || hat?.text !== '^') return false;
    return exponent.every(({ kind, text }) => kind === 'number' || kind === 'open' || kind === 'close' || text === '-');
  }

  #power(): Value {
    const isNegative = this.#isOperator('-');
    if (isNegative || this.#isOperator('+')) this.#at++;
    const base = this.#factorial(this.#atom());
    const value = this.#isOperator('^') ? this.#raised(base) : base;
    return isNegative ? values.negated(value) : value;
  }

  #raised(base: Value): Value {
    const hat = this.#tokens[this.#at++]!;
    const next = this.#peek();
    this.#arguments.add(this.#at);
    // Of a tower without brackets every program thinks something else; and TeX lifts a single digit, unless the digits are raised themselves.
    if (next?.kind === 'number' && this.#peek(1)?.text === '^') refuse();
    if (this.#tex && next?.kind === 'number' && next.text.length > 1 && hat.start !== hat.end) refuse();
    return (this.#manner.xor ? values.exclusiveOr : values.power)(base, this.#power());
  }

  #factorial(of: Value): Value {
    if (this.#peek()?.kind !== 'factorial') return of;
    this.#at++;
    // `2^3!`, `3!!`
    return this.#peek(-3)?.text === '^' || this.#peek()?.kind === 'factorial' ? refuse() : values.factorial(of);
  }

  #atom(): Value {
    const token = this.#peek() ?? refuse();
    this.#at++;
    if (token.kind === 'number') return this.#number(token.text);
    if (token.kind === 'open') return this.#bracketed(token);
    if (token.kind === 'word' && token.text === 'e' && this.#peek()?.text === '^') return values.e();
    if (token.kind !== 'function') return refuse();
    return token.text === 'frac' ? values.quotient(this.#argument(), this.#argument()) : this.#applied(token.text);
  }

  #bracketed({ text }: Token): Value {
    const isShown = text !== '{' || !this.#tex || this.#arguments.has(this.#at - 1);
    const inside = this.#sum();
    // Nobody sees the braces of `{1+2} \\times 3`.
    if (!isShown && inside.operators > 0) refuse();
    const close = this.#tokens[this.#at++];
    return close?.kind === 'close' && close.text === closing[text] ? this.#suffixed(inside) : refuse();
  }

  /** Of `\frac`: in braces, or one digit. What is left of a number is the next thing. */
  #argument(): Value {
    const token = this.#peek();
    this.#arguments.add(this.#at);
    if (token?.kind !== 'number' || token.text.length === 1) return this.#atom();
    const [digit, rest] = [token.text[0]!, token.text.slice(1)];
    if (!/^\d+$/.test(rest)) refuse();
    this.#tokens.splice(this.#at, 1, { ...token, text: digit }, { ...token, text: rest });
    return this.#atom();
  }

  #applied(name: string): Value {
    this.#arguments.add(this.#at);
    const first = this.#peek();
    if (name === 'sqrt' && first?.text === '[') refuse();
    if (first?.kind === 'open') return values.applied(name, this.#atom(), this.#manner.log);
    // Where a root without a bar, or a logarithm without brackets, ends is not certain.
    if (name === 'sqrt' && this.#tex && first?.text.length !== 1) refuse();
    const argument = this.#atom();
    const next = this.#peek();
    const goesOn =
      name === 'sqrt'
        ? next?.kind === 'operator' && !this.#tex && !next.spaced
        : next?.kind === 'open' || next?.kind === 'factorial' || (next?.kind === 'operator' && /[*/^]/.test(next.text));
    return goesOn ? refuse() : values.applied(name, argument, this.#manner.log);
  }

  #number(written: string): Value {
    const digits = written.replaceAll(',', '').toLowerCase();
    // `007`, `0110`: a code, or a number in another base. `2e3` in TeX is a product.
    if (/^0\d/.test(digits) || (this.#tex && digits.includes('e'))) refuse();
    // Raised signs may stand as they like: `x⁻`, `x¹⁻²`.
    if (!/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(digits)) refuse();
    return this.#manner.binary ? values.binaryNumber(digits) : this.#suffixed(values.printedNumber(digits));
  }

  /** Percent signs, scales such as 万 and M, and a unit. A letter is a scale for certain only behind a sum of money; else it must be that of the others too. */
  #suffixed(value: Value): Value {
    let result = value;
    const isMoney = this.#peek(-1)?.money === true;
    for (let token = this.#peek(); token?.kind === 'percent' || token?.kind === 'unit'; token = this.#peek()) {
      this.#at++;
      const scale = token.kind === 'percent' ? 0.01 : scaleOf(token.text);
      if (scale !== undefined) result = values.scaled(result, scale);
      if (token.kind === 'percent') result = { ...result, percent: true };
      else {
        const isUnit = scale === undefined || (/^[a-z]/i.test(token.text) && !isMoney);
        result = { ...result, scale: result.scale * (scale ?? 1), unit: isUnit ? result.unit + token.text : result.unit };
      }
    }
    return result;
  }
}

/** `100元 / 5年` is counted in neither. */
const perUnit = (a: Value, b: Value): Value => (a.unit !== b.unit && a.unit !== '' && b.unit !== '' ? refuse() : values.quotient(a, b));
