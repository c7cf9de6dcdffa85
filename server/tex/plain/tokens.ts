import { accents, large, letters, operators, prefixes, relations, subscripts, superscripts } from './characters.ts';

export type TokenKind =
  | 'number'
  | 'word'
  | 'text'
  | 'letter'
  | 'large'
  | 'prefix'
  | 'relation'
  | 'operator'
  | 'sub'
  | 'super'
  | 'mark'
  | 'other';

export interface PlainToken {
  readonly kind: TokenKind;
  /** As written; of Unicode scripts, the plain characters. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** An accent's TeX command. */
  readonly accent?: string;
}

/** Where a script stands. */
export type Place = 'sub' | 'super';

/** Of what begins a script: where it stands. */
export function placeOf({ kind, text }: PlainToken): Place | undefined {
  if (kind === 'sub' || text === '_') return 'sub';
  return kind === 'super' || text === '^' ? 'super' : undefined;
}

/** Whether a word or letter is applied to what stands in the bracket right behind it. */
export const isCalled = (next: PlainToken | undefined): boolean => next !== undefined && !next.spaced && /^[([]$/.test(next.text);

/** What no factor begins with. */
export const endsFactor = ({ kind, text }: PlainToken): boolean => kind === 'relation' || kind === 'operator' || /^[/,;)\]}]/.test(text);

export const isSeparator = ({ text }: PlainToken, separators: string): boolean =>
  separators.includes(text[0]!) && /^(?:[,;:|]|\|\|)$/.test(text);

const several = /^(?::=|<=|>=|!=|->|=>|\+=|<-|\|\||\.\.\.)/;
const number = /^\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?%?/i;
/** Chinese, with Latin letters and digits that belong to it; not `V` in `价值V(t)`. */
const han = /^(?=[A-Za-z]*\p{Script=Han})[\p{Script=Han}A-Za-z0-9]*(?:\p{Script=Han}|[A-Za-z0-9](?![A-Za-z0-9(_^₀-₉]))/u;

/** The pieces of a plain-text formula, up to the first thing that none can hold. Never throws. */
export function plainTokens(source: string): PlainToken[] {
  const tokens: PlainToken[] = [];
  let at = 0;
  while (at < source.length) {
    const space = /^\s+/.exec(source.slice(at, at + 200))?.[0].length ?? 0;
    at += space;
    if (at >= source.length) break;
    const token = tokenAt(source, at, space > 0 || tokens.length === 0);
    tokens.push(token);
    if (token.kind === 'other') break;
    at = token.end;
  }
  return tokens;
}

/** What a text begins with, wherever it stands. */
interface Lexeme {
  readonly kind: TokenKind;
  readonly text: string;
  /** How much of the text it takes, where that is not the length of its own. */
  readonly length?: number;
  readonly accent?: string;
}

function tokenAt(source: string, start: number, spaced: boolean): PlainToken {
  const rest = source.slice(start, start + 200);
  const {
    kind,
    text,
    length = text.length,
    accent,
  } = hanIn(rest) ?? numberIn(rest) ?? signIn(rest) ?? accentedIn(rest) ?? latinIn(rest) ?? scriptIn(rest) ?? characterIn(rest);
  return { kind, text, start, end: start + length, spaced, ...(accent !== undefined && { accent }) };
}

function hanIn(rest: string): Lexeme | undefined {
  const text = han.exec(rest)?.[0];
  return text === undefined ? undefined : { kind: 'text', text };
}

function numberIn(rest: string): Lexeme | undefined {
  const text = number.exec(rest)?.[0];
  return text === undefined ? undefined : { kind: 'number', text };
}

function signIn(rest: string): Lexeme | undefined {
  const text = several.exec(rest)?.[0];
  return text === undefined ? undefined : { kind: text in relations ? 'relation' : 'mark', text };
}

/** A letter with an accent, in one character or two. */
function accentedIn(rest: string): Lexeme | undefined {
  const character = firstIn(rest);
  const [text = '', mark = ''] = character.normalize('NFD');
  const following = accents[rest[character.length] ?? ''];
  const accent = accents[mark] ?? following;
  if (accent === undefined || !/^\p{L}$/u.test(text)) return undefined;
  return { kind: 'letter', text, length: character.length + (accents[mark] === undefined ? 1 : 0), accent };
}

function latinIn(rest: string): Lexeme | undefined {
  const letters = /^[A-Za-z]+/.exec(rest)?.[0];
  if (letters === undefined) return undefined;
  // The last letter may have an accent of its own.
  const text = accents[rest[letters.length] ?? ''] !== undefined && letters.length > 1 ? letters.slice(0, -1) : letters;
  return { kind: text.length === 1 ? 'letter' : 'word', text };
}

const scripts = [
  ['sub', subscripts],
  ['super', superscripts],
] as const;

/** Raised or lowered characters. */
function scriptIn(rest: string): Lexeme | undefined {
  for (const [kind, table] of scripts) {
    const run = runOf(rest, table);
    if (run !== '') return { kind, text: [...run].map(c => table[c]).join(''), length: run.length };
  }
  return undefined;
}

/** What single characters are, the first table that has one counts. */
const characters = [
  ['large', large],
  ['prefix', prefixes],
  ['letter', letters],
  ['relation', relations],
  ['operator', operators],
] as const;

function characterIn(rest: string): Lexeme {
  const text = firstIn(rest);
  const kind = characters.find(([, table]) => text in table)?.[0];
  return { kind: kind ?? (/^[()[\]{}|‖√^_,;:'′/!]$/.test(text) ? 'mark' : 'other'), text };
}

const firstIn = (text: string): string => String.fromCodePoint(text.codePointAt(0)!);

function runOf(text: string, table: Readonly<Record<string, string>>): string {
  let length = 0;
  while (length < text.length && text[length]! in table) length++;
  return text.slice(0, length);
}
