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

/** A line and a character in it, both from 0, characters in UTF-16 units: a position as LSP counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The offset of the first character of every line. Lines end at LF, CRLF or CR, as in LSP. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
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
