import known from './commands.json' with { type: 'json' };

/** What is longer, nested deeper or has more commands is left to KaTeX, which bounds its stack and how often it expands macros. No command expands more than ten times. */
const longest = 4096;
const deepest = 32;
const mostCommands = 90;

/**
 * True for formulas that KaTeX is sure to parse, so that nobody needs to ask it. Reads the grammar of formulas: atoms, each with one subscript and one superscript at the most, groups, arguments, text, fences and
 * environments. What is unusual is declined, right or wrong: of formulas that people write, not one in fifty. What is right inline is right displayed, but not the other way round.
 */
export const isPlainlyRight = (source: string, display: boolean): boolean =>
  source.length <= longest && new Reader(source, display).readsAll();

/** What a character may be, as bits: an argument by itself, a part of a list, a part of text, a letter of a name; behind a backslash, a sign or a space. */
const ARGUMENT = 1;
const LISTED = 2;
const TEXT = 4;
const LETTER = 8;
const ESCAPED = 16;
const SPACING = 32;
const SPACE = 64;

const [AND, PRIME, STAR, AT, BRACKET, BACKSLASH, CARET, UNDERSCORE, OPEN, CLOSE] = [38, 39, 42, 64, 91, 92, 94, 95, 123, 125];

const ascii = new Uint8Array(128).map((_, c) => {
  const char = String.fromCharCode(c);
  const bit = (chars: string, bits: number): number => (chars.includes(char) ? bits : 0);
  const isSign = c > 32 && !bit("#$%&'[\\^_{}~\x7F", 1);
  return (
    (isSign ? ARGUMENT | LISTED | TEXT : 0) |
    (/[A-Za-z]/.test(char) ? LETTER : 0) |
    bit('[', LISTED | TEXT) |
    bit("'", TEXT) |
    bit(' \t\r\n', LISTED | TEXT | SPACE) |
    bit(' #$%&_{}', ESCAPED) |
    bit(',:;!>|', SPACING)
  );
});

/** Ranges of characters that KaTeX takes for signs and nothing else: no macros (≠), big operators (∑), subscripts (₁), combining marks. */
const ranges = [
  0xb1, 0xb1, 0xb7, 0xb7, 0xd7, 0xd7, 0x370, 0x3ff, 0x2010, 0x2027, 0x2190, 0x2208, 0x2212, 0x222a, 0x223a, 0x2253, 0x2261, 0x22bf, 0x2e80,
  0xd7ff, 0xf900, 0xffff,
];

function bitsOf(c: number): number {
  if (c < 128) return ascii[c]!;
  let i = 1;
  while (c > ranges[i]!) i += 2;
  return c >= ranges[i - 1]! ? ARGUMENT | LISTED | TEXT : 0;
}

const gap = /\[-?\d+(?:\.\d+)?(?:em|ex|mu|pt|px|mm|cm)\]/y;
const optional = /\[[A-Za-z0-9 +\-=,.()]*\]/y;
const delimiter =
  /[()[\]<>/|.]|\\(?:[{}|]|(?:[lr](?:brack|brace|floor|ceil|angle|[vV]ert)|[lg]t|[vV]ert|backslash|(?:[uU]p|[dD]own|[uU]pdown)arrow)(?![A-Za-z@]))/y;
const environment = /\{(?:d?r?cases|(?:[pbBvV]|small)?matrix|aligned|gathered|d?array)\}/y;
const displayed = /\{(?:align|gather)\*?\}/y;
const columns = /[ \t\r\n]*\{[lcr|: ]*\}/y;

/** What follows a command, and where it may stand. */
interface Command {
  /** How many arguments it takes. */
  readonly arity: number;
  readonly isSized: boolean;
  readonly takesText: boolean;
  readonly takesOption: boolean;
  /** It is an argument by itself. */
  readonly isArgument: boolean;
  /** It is, with its own arguments, an argument of `^` and `_`. */
  readonly isScript: boolean;
}

const commands = new Map<string, Command>();

function commandOf(name: string): Command | undefined {
  const seen = commands.get(name);
  if (seen !== undefined) return seen;
  const isSized = /^[Bb]igg?[lrm]?$/.test(name);
  const value: unknown = Object.hasOwn(known, name) ? known[name as keyof typeof known] : undefined;
  if (!isSized && (value === undefined || unusual.test(name))) return undefined;
  const isArgument = typeof value === 'string' && !/^(?:big[cosuvw]|coprod|intop|prod|smallint|sum$)/.test(name);
  const arity = typeof value === 'number' ? value : 0;
  const command = {
    arity,
    isSized,
    takesText: arity > 0 && /^(?:text|emph)/.test(name),
    takesOption: /^(?:sqrt|x(?!cancel))/.test(name),
    isArgument,
    isScript: arity > 0 && /^(?:math(?:bb|bf|cal|frak|it|normal|rm|scr|sf|sfit|tt)|[cdt]?frac|[dt]?binom|text.*|emph)$/.test(name),
  };
  commands.set(name, command);
  return command;
}

/** Commands that are more than an atom, that take other arguments than formulas, or whose arguments get scripts from outside. */
const unusual =
  /^(?:[Hcruv]|atop|brac[ek]|choose|over|rq|mod|[Bb]ra(?:ket)?|[Kk]et|[Ss]et|tag|.*color|.*box|[clr]lap|underbar|angl|textcircled|.*command)$/;

/** Where a list of atoms ends; undefined where it is declined. */
type Stop = '' | '}' | '&' | 'end' | 'right' | undefined;

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

  /** Reads atoms, and what ends them. */
  #list(): Stop {
    if (++this.#depth > deepest) return undefined;
    let stop: Stop;
    while (stop === undefined) {
      if (this.#commands > mostCommands || !this.#scripts()) return undefined;
      if (this.#skipAll(LISTED)) continue;
      if (this.#at === this.#source.length) stop = '';
      else {
        const c = this.#next();
        this.#at++;
        if (c === CLOSE) stop = '}';
        else if (c === AND) stop = '&';
        else if (c === OPEN) {
          if (this.#list() !== '}') return undefined;
        } else if (c === BACKSLASH) {
          const read = this.#command();
          if (read === false) return undefined;
          if (read !== true) stop = read;
        } else return undefined;
      }
    }
    this.#depth--;
    return stop;
  }

  /** The scripts of what was read last, or of nothing. Primes are a superscript, of which one that follows at once is a part. */
  #scripts(): boolean {
    let hasSubscript = false;
    let hasSuperscript = false;
    for (;;) {
      this.#skipAll(SPACE);
      let c = this.#next();
      if (c === UNDERSCORE) {
        if (hasSubscript) return false;
        hasSubscript = true;
      } else if (c === CARET || c === PRIME) {
        if (hasSuperscript) return false;
        hasSuperscript = true;
        const isPrimed = c === PRIME;
        for (; c === PRIME; c = this.#next()) this.#at++;
        if (isPrimed && c !== CARET) continue;
      } else return true;
      this.#at++;
      if (!this.#argument(true)) return false;
    }
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
  #command(): boolean | 'end' | 'right' {
    if (this.#skipOne(ESCAPED)) return true;
    const name = this.#name();
    switch (name) {
      case '':
        return this.#skipOne(SPACING) || this.#newRow();
      case 'end':
      case 'right':
        return name;
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
