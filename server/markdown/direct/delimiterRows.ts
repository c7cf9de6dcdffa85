import type { AlignType } from 'mdast';
import { BACKSLASH, COLON, contentStart, DASH, type LineReader, PIPE, SPACE, spacesEnd, TAB, trimmedEnd } from './lineReader.ts';

/** Whether the line is made of what delimiter rows are made of. `---` alone is not one. */
export function startsDelimiterRow(r: LineReader, i: number): boolean {
  const at = contentStart(r, i);
  // `- |` is a list item.
  if (r.text.charCodeAt(at) === DASH && isSpace(r.text.charCodeAt(at + 1))) return false;
  let dashes = false;
  let others = false;
  for (let k = at; k < r.end[i]!; k++) {
    const c = r.text.charCodeAt(k);
    if (c === DASH) dashes = true;
    else if (c === PIPE || c === COLON) others = true;
    else if (c !== SPACE && c !== TAB) return false;
  }
  return dashes && others;
}

/** Whether a table begins on line `i`, that is, whether the delimiter row under it has as many cells. */
export function startsTable(r: LineReader, i: number, at: number): boolean {
  return startsDelimiterRow(r, i + 1) && alignments(r, i + 1)?.length === cellCount(r.text, at, r.end[i]!);
}

function cellCount(text: string, at: number, lineEnd: number): number {
  const end = trimmedEnd(text, at, lineEnd);
  let count = 0;
  for (let start = text.charCodeAt(at) === PIPE ? at + 1 : at; start < end; count++) start = pipeAt(text, start, end) + 1;
  return count;
}

/** Offset of the next pipe that is not escaped, or `end`. */
export function pipeAt(text: string, from: number, end: number): number {
  let at = from;
  for (; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === PIPE) break;
    if (c === BACKSLASH) {
      const next = text.charCodeAt(at + 1);
      if (next === BACKSLASH || next === PIPE) at++;
    }
  }
  return Math.min(at, end);
}

/** What a delimiter row says; undefined when it is none after all. */
export function alignments(r: LineReader, i: number): AlignType[] | undefined {
  const at = spacesEnd(r, i);
  const end = trimmedEnd(r.text, at, r.end[i]!);
  if (at - r.start[i]! > 3) return;
  const align: AlignType[] = [];
  for (const cell of r.text
    .slice(at, end)
    .replace(/^\||\|$/g, '')
    .split('|')) {
    const [, left, right] = delimiterCell.exec(cell) ?? [];
    if (left === undefined) return;
    align.push(aligned[`${left}-${right}`]!);
  }
  return align;
}

const delimiterCell = /^[ \t]*(:?)-+(:?)[ \t]*$/;
const aligned: Readonly<Record<string, AlignType>> = { '-': null, ':-': 'left', '-:': 'right', ':-:': 'center' };

export const isSpace = (c: number): boolean => c === SPACE || c === TAB;
