import { ASTERISK, DASH, declareUnsupported, type LineReader, PLUS, SPACE, TAB } from './lineReader.ts';

/** Whether a list item that is not empty begins at `at`. Declines for items that only remark reads. */
export function startsItem(r: LineReader, i: number, at: number): boolean {
  const end = markerEnd(r, i, at);
  if (end < 0) return false;
  const lineEnd = r.end[i]!;
  let content = end;
  while (content < lineEnd && r.text.charCodeAt(content) === SPACE) content++;
  // An empty item, one that begins with indented code, a tab.
  if (content === lineEnd || content - end > 4 || r.text.charCodeAt(content) === TAB) declareUnsupported();
  return content > end;
}

/** Offset behind the marker of the item at `at`; -1 when there is no marker. */
export function markerEnd(r: LineReader, i: number, at: number): number {
  const { text } = r;
  const lineEnd = r.end[i]!;
  const c = text.charCodeAt(at);
  if (c === DASH || c === ASTERISK || c === PLUS) return at + 1;
  let end = at;
  while (end < lineEnd && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  if (end === at || end - at > 9 || end === lineEnd) return -1;
  const delimiter = text.charCodeAt(end);
  return delimiter === 46 || delimiter === 41 ? end + 1 : -1;
}

/** Whether the line from `at` is a thematic break, its character standing there. */
export function isThematicBreak(r: LineReader, k: number, at: number): boolean {
  const marker = r.text.charCodeAt(at);
  if (marker === PLUS) return false;
  let count = 0;
  for (let i = at; i < r.end[k]!; i++) {
    const c = r.text.charCodeAt(i);
    if (c === marker) count++;
    else if (c !== SPACE && c !== TAB) return false;
  }
  return count > 2;
}
