import type { PhrasingContent, RootContent } from 'mdast';
import { readInline } from './inline.ts';
import { add, declareUnsupported, HASH, type LineReader, SPACE, TAB, trimmedEnd } from './lineReader.ts';

/** The depth of the heading at `at`; 0 when there is none. */
export function headingDepth(r: LineReader, i: number, at: number): number {
  let end = at;
  while (end < r.end[i]! && r.text.charCodeAt(end) === HASH) end++;
  const depth = end - at;
  if (depth > 6) return 0;
  if (end === r.end[i]) declareUnsupported();
  const next = r.text.charCodeAt(end);
  if (next === TAB) declareUnsupported();
  return next === SPACE ? depth : 0;
}

export function readHeading(r: LineReader, i: number, at: number, out: RootContent[]): number {
  const depth = headingDepth(r, i, at);
  const lineEnd = r.end[i]!;
  let start = at + depth;
  while (start < lineEnd && r.text.charCodeAt(start) === SPACE) start++;
  const end = trimmedEnd(r.text, start, lineEnd);
  // Nothing in it, or perhaps a closing sequence.
  if (start >= end || r.text.charCodeAt(end - 1) === HASH || r.text.charCodeAt(start) === TAB) declareUnsupported();
  const children: PhrasingContent[] = [];
  readInline(r, i, i, start, end, 'heading', children);
  add(out, { type: 'heading', depth, children, from: at - r.base, to: lineEnd - r.base });
  return i + 1;
}
