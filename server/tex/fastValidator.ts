import { ARGUMENT, bitsOf, ESCAPED, LETTER, LISTED, SPACE, SPACING, TEXT } from './characters.ts';
import { type Command, commandOf } from './commands.ts';

/** What is longer, nested deeper or has more commands is left to KaTeX, which bounds its stack and how often it expands macros. No command expands more than ten times. */
const longest = 4096;
const deepest = 32;
const mostCommands = 90;

/**
 * True for formulas that KaTeX is sure to parse, so that nobody needs to ask it. Reads the grammar of formulas: atoms, each with one subscript and one superscript at the most, groups, arguments, text, fences and
 * environments. What is unusual is declined, right or wrong: of formulas that people write, not one in fifty. What is right inline is right displayed, but not the other way round.
 */
export const isKnownValid = (source: string, display: boolean): boolean =>
  source.length <= longest && new Reader(source, display).readsAll();

const AND = 38;
const PRIME = 39;
const STAR = 42;
const AT = 64;
const BRACKET = 91;
const BACKSLASH = 92;
const CARET = 94;
const UNDERSCORE = 95;
const OPEN = 123;
const CLOSE = 125;

const gap = /\[-?\d+(?:\.\d+)?(?:em|ex|mu|pt|px|mm|cm)\]/y;
const optional = /\[[A-Za-z0-9 +\-=,.()]*\]/y;
const delimiter =
  /[()[\]<>/|.]|\\(?:[{}|]|(?:[lr](?:brack|brace|floor|ceil|angle|[vV]ert)|[lg]t|[vV]ert|backslash|(?:[uU]p|[dD]own|[uU]pdown)arrow)(?![A-Za-z@]))/y;
const environment = /\{(?:d?r?cases|(?:[pbBvV]|small)?matrix|aligned|gathered|d?array)\}/y;
const displayed = /\{(?:align|gather)\*?\}/y;
const columns = /[ \t\r\n]*\{[lcr|: ]*\}/y;

/** What ends a list of atoms. */
type Stop = '' | '}' | '&' | 'end' | 'right';

class Reader {
  readonly #source: string;
  readonly #display: boolean;
  #at = 0;
  #depth = 0;
  #fences = 0;
  #commands = 0;

  constructor(source: string, display: boolean) {
    this.#source = source;
    this.#display = display;
  }

  readsAll(): boolean {
    return this.#list() === '';
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#source)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #skipAll(bit: number): boolean {
    const source = this.#source;
    const start = this.#at;
    let at = start;
    while (at < source.length && (bitsOf(source.charCodeAt(at)) & bit) > 0) at++;
    this.#at = at;
    return at > start;
  }

  #skipOne(bit: number): boolean {
    if ((bitsOf(this.#next()) & bit) === 0) return false;
    this.#at++;
    return true;
  }

  /** 0 at the end. */
  #next(): number {
    return this.#at < this.#source.length ? this.#source.charCodeAt(this.#at) : 0;
  }

  /** Reads atoms, and what ends them; undefined where that is declined. */
  #list(): Stop | undefined {
    if (++this.#depth > deepest) return undefined;
    let read: Stop | 'more' | undefined = 'more';
    while (read === 'more') read = this.#commands > mostCommands || !this.#scripts() ? undefined : this.#atom();
    this.#depth--;
    return read;
  }

  /** Reads one atom, or many simple ones, of a list: `more` may follow. */
  #atom(): Stop | 'more' | undefined {
    if (this.#skipAll(LISTED)) return 'more';
    if (this.#at === this.#source.length) return '';
    const c = this.#next();
    this.#at++;
    switch (c) {
      case CLOSE:
        return '}';
      case AND:
        return '&';
      case OPEN:
        return this.#list() === '}' ? 'more' : undefined;
      case BACKSLASH:
        return this.#command();
      default:
        return undefined;
    }
  }

  /** The scripts of what was read last, or of nothing. Primes are a superscript, of which one that follows at once is a part. */
  #scripts(): boolean {
    let hasSubscript = false;
    let hasSuperscript = false;
    for (;;) {
      this.#skipAll(SPACE);
      const c = this.#next();
      if (c !== UNDERSCORE && c !== CARET && c !== PRIME) return true;
      if (c === UNDERSCORE ? hasSubscript : hasSuperscript) return false;
      if (c === UNDERSCORE) hasSubscript = true;
      else hasSuperscript = true;
      if (c === PRIME && this.#primes() !== CARET) continue;
      this.#at++;
      if (!this.#argument(true)) return false;
    }
  }

  /** Skips primes; answers what stands behind them. */
  #primes(): number {
    while (this.#next() === PRIME) this.#at++;
    return this.#next();
  }

  /** A group, or a single sign; of a script, also a command with its arguments. */
  #argument(isScript: boolean): boolean {
    this.#skipAll(SPACE);
    if (this.#skipOne(ARGUMENT)) return true;
    const c = this.#next();
    this.#at++;
    if (c !== BACKSLASH) return c === OPEN && this.#list() === '}';
    if (this.#skipOne(ESCAPED)) return true;
    const name = this.#name();
    const command = commandOf(name);
    return command?.isArgument === true || (isScript && command?.isScript === true && this.#arguments(name, command));
  }

  /** A command, behind its backslash, with its arguments; or the name of one that ends a list. */
  #command(): 'more' | 'end' | 'right' | undefined {
    if (this.#skipOne(ESCAPED)) return 'more';
    const name = this.#name();
    if (name === 'end' || name === 'right') return name;
    return this.#called(name) ? 'more' : undefined;
  }

  /** What belongs to the command of a name, behind it. */
  #called(name: string): boolean {
    switch (name) {
      case '':
        return this.#skipOne(SPACING) || this.#newRow();
      case 'begin':
        return this.#environment();
      case 'left':
        return this.#fenced();
      case 'middle':
        return this.#fences > 0 && this.#delimiter();
      default: {
        const command = commandOf(name);
        if (command === undefined) return false;
        return command.isSized ? this.#delimiter() : command.arity === 0 || this.#arguments(name, command);
      }
    }
  }

  /** The letters of a command, empty when it has none. */
  #name(): string {
    const start = this.#at;
    this.#commands++;
    return this.#skipAll(LETTER) && this.#next() !== AT ? this.#source.slice(start, this.#at) : '';
  }

  /** The second backslash of `\\[2pt]`. */
  #newRow(): boolean {
    if (this.#next() !== BACKSLASH) return false;
    this.#at++;
    return this.#next() !== BRACKET || this.#skip(gap);
  }

  #arguments(name: string, { arity, takesText, takesOption }: Command): boolean {
    this.#skipAll(SPACE);
    if (takesText) return this.#text();
    const c = this.#next();
    if (c === STAR && name === 'operatorname') this.#at++;
    else if (c === BRACKET && !(takesOption && this.#skip(optional))) return false;
    for (let i = 0; i < arity; i++) if (!this.#argument(false)) return false;
    return true;
  }

  /** `{模型 \_ a'}` */
  #text(): boolean {
    if (this.#next() !== OPEN) return false;
    for (let depth = 0; depth <= deepest; ) {
      const c = this.#next();
      this.#at++;
      if (c === OPEN) depth++;
      else if (c === BACKSLASH ? !this.#skipOne(ESCAPED) : c !== CLOSE) return false;
      else if (c === CLOSE && --depth === 0) return true;
      this.#skipAll(TEXT);
    }
    return false;
  }

  #fenced(): boolean {
    this.#fences++;
    const read = this.#delimiter() && this.#list() === 'right' && this.#delimiter();
    this.#fences--;
    return read;
  }

  #delimiter(): boolean {
    this.#skipAll(SPACE);
    return this.#skip(delimiter);
  }

  #environment(): boolean {
    this.#skipAll(SPACE);
    const start = this.#at;
    if (!this.#skip(environment) && !(this.#display && this.#skip(displayed))) return false;
    const name = this.#source.slice(start, this.#at);
    if (name.includes('array') && !this.#skip(columns)) return false;
    let stop = this.#list();
    while (stop === '&') stop = this.#list();
    if (stop !== 'end' || !this.#source.startsWith(name, this.#at)) return false;
    this.#at += name.length;
    return true;
  }
}
