import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import type { Defined } from '../defined.ts';
import type { InlineContext } from './inline.ts';
import { BACKSLASH, BACKTICK, COLON, DOLLAR, LEFT_BRACKET, RIGHT_BRACKET, SPACE, TAB, UNDERSCORE } from './lineReader.ts';

/** Of each ASCII character, whether it can be anything but itself. */
const special = new Uint8Array(128);
for (const c of '\n\r!$&*:<@[\\]_`wW~') special[c.charCodeAt(0)] = 1;

/** Offset of the next character, or `to`, that may be more than itself. */
export function plainEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const c = text.charCodeAt(at);
    if (c < 128 && special[c] !== 0) break;
    at++;
  }
  return at;
}

/** ASCII punctuation: what a backslash escapes. */
export const isPunctuation = (c: number): boolean =>
  (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);

const isWord = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || c === UNDERSCORE || (c >= 97 && c <= 122);

/** Where code ends in one text. */
export class CodeEnds {
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  /** Where the last run of so many backticks begins, once something was looked for in vain. */
  #lastRuns: ReadonlyMap<number, number> | undefined;

  constructor(text: string, from: number, to: number) {
    this.#text = text;
    this.#from = from;
    this.#to = to;
  }

  /** Offset behind the code that a run of `size` backticks at `at` begins; -1 when nothing closes it, undefined when another line may. */
  behind(at: number, size: number, lineEnd: number): number | undefined {
    if (this.#lastRuns !== undefined && (this.#lastRuns.get(size) ?? -1) <= at) return -1;
    const end = codeEnd(this.#text, at + size, lineEnd, size);
    if (end >= 0) return end;
    this.#lastRuns ??= lastRuns(this.#text, this.#from, this.#to);
    return (this.#lastRuns.get(size) ?? -1) > at ? undefined : -1;
  }
}

/** Offset behind the run of exactly `size` backticks that closes code opened before `from`; -1 when there is none before `to`. */
function codeEnd(text: string, from: number, to: number, size: number): number {
  for (let at = from; at < to; ) {
    if (text.charCodeAt(at) !== BACKTICK) {
      at++;
      continue;
    }
    const start = at;
    while (at < to && text.charCodeAt(at) === BACKTICK) at++;
    if (at - start === size) return at;
  }
  return -1;
}

/** Where the last run of each number of backticks begins. */
function lastRuns(text: string, from: number, to: number): ReadonlyMap<number, number> {
  const runs = new Map<number, number>();
  for (let at = text.indexOf('`', from); at >= 0 && at < to; at = text.indexOf('`', at)) {
    const start = at;
    while (at < to && text.charCodeAt(at) === BACKTICK) at++;
    runs.set(at - start, start);
  }
  return runs;
}

/**
 * Offset behind the formula that begins at `at`, by the rules of math.ts; -1 when none does, undefined when that depends on the lines
 * below (`more`).
 */
export function mathEnd(text: string, at: number, lineEnd: number, more: boolean): number | undefined {
  const before = text.charCodeAt(at - 1);
  // At the beginning of a text, what is before it does not count: no such character can stand there but in a container's marker.
  if (before === DOLLAR || before === BACKSLASH) return -1;
  const double = at + 1 < lineEnd && text.charCodeAt(at + 1) === DOLLAR;
  if (!double && isWord(before)) return -1;
  const start = double ? at + 2 : at + 1;
  if (start < lineEnd && text.charCodeAt(start) === DOLLAR) return -1;
  for (let k = start; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === BACKSLASH) {
      k++;
      if (double && text.charCodeAt(k) === DOLLAR && text.charCodeAt(k + 1) === DOLLAR) k++;
      continue;
    }
    if (c !== DOLLAR) continue;
    if (!double) {
      const after = k + 1 < lineEnd ? text.charCodeAt(k + 1) : 0;
      return after === DOLLAR || isWord(after) ? -1 : k + 1;
    }
    if (k + 1 < lineEnd && text.charCodeAt(k + 1) === DOLLAR) {
      const previous = text.charCodeAt(k - 1);
      if (previous === DOLLAR || previous === BACKSLASH) return -1;
      return k + 2 < lineEnd && text.charCodeAt(k + 2) === DOLLAR ? -1 : k + 2;
    }
  }
  return more ? undefined : -1;
}

/** No label is longer: CommonMark 0.31, 6.3 has 999 characters. */
const longestLabel = 1000;

/** Whether `text` from `from` to `to`, in brackets, is the label of a definition of the chapter. */
export function refersTo({ definitions, footnotes }: Defined, text: string, from: number, to: number): boolean {
  if (to - from > longestLabel || (definitions.size === 0 && footnotes.size === 0)) return false;
  const label = text.slice(from, to);
  if (definitions.has(normalizeIdentifier(label))) return true;
  return label.startsWith('^') && footnotes.has(normalizeIdentifier(label.slice(1)));
}

/** Whether the `[` at `at` may begin the label of a definition of the chapter, or one that goes on behind the line. */
export function mayBeLabel(defined: Defined, text: string, at: number, lineEnd: number): boolean {
  const most = at + longestLabel;
  for (let k = at + 1; k < most; k++) {
    if (k >= lineEnd) return true;
    const c = text.charCodeAt(k);
    if (c === LEFT_BRACKET) return false;
    // `[]` refers by the text before it.
    if (c === RIGHT_BRACKET) return k === at + 1 || refersTo(defined, text, at + 1, k);
    if (c === BACKSLASH) k++;
  }
  return false;
}

/** Whether the `:`, `@`, `w` or `W` at `at` may be part of a bare address. */
export function addressAt(text: string, at: number, lineEnd: number): boolean {
  const c = text.charCodeAt(at);
  if (c === COLON) return at + 2 < lineEnd && text.charCodeAt(at + 1) === 47 && text.charCodeAt(at + 2) === 47;
  if (c === 64) return true;
  return (
    at + 3 < lineEnd && text.charCodeAt(at + 3) === 46 && (text.charCodeAt(at + 1) | 32) === 119 && (text.charCodeAt(at + 2) | 32) === 119
  );
}

/** Whether spaces belong to a text that ends, without them, at `to`: all that they matter to is a `www.` before them, which they make an address. */
export const isSpaced = (text: string, to: number, context: InlineContext): boolean =>
  context === 'paragraph' && (text.charCodeAt(to) === SPACE || text.charCodeAt(to) === TAB);
