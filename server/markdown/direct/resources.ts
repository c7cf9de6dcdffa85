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
  const start = spacesEnd(text, at + 1, lineEnd);
  if (start === lineEnd) return more ? undefined : 'none';
  if (text.charCodeAt(start) === 41) return { end: start + 1, from: at + 1, to: at + 1, url: '', title: null };
  const enclosed = text.charCodeAt(start) === 60;
  const stop = enclosed ? enclosedEnd(text, start, lineEnd) : rawEnd(text, start, lineEnd);
  if (stop === undefined || stop < 0) return stop === undefined ? undefined : 'none';
  const [from, to] = enclosed ? [start + 1, stop - 1] : [start, stop];
  let end = spacesEnd(text, stop, lineEnd);
  let title: string | null | undefined = null;
  const marker = end < lineEnd && end > stop ? closingOf(text.charCodeAt(end)) : '';
  if (marker !== '') {
    const close = titleEnd(text, end + 1, lineEnd, marker, lastOf);
    if (close < 0) return more ? undefined : 'none';
    title = decoded(text.slice(end + 1, close));
    end = spacesEnd(text, close + 1, lineEnd);
  }
  if (end === lineEnd) return more ? undefined : 'none';
  const c = text.charCodeAt(end);
  if (c !== 41) return c === TAB ? undefined : 'none';
  const url = decoded(text.slice(from, to));
  return url === undefined || title === undefined ? undefined : { end: end + 1, from, to, url, title };
}

function spacesEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Offset behind the `>` of a destination that begins with `<`; -1 when it is none. */
function enclosedEnd(text: string, start: number, lineEnd: number): number {
  for (let k = start + 1; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === 62) return k + 1;
    if (c === 60) return -1;
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
  for (; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c <= SPACE) break;
    if (c === 127) return undefined;
    if (c === 40 && ++depth > 30) return undefined;
    if (c === 41 && depth-- === 0) return k;
    if (c === BACKSLASH) {
      const next = text.charCodeAt(k + 1);
      if (k + 1 < lineEnd && (next === 40 || next === 41 || next === BACKSLASH)) k++;
    }
  }
  if (depth > 0) return -1;
  return k === lineEnd || text.charCodeAt(k) === SPACE ? k : undefined;
}

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
