import { runEnd } from './characters.ts';
import type { InlineContext } from './inline.ts';
import { BACKSLASH, BACKTICK, COLON, DOLLAR, SPACE, TAB, UNDERSCORE } from './lineReader.ts';

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
  const size = runEnd(text, at, lineEnd) - at;
  if (size > 2 || (size === 1 && isWord(before))) return -1;
  const end = dollarsEnd(text, at + size, lineEnd, size);
  if (end < 0) return more ? undefined : -1;
  return closesMath(text, end, lineEnd, size) ? end : -1;
}

/** Offset behind the next `size` dollars that are not escaped; -1 when the line has none. */
function dollarsEnd(text: string, from: number, lineEnd: number, size: number): number {
  for (let k = from; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    // An escaped `$$` is passed over as one.
    if (c === BACKSLASH) k += size === 2 && text.startsWith('$$', k + 1) ? 2 : 1;
    else if (c === DOLLAR && (size === 1 || isAt(text, k + 1, lineEnd, DOLLAR))) return k + size;
  }
  return -1;
}

/** Whether the dollars before `end` may close a formula. */
function closesMath(text: string, end: number, lineEnd: number, size: number): boolean {
  if (isAt(text, end, lineEnd, DOLLAR)) return false;
  if (size === 1) return end >= lineEnd || !isWord(text.charCodeAt(end));
  const previous = text.charCodeAt(end - 3);
  return previous !== DOLLAR && previous !== BACKSLASH;
}

const isAt = (text: string, at: number, lineEnd: number, c: number): boolean => at < lineEnd && text.charCodeAt(at) === c;

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
