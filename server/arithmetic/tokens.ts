import { oneOf, wordsFor } from '../language/lexicon.ts';
import { scales as bySign } from './measures.ts';
/** A piece of an expression. Offsets count in the text given. */
export interface Token {
  readonly kind:
    | 'number'
    | 'operator'
    | 'open'
    | 'close'
    | 'percent'
    | 'factorial'
    | 'function'
    | 'word'
    | 'unit'
    | 'equals'
    | 'about'
    | 'stop'
    | 'newline'
    | 'plus-suffix';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stands in front. */
  readonly spaced: boolean;
  /** A sign of money stands in front. */
  readonly money?: true;
}

const commands: Readonly<Record<string, readonly [Token['kind'], string]>> = {
  times: ['operator', '*'],
  cdot: ['operator', '*'],
  ast: ['operator', '*'],
  div: ['operator', '/'],
  pm: ['stop', '±'],
  approx: ['about', '≈'],
  simeq: ['about', '≈'],
  sim: ['stop', '~'],
  '%': ['percent', '%'],
  frac: ['function', 'frac'],
  dfrac: ['function', 'frac'],
  tfrac: ['function', 'frac'],
  sqrt: ['function', 'sqrt'],
  log: ['function', 'log'],
  lg: ['function', 'lg'],
  ln: ['function', 'ln'],
  exp: ['function', 'exp'],
};
const layout = new Set([
  'left',
  'right',
  'big',
  'Big',
  'bigl',
  'bigr',
  'Bigl',
  'Bigr',
  'displaystyle',
  'quad',
  'qquad',
  ',',
  ';',
  ':',
  '!',
  ' ',
  '\n',
]);
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const plainScripts = '0123456789-';

const numbers = /(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.]*[\p{L}_]*_)/uy;
/** All that is no number; what it is, is known by its first character. */
const others = /[^\S\n]+|\\(?:[A-Za-z]+|[^A-Za-z])|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[A-Za-z_µμα-ωΑ-Ωº°′″][\w₀-₉µα-ωΑ-Ω']*|./suy;

const signs: Readonly<Record<string, readonly [Token['kind'], string]>> = {
  '\n': ['newline', '\n'],
  '-': ['operator', '-'],
  '−': ['operator', '-'],
  // A dash as often means a range.
  '–': ['operator', '–'],
  '+': ['operator', '+'],
  '*': ['operator', '*'],
  '×': ['operator', '*'],
  '·': ['operator', '*'],
  '⋅': ['operator', '*'],
  '/': ['operator', '/'],
  '÷': ['operator', '/'],
  '^': ['operator', '^'],
  '(': ['open', '('],
  '[': ['open', '['],
  '{': ['open', '{'],
  '（': ['open', '('],
  ')': ['close', ')'],
  ']': ['close', ']'],
  '}': ['close', '}'],
  '）': ['close', ')'],
  '%': ['percent', '%'],
  '％': ['percent', '％'],
  '≈': ['about', '≈'],
  '√': ['function', 'sqrt'],
};
const letters = /^[A-Za-z_µμα-ωΑ-Ωº°′″]/u;
const han = /^\p{Script=Han}/u;
const scales = new RegExp(
  `^${oneOf('thousand', 'million', 'billion', 'trillion', 'tenThousand', 'hundredMillion', 'hundred', 'otherScale')}$`,
  'u',
);
const hanScales = new RegExp(`^${oneOf('tenThousand', 'hundredMillion')}$`, 'u');
/** Words between two numbers, not units of the first. */
const joining = new RegExp(`^${oneOf('through', 'both')}$`, 'u');
const styles = /^(?:text|mathrm|mathbf|operatorname|mathit|mathsf|mathcal|mathbb)$/;
/** Environments whose rows are lines of a calculation. */
const aligning = /^\{(?:align(?:ed)?|gather(?:ed)?|split|equation|eqnarray)\*?\}/;
const quantity = new Set<Token['kind']>(['number', 'close', 'factorial']);

/** Cuts text or TeX into what an expression is made of; what is none becomes a word or a stop. In TeX every letter is a variable: a word. */
export function tokens(text: string, tex: boolean): Token[] {
  return new Tokens(text, tex).all();
}

class Tokens {
  readonly #text: string;
  readonly #tex: boolean;
  readonly #found: Token[] = [];
  #spaced = false;
  #money = false;

  constructor(text: string, tex: boolean) {
    this.#text = text;
    this.#tex = tex;
  }

  all(): Token[] {
    for (let start = 0; start < this.#text.length; ) start = this.#next(start);
    return this.#found;
  }

  /** Where the next piece begins. */
  #next(start: number): number {
    const text = this.#text;
    const c = text[start]!;
    const sign = signs[c];
    if (sign !== undefined) return this.#add(sign[0], sign[1], start, start + 1);
    if (c === '=') {
      const isRelation =
        /[<>!=:≤≥]/.test(this.#tex && text[start - 1] === '!' ? '' : (text[start - 1] ?? '')) || /[=>]/.test(text[start + 1] ?? '');
      return this.#add(isRelation ? 'stop' : 'equals', c, start, start + 1);
    }
    if (c === '!') return this.#exclamation(start);
    if (c === '&' && this.#tex && this.#aligns(start)) {
      this.#spaced = true;
      return start + 1;
    }
    const end = this.#endOf(start);
    const part = text.slice(start, end);
    if (c >= '0' && c <= '9')
      return this.#add(end === start ? 'stop' : 'number', end === start ? c : part, start, Math.max(end, start + 1));
    if (c === '\\' && part.length > 1) return this.#command(part, start, end);
    if ('$¥€£￥'.includes(c)) {
      this.#spaced ||= this.#tex;
      this.#money = true;
      return end;
    }
    if (superscripts.includes(c)) {
      this.#add('operator', '^', start, start);
      return this.#add('number', [...part].map(c => plainScripts[superscripts.indexOf(c)]!).join(''), start, end);
    }
    if (letters.test(part)) return this.#letters(part, start, end);
    if (han.test(part)) {
      const previous = this.#found.at(-1);
      const afterNumber = previous?.kind === 'number' || (previous?.kind === 'unit' && scales.test(previous.text));
      const isUnit = afterNumber && (!this.#spaced || hanScales.test(part)) && !joining.test(part);
      return this.#add(isUnit ? 'unit' : 'word', part, start, end);
    }
    if (part.trim() !== '') return this.#add('stop', part, start, end);
    this.#spaced = true;
    return end;
  }

  #add(kind: Token['kind'], text: string, start: number, end: number): number {
    this.#found.push({ kind, text, start, end, spaced: this.#spaced, ...(this.#money && kind === 'number' && { money: true as const }) });
    this.#spaced = false;
    this.#money = false;
    return end;
  }

  /** A Han character is alone. `start` for a digit that begins no number. */
  #endOf(start: number): number {
    const c = this.#text[start]!;
    if (c >= '\u4e00' && c <= '\u9fa5') return start + 1;
    const isDigit = c >= '0' && c <= '9';
    const form = isDigit ? numbers : others;
    form.lastIndex = start;
    return form.test(this.#text) ? form.lastIndex : isDigit ? start : start + 1;
  }

  /** `5! = 120`; but `a != b`, `5!!`, and the end of a sentence. */
  #exclamation(start: number): number {
    const { kind } = this.#found.at(-1) ?? {};
    const next = this.#text[start + 1];
    const isFactorial = kind !== undefined && quantity.has(kind) && !this.#spaced && next !== '!' && (this.#tex || next !== '=');
    return this.#add(isFactorial && kind !== 'factorial' ? 'factorial' : 'stop', '!', start, start + 1);
  }

  /** `3 + 4 &= 7`: the mark of a column beside a sign of equality means nothing. */
  #aligns(start: number): boolean {
    return this.#found.at(-1)?.kind === 'equals' || /^\s*(?:=|\\approx)/.test(this.#text.slice(start + 1, start + 24));
  }

  #command(part: string, start: number, end: number): number {
    const name = part.slice(1);
    const known = commands[name];
    if (known !== undefined) return this.#add(known[0], known[1], start, end);
    if (name === '\\' || name === 'newline')
      return this.#add('newline', part, start, end + (/^\[[^\]\n]{0,12}\]/.exec(this.#text.slice(end, end + 16))?.[0].length ?? 0));
    const rows = name === 'begin' || name === 'end' ? aligning.exec(this.#text.slice(end, end + 16)) : null;
    if (rows !== null) return this.#add('newline', part, start, end + rows[0].length);
    if (layout.has(name)) {
      this.#spaced = true;
      return end;
    }
    if (!styles.test(name)) return this.#add('word', part, start, end);
    const body = /^\s*\{([^{}]*)\}/.exec(this.#text.slice(end, end + 200));
    const isPercent = body !== null && /^\s*(?:%|\\%)\s*$/.test(body[1]!);
    return this.#add(isPercent ? 'percent' : 'word', body?.[1] ?? part, start, end + (body?.[0].length ?? 0));
  }

  #letters(part: string, start: number, end: number): number {
    const number = this.#found.at(-1)?.kind === 'number' && !this.#spaced;
    if (/^(?:sqrt|log|ln|exp|lg)$/.test(part) && !this.#tex) return this.#add('function', part, start, end);
    if (this.#tex) return this.#add('word', part, start, end);
    const isTimes =
      /^[x×X]$/.test(part) &&
      this.#spaced &&
      this.#found.at(-1)?.kind === 'number' &&
      /^\s*\d/.test(this.#text.slice(start + 1, start + 8));
    return isTimes ? this.#add('operator', '*', start, end) : this.#add(number ? 'unit' : 'word', part, start, end);
  }
}

const scaleByWord = new Map<string, number>(
  [...bySign, ['hundred', 100] as const].flatMap(([role, factor]) => wordsFor(role).map(word => [word, factor] as const)),
);

/** How much a unit multiplies; undefined when it is a unit proper. */
export const scaleOf = (unit: string): number | undefined => scaleByWord.get(unit);
