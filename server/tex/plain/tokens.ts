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

function tokenAt(source: string, start: number, spaced: boolean): PlainToken {
  const rest = source.slice(start, start + 200);
  const token = (kind: TokenKind, text: string, length = text.length): PlainToken => ({ kind, text, start, end: start + length, spaced });
  const word = han.exec(rest)?.[0];
  if (word !== undefined) return token('text', word);
  const figures = number.exec(rest)?.[0];
  if (figures !== undefined) return token('number', figures);
  const symbol = several.exec(rest)?.[0];
  if (symbol !== undefined) return token(symbol in relations ? 'relation' : 'mark', symbol);
  const character = String.fromCodePoint(rest.codePointAt(0)!);
  // A letter with an accent, in one character or two.
  const [base, accent] = [...character.normalize('NFD')];
  const following = rest[character.length];
  const command = accents[accent ?? ''] ?? accents[following ?? ''];
  if (command !== undefined && /^\p{L}$/u.test(base!)) {
    return { ...token('letter', base!, character.length + (accents[accent ?? ''] === undefined ? 1 : 0)), accent: command };
  }
  const latin = /^[A-Za-z]+/.exec(rest)?.[0];
  if (latin !== undefined) {
    // The last letter may have an accent of its own.
    const own = accents[rest[latin.length] ?? ''] !== undefined && latin.length > 1 ? latin.slice(0, -1) : latin;
    return token(own.length === 1 ? 'letter' : 'word', own);
  }
  for (const [kind, table] of [
    ['sub', subscripts],
    ['super', superscripts],
  ] as const) {
    const run = runOf(rest, table);
    if (run !== '') return token(kind, [...run].map(c => table[c]).join(''), run.length);
  }
  if (character in large) return token('large', character);
  if (character in prefixes) return token('prefix', character);
  if (character in letters) return token('letter', character);
  if (character in relations) return token('relation', character);
  if (character in operators) return token('operator', character);
  return token(/^[()[\]{}|‖√^_,;:'′/!]$/.test(character) ? 'mark' : 'other', character);
}

function runOf(text: string, table: Readonly<Record<string, string>>): string {
  let length = 0;
  while (length < text.length && text[length]! in table) length++;
  return text.slice(0, length);
}
