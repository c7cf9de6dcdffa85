import { oneOf, wordsFor } from '../language/lexicon.ts';
import { scales as bySign } from './measures.ts';
import { layout, styles } from './tex.ts';

type Kind =
  | ('number' | 'operator' | 'open' | 'close' | 'percent' | 'factorial' | 'function' | 'unit')
  | ('word' | 'equals' | 'about' | 'stop' | 'newline');

/** A piece of an expression. Offsets count in the text given. */
export interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stands in front. */
  readonly spaced: boolean;
  /** A sign of money stands in front. */
  readonly money?: true;
}

/** What is read as what: a kind, the text that stands for all, the signs, the commands of TeX. */
const meanings: readonly (readonly [kind: Kind, text: string, signs: string, commands?: string])[] = [
  ['newline', '\n', '\n'],
  ['operator', '-', '-−'],
  // A dash as often means a range.
  ['operator', '–', '–'],
  ['operator', '+', '+'],
  ['operator', '*', '*×·⋅', 'times cdot ast'],
  ['operator', '/', '/÷', 'div'],
  ['operator', '^', '^'],
  ['open', '(', '(（'],
  ['open', '[', '['],
  ['open', '{', '{'],
  ['close', ')', ')）'],
  ['close', ']', ']'],
  ['close', '}', '}'],
  ['percent', '%', '%', '%'],
  ['percent', '％', '％'],
  ['about', '≈', '≈', 'approx simeq'],
  ['stop', '±', '', 'pm'],
  ['stop', '~', '', 'sim'],
  ['function', 'frac', '', 'frac dfrac tfrac'],
  ['function', 'sqrt', '√', 'sqrt'],
  ...['log', 'lg', 'ln', 'exp'].map(name => ['function', name, '', name] as const),
];
type Meaning = readonly [Kind, string];
const signs = new Map(meanings.flatMap(([kind, text, all]) => [...all].map(sign => [sign, [kind, text] as Meaning])));
const commands = new Map(meanings.flatMap(([kind, text, , all = '']) => all.split(' ').map(name => [name, [kind, text] as Meaning])));

const functions = /^(?:sqrt|log|ln|exp|lg)$/;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const plainScripts = '0123456789-';

const numbers = /(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.]*[\p{L}_]*_)/uy;
/** All that is no number; what it is, is known by its first character. */
const others = /[^\S\n]+|\\(?:[A-Za-z]+|[^A-Za-z])|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[A-Za-z_µμα-ωΑ-Ωº°′″][\w₀-₉µα-ωΑ-Ω']*|./suy;
const letters = /^[A-Za-z_µμα-ωΑ-Ωº°′″]/u;
const han = /^\p{Script=Han}/u;

const scales = new RegExp(
  `^${oneOf('thousand', 'million', 'billion', 'trillion', 'tenThousand', 'hundredMillion', 'hundred', 'otherScale')}$`,
  'u',
);
const hanScales = new RegExp(`^${oneOf('tenThousand', 'hundredMillion')}$`, 'u');
/** Words between two numbers, not units of the first. */
const joining = new RegExp(`^${oneOf('through', 'both')}$`, 'u');
const rowEnd = /^(?:\[[^\]\n]{0,12}\])?/;
/** Environments whose rows are lines of a calculation. */
const aligning = /^\{(?:align(?:ed)?|gather(?:ed)?|split|equation|eqnarray)\*?\}/;
/** Commands behind which a line begins, with what else belongs to them. */
const rows = new Map([
  ['\\', rowEnd],
  ['newline', rowEnd],
  ['begin', aligning],
  ['end', aligning],
]);

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

  /** Reads a piece. Where the next one begins. */
  #next(start: number): number {
    const c = this.#text[start]!;
    const sign = signs.get(c);
    if (sign !== undefined) return this.#add(...sign, start, start + 1);
    if (c === '=') return this.#add(this.#isRelation(start) ? 'stop' : 'equals', c, start, start + 1);
    if (c === '!') return this.#add(this.#isFactorial(start) ? 'factorial' : 'stop', c, start, start + 1);
    if (c === '&' && this.#aligns(start)) return this.#space(start + 1);
    return c >= '0' && c <= '9' ? this.#number(c, start) : this.#other(c, start);
  }

  #number(c: string, start: number): number {
    numbers.lastIndex = start;
    const written = numbers.exec(this.#text)?.[0];
    return written === undefined ? this.#add('stop', c, start, start + 1) : this.#add('number', written, start, start + written.length);
  }

  /** What is no number, by its first character. A Han character is alone. */
  #other(c: string, start: number): number {
    others.lastIndex = start;
    const part = c >= '\u4e00' && c <= '\u9fa5' ? c : (others.exec(this.#text)?.[0] ?? c);
    const end = start + part.length;
    if (c === '\\' && part.length > 1) return this.#command(part, start, end);
    if ('$¥€£￥'.includes(c)) return this.#currency(end);
    if (superscripts.includes(c)) return this.#raised(part, start, end);
    if (letters.test(part)) return this.#add(...this.#lettered(part, end), start, end);
    if (han.test(part)) return this.#add(this.#isHanUnit(part) ? 'unit' : 'word', part, start, end);
    return part.trim() === '' ? this.#space(end) : this.#add('stop', part, start, end);
  }

  #add(kind: Kind, text: string, start: number, end: number): number {
    this.#found.push({ kind, text, start, end, spaced: this.#spaced, ...(this.#money && kind === 'number' && { money: true as const }) });
    this.#spaced = false;
    this.#money = false;
    return end;
  }

  #space(end: number): number {
    this.#spaced = true;
    return end;
  }

  #currency(end: number): number {
    this.#spaced ||= this.#tex;
    this.#money = true;
    return end;
  }

  #raised(part: string, start: number, end: number): number {
    this.#add('operator', '^', start, start);
    return this.#add('number', [...part].map(c => plainScripts[superscripts.indexOf(c)]!).join(''), start, end);
  }

  /** `<=`, `!=`, `==`, `=>`; in TeX, `5!=120` is a factorial. */
  #isRelation(start: number): boolean {
    const before = this.#text[start - 1] ?? '';
    return (/[<>!=:≤≥]/.test(before) && !(this.#tex && before === '!')) || /[=>]/.test(this.#text[start + 1] ?? '');
  }

  /** `5! = 120`; but `a != b`, `5!!`, and the end of a sentence. */
  #isFactorial(start: number): boolean {
    const before = this.#found.at(-1)?.kind;
    const next = this.#text[start + 1];
    return (before === 'number' || before === 'close') && !this.#spaced && next !== '!' && (this.#tex || next !== '=');
  }

  /** `3 + 4 &= 7`: the mark of a column beside a sign of equality means nothing. */
  #aligns(start: number): boolean {
    return this.#tex && (this.#found.at(-1)?.kind === 'equals' || /^\s*(?:=|\\approx)/.test(this.#text.slice(start + 1, start + 24)));
  }

  #command(part: string, start: number, end: number): number {
    const name = part.slice(1);
    const known = commands.get(name);
    if (known !== undefined) return this.#add(...known, start, end);
    if (layout.has(name)) return this.#space(end);
    const behind = this.#text.slice(end, end + 200);
    const row = rows.get(name)?.exec(behind);
    if (row) return this.#add('newline', part, start, end + row[0].length);
    const body = styles.has(name) ? /^\s*\{([^{}]*)\}/.exec(behind) : null;
    if (body === null) return this.#add('word', part, start, end);
    return this.#add(/^\s*\\?%\s*$/.test(body[1]!) ? 'percent' : 'word', body[1]!, start, end + body[0].length);
  }

  #lettered(part: string, end: number): Meaning {
    if (this.#tex) return ['word', part];
    if (functions.test(part)) return ['function', part];
    const isBehindNumber = this.#found.at(-1)?.kind === 'number';
    if (isBehindNumber && !this.#spaced) return ['unit', part];
    return isBehindNumber && /^[xX]$/.test(part) && /^\s*\d/.test(this.#text.slice(end, end + 7)) ? ['operator', '*'] : ['word', part];
  }

  #isHanUnit(part: string): boolean {
    const before = this.#found.at(-1);
    const isBehindNumber = before?.kind === 'number' || (before?.kind === 'unit' && scales.test(before.text));
    return isBehindNumber && (!this.#spaced || hanScales.test(part)) && !joining.test(part);
  }
}

const scaleByWord = new Map<string, number>(
  [...bySign, ['hundred', 100] as const].flatMap(([role, factor]) => wordsFor(role).map(word => [word, factor] as const)),
);

/** How much a unit multiplies; undefined when it is a unit proper. */
export const scaleOf = (unit: string): number | undefined => scaleByWord.get(unit);
