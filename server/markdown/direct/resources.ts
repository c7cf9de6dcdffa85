import { decoded } from './characterReferences.ts';
import { BACKSLASH, SPACE, TAB } from './lineReader.ts';
import type { LastOf } from './markup.ts';

/** What stands in parentheses behind the text of a link or image. */
export interface Resource {
  /** Offset behind the `)`. */
  readonly end: number;
  /** Where the destination stands. */
  readonly from: number;
  readonly to: number;
  readonly url: string;
  readonly title: string | null;
}

/** The resource at `at`, a `(`; `'none'` when what stands there is none, undefined when only remark should say. `more`: other lines follow. */
export function resourceAt(text: string, at: number, lineEnd: number, more: boolean, lastOf: LastOf): Resource | 'none' | undefined {
  const goesOn = more ? undefined : 'none';
  const start = spacesEnd(text, at + 1, lineEnd);
  if (start === lineEnd) return goesOn;
  if (text.charCodeAt(start) === 41) return { end: start + 1, from: at + 1, to: at + 1, url: '', title: null };
  const destination = destinationAt(text, start, lineEnd);
  if (typeof destination !== 'object') return destination;
  const title = titleAt(text, destination.end, lineEnd, lastOf);
  if (title === undefined) return goesOn;
  const end = spacesEnd(text, title.end, lineEnd);
  if (end === lineEnd) return goesOn;
  const c = text.charCodeAt(end);
  if (c !== 41) return 'none';
  const { from, to } = destination;
  const url = decoded(text.slice(from, to));
  return url === undefined || title.value === undefined ? undefined : { end: end + 1, from, to, url, title: title.value };
}

/** The destination at `start`, and what is behind it. */
function destinationAt(text: string, start: number, lineEnd: number): { from: number; to: number; end: number } | 'none' | undefined {
  const isEnclosed = text.charCodeAt(start) === 60;
  const end = isEnclosed ? enclosedEnd(text, start, lineEnd) : rawEnd(text, start, lineEnd);
  if (end === undefined) return undefined;
  if (end < 0) return 'none';
  return isEnclosed ? { from: start + 1, to: end - 1, end } : { from: start, to: end, end };
}

/** The title behind a destination that ends at `at`: null when there is none, no value where only remark should say. Undefined when nothing in the line closes it. */
function titleAt(text: string, at: number, lineEnd: number, lastOf: LastOf): { value: string | null | undefined; end: number } | undefined {
  const start = spacesEnd(text, at, lineEnd);
  const marker = start < lineEnd && start > at ? closingOf(text.charCodeAt(start)) : '';
  if (marker === '') return { value: null, end: start };
  const close = titleEnd(text, start + 1, lineEnd, marker, lastOf);
  if (close < 0) return undefined;
  const written = text.slice(start + 1, close);
  // What is taken off the lines of a title, remark knows.
  return { value: /[\r\n]/.test(written) ? undefined : decoded(written), end: close + 1 };
}

function spacesEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

const isSpace = (c: number): boolean => c === SPACE || c === TAB || isLineEnding(c);

const isLineEnding = (c: number): boolean => c === 10 || c === 13;

/** Offset behind the `>` of a destination that begins with `<`; -1 when it is none. */
function enclosedEnd(text: string, start: number, lineEnd: number): number {
  for (let k = start + 1; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === 62) return k + 1;
    if (c === 60 || isLineEnding(c)) return -1;
    if (c === BACKSLASH && isEscapable(text.charCodeAt(k + 1))) k++;
  }
  return -1;
}

/** `<`, `>` and the backslash. */
const isEscapable = (c: number): boolean => c === 60 || c === 62 || c === BACKSLASH;

/** Offset behind any other destination; -1 when it is none, undefined when only remark should say. */
function rawEnd(text: string, start: number, lineEnd: number): number | undefined {
  let depth = 0;
  let k = start;
  while (k < lineEnd && !endsRaw(text.charCodeAt(k), depth)) {
    const c = text.charCodeAt(k);
    depth += nesting(c);
    if (depth > 30) return undefined;
    k += c === BACKSLASH && isEscapableRaw(text.charCodeAt(k + 1)) ? 2 : 1;
  }
  if (k >= lineEnd) return depth > 0 ? -1 : lineEnd;
  const c = text.charCodeAt(k);
  if (c === 127) return undefined;
  if (depth > 0) return -1;
  return isSpace(c) || c === 41 ? k : undefined;
}

/** Space, control characters, and the parenthesis that closes what the destination stands in. */
const endsRaw = (c: number, depth: number): boolean => c <= SPACE || c === 127 || (c === 41 && depth === 0);

const nesting = (c: number): number => (c === 40 ? 1 : c === 41 ? -1 : 0);

/** Parentheses and the backslash. */
const isEscapableRaw = (c: number): boolean => c === 40 || c === 41 || c === BACKSLASH;

const closingOf = (c: number): string => (c === 34 ? '"' : c === 39 ? "'" : c === 40 ? ')' : '');

/** Offset of what closes a title; -1 when nothing in the line does. */
function titleEnd(text: string, from: number, lineEnd: number, marker: string, lastOf: LastOf): number {
  if (lastOf(marker) < from) return -1;
  const mark = marker.charCodeAt(0);
  for (let k = from; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === mark) return k;
    if (c === BACKSLASH) {
      const next = text.charCodeAt(k + 1);
      if (next === mark || next === BACKSLASH) k++;
    }
  }
  return -1;
}
