import type { RootContent } from 'mdast';
import {
  add,
  BACKSLASH,
  BACKTICK,
  contentStart,
  DOLLAR,
  declareUnsupported,
  incomplete,
  isParted,
  type LineReader,
  SPACE,
  spacesEnd,
  TAB,
  trimmedEnd,
} from './lineReader.ts';

/** Whether the line opens fenced code at `at`. */
export function startsFence(r: LineReader, i: number, at: number): boolean {
  const size = runLength(r, i, at);
  if (size < 3) return false;
  if (r.text.charCodeAt(at) !== BACKTICK) return true;
  const tick = r.text.indexOf('`', at + size);
  return tick < 0 || tick >= r.end[i]!;
}

export function readFence(r: LineReader, i: number, last: number, at: number, out: RootContent[]): number {
  const { text } = r;
  const size = runLength(r, i, at);
  const indent = at - r.start[i]!;
  const [lang, meta] = infoOf(text, at + size, r.end[i]!);
  let k = i + 1;
  while (k < last && !closes(r, k, text.charCodeAt(at), size)) k++;
  if (k === last) {
    endsWithChapter(r, i, indent);
    const value = linesBetween(r, i + 1, k, indent).replace(/\r?\n$/, '');
    add(out, { type: 'code', lang, meta, value, from: at - r.base, to: text.length - r.base });
    return last;
  }
  add(out, { type: 'code', lang, meta, value: linesBetween(r, i + 1, k, indent), from: at - r.base, to: r.end[k]! - r.base });
  return k + 1;
}

function runLength(r: LineReader, i: number, at: number): number {
  const marker = r.text.charCodeAt(at);
  let end = at + 1;
  while (end < r.end[i]! && r.text.charCodeAt(end) === marker) end++;
  return end - at;
}

function infoOf(text: string, from: number, to: number): [lang: string | null, meta: string | null] {
  let start = from;
  while (start < to && isSpace(text.charCodeAt(start))) start++;
  const end = trimmedEnd(text, start, to);
  if (start === end) return [null, null];
  let langEnd = start;
  while (langEnd < end && !isSpace(text.charCodeAt(langEnd))) langEnd++;
  let metaStart = langEnd;
  while (metaStart < end && isSpace(text.charCodeAt(metaStart))) metaStart++;
  for (let k = start; k < end; k++) {
    const c = text.charCodeAt(k);
    // Escapes and character references.
    if (c === BACKSLASH || c === 38) declareUnsupported();
  }
  // Trailing spaces belong to the meta.
  if (metaStart < end && end < to) declareUnsupported();
  return [text.slice(start, langEnd), metaStart < end ? text.slice(metaStart, end) : null];
}

const isSpace = (c: number): boolean => c === SPACE || c === TAB;

/** Declines code or a formula that nothing closes and that is in a container: only outside does it simply end with the chapter. */
function endsWithChapter(r: LineReader, i: number, indent: number): void {
  if (indent > 0 || r.depth > 0 || r.start[i] !== r.raw[i]) declareUnsupported();
  if (!r.isRest) throw incomplete;
}

/** Whether line `k` closes the fence. */
function closes(r: LineReader, k: number, marker: number, size: number): boolean {
  if (r.lazy[k] === 1) declareUnsupported();
  const at = contentStart(r, k);
  if (at === r.end[k] || r.text.charCodeAt(at) !== marker) return false;
  const length = runLength(r, k, at);
  if (length < size || trimmedEnd(r.text, at + length, r.end[k]!) !== at + length) return false;
  return spacesEnd(r, k) - r.start[k]! < 4;
}

/** The lines from `i` to before `k` as they stand in their containers, less the indentation of the fence. */
function linesBetween(r: LineReader, i: number, k: number, indent: number): string {
  if (i >= k) return '';
  if (indent === 0 && !isParted(r, i - 1, k - 1)) return r.text.slice(r.start[i], r.end[k - 1]);
  let value = '';
  for (let line = i; line < k; line++) {
    let start = r.start[line]!;
    for (let n = indent; n > 0 && start < r.end[line]! && isSpace(r.text.charCodeAt(start)); n--) {
      if (r.text.charCodeAt(start) === TAB) declareUnsupported();
      start++;
    }
    value += r.text.slice(start, line + 1 < k ? r.raw[line + 1] : r.end[line]);
  }
  return value;
}

/** Reads code by indentation that is in no container. */
export function readIndentedCode(r: LineReader, i: number, last: number, out: RootContent[]): number {
  if (r.depth > 0 || r.start[i] !== r.raw[i]) declareUnsupported();
  let k = i + 1;
  let m = i + 1;
  for (; m < last; m++) {
    if (contentStart(r, m) === r.end[m]) continue;
    if (spacesEnd(r, m) - r.raw[m]! < 4) break;
    k = m + 1;
  }
  // Spaces in blank lines behind it may be of it.
  for (let blank = k; blank < m; blank++) if (r.end[blank]! > r.raw[blank]!) declareUnsupported();
  add(out, { type: 'code', lang: null, meta: null, value: linesBetween(r, i, k, 4), from: r.raw[i]! - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

/** Whether the line opens a display formula at `at`, or is one: see math.ts. */
export function startsMath(r: LineReader, i: number, at: number): boolean {
  const end = r.end[i]!;
  if (at + 1 >= end || r.text.charCodeAt(at + 1) !== DOLLAR) return false;
  const second = pairIn(r.text, at + 2, end);
  return second < 0 || trimmedEnd(r.text, second + 2, end) === second + 2;
}

export function readMath(r: LineReader, i: number, last: number, at: number, out: RootContent[]): number {
  const { text } = r;
  const start = at + 2;
  let end = pairIn(text, start, r.end[i]!);
  if (end < 0) end = text.indexOf('$$', r.end[i]);
  if (end < 0) {
    endsWithChapter(r, i, at - r.start[i]!);
    const content = { start: start - r.base, end: text.length - r.base };
    add(out, { type: 'math', value: text.slice(start), data: { content }, from: at - r.base, to: content.end });
    return last;
  }
  const k = closingLine(r, i, last, end);
  const content = { start: start - r.base, end: end - r.base };
  const value = mathBetween(r, i, k, start, end);
  add(out, { type: 'math', value, data: { content }, from: at - r.base, to: r.end[k]! - r.base });
  return k + 1;
}

/** The line that offset `end` is in. Declines a formula that leaves its container. */
function closingLine(r: LineReader, i: number, last: number, end: number): number {
  let k = i;
  while (r.end[k]! < end) if (r.lazy[++k] === 1) declareUnsupported();
  if (k >= last) declareUnsupported();
  return k;
}

/** The text from offset `start` on line `i` to `end` on line `k`, without what containers take off the lines. */
function mathBetween(r: LineReader, i: number, k: number, start: number, end: number): string {
  if (!isParted(r, i, k)) return r.text.slice(start, end);
  let value = r.text.slice(start, r.raw[i + 1]);
  for (let line = i + 1; line <= k; line++) value += r.text.slice(r.start[line], line < k ? r.raw[line + 1] : end);
  return value;
}

function pairIn(text: string, from: number, to: number): number {
  const at = text.indexOf('$$', from);
  return at >= 0 && at + 2 <= to ? at : -1;
}
