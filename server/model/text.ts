/** A half-open range of UTF-16 offsets into the text of one chapter, its byte order mark taken off. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const span = (start: number, end: number): Span => ({ start, end });

export const shifted = (s: Span, by: number): Span => ({ start: s.start + by, end: s.end + by });

/** True when the two ranges share at least one character, or one is empty and lies inside or at the edge of the other. */
export const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

export const contains = (outer: Span, offset: number): boolean => outer.start <= offset && offset <= outer.end;

/** All places where a global pattern matches, as `matchAll` has them, but that it makes no copy of the pattern for every text. */
export function matchesIn(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return none;
  const found: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += pattern.unicode && (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}

const none: readonly RegExpExecArray[] = [];

/** In a list sorted by where things begin, the place of the first that begins at an offset or behind it; the length of the list when none does. */
export const firstFrom = (sorted: readonly { readonly span: Span }[], offset: number): number =>
  countOfFirst(sorted, ({ span }) => span.start < offset);

/** In a list sorted by where things end, the place of the last that ends at an offset or before it; -1 when none does. */
export const lastUntil = (sorted: readonly { readonly span: Span }[], offset: number): number =>
  countOfFirst(sorted, ({ span }) => span.end <= offset) - 1;

/** How many of a list are such; they are its first ones, and none behind them is. By halves. */
export function countOfFirst<T>(sorted: readonly T[], isSuch: (one: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSuch(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A line and a character in it, both from 0, characters in UTF-16 units: a position as LSP counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The offset of the first character of every line. Lines end at LF, CRLF or CR, as in LSP. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) if (endsLine(text, i)) starts.push(i + 1);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}

/** The same of a text that was made from another by a change: `starts` are the other's, whose text from `start` to `oldEnd` is now that from `start` to `end`. */
export function lineStartsAfter(starts: readonly number[], text: string, { start, oldEnd, end }: TextChange): number[] {
  const kept = firstAtLeast(starts, Math.max(1, start));
  const changed = starts.slice(0, kept);
  // A CR is the end of a line unless an LF follows: the character before the change may have become one.
  for (let i = Math.max(0, start - 1); i < end; i++) if (endsLine(text, i)) changed.push(i + 1);
  const by = end - oldEnd;
  for (let i = firstAtLeast(starts, oldEnd + 1); i < starts.length; i++) changed.push(starts[i]! + by);
  return changed;
}

/** What was replaced: the same text before `start` and behind `oldEnd` and `end`. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly end: number;
}

function endsLine(text: string, i: number): boolean {
  const c = text.charCodeAt(i);
  return c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10);
}

/** The index of the first of rising numbers that is at least this. */
function firstAtLeast(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The position of an offset, given the line starts of its text. Offsets past the end land on the last line. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { line: low, character: offset - starts[low]! };
}
