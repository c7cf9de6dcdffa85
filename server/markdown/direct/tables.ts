import type { AlignType, RootContent, TableCell, TableRow } from 'mdast';
import { startsFence, startsMath } from './fences.ts';
import { headingDepth } from './headings.ts';
import { readInline } from './inline.ts';
import {
  ASTERISK,
  add,
  BACKSLASH,
  BACKTICK,
  COLON,
  contentStart,
  DASH,
  DOLLAR,
  declareUnsupported,
  EQUALS,
  GREATER,
  HASH,
  LEFT_BRACKET,
  LESS,
  type LineReader,
  PIPE,
  SPACE,
  spacesEnd,
  TAB,
  TILDE,
  trimmedEnd,
  UNDERSCORE,
} from './lineReader.ts';
import { isThematicBreak, startsItem } from './markers.ts';

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

/** Reads the table whose header is line `i`, with up to `limit` rows. */
export function readTable(r: LineReader, i: number, last: number, at: number, out: RootContent[], limit: number): number {
  const children: TableRow[] = [];
  const align = alignments(r, i + 1)!;
  readRow(r, i, at, children);
  const k = readRows(r, i + 2, last, children, limit);
  add(out, { type: 'table', align, children, from: at - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

function cellCount(text: string, at: number, lineEnd: number): number {
  const end = trimmedEnd(text, at, lineEnd);
  let count = 0;
  for (let start = text.charCodeAt(at) === PIPE ? at + 1 : at; start < end; count++) start = pipeAt(text, start, end) + 1;
  return count;
}

/** Offset of the next pipe that is not escaped, or `end`. */
function pipeAt(text: string, from: number, end: number): number {
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

/** Reads body rows from line `i` on, until `rows` has `limit`; returns the line behind them. */
export function readRows(r: LineReader, i: number, last: number, rows: TableRow[], limit: number): number {
  let k = i;
  for (; k < last; k++) {
    const at = contentStart(r, k);
    if (at === r.end[k]) break;
    if (spacesEnd(r, k) - r.start[k]! > 3 || r.lazy[k] === 1) declareUnsupported();
    if (r.text.charCodeAt(at) !== PIPE && endsRows(r, k, at)) break;
    if (limit < Number.POSITIVE_INFINITY && rows.length > 0 && (rows.length >= limit || r.stopsAt(r.raw[k]!))) {
      r.goesOn = true;
      break;
    }
    readRow(r, k, at, rows);
  }
  return k;
}

/** Whether a line behind a row begins another block; anything else is a row, with pipes or without. */
function endsRows(r: LineReader, k: number, at: number): boolean {
  switch (r.text.charCodeAt(at)) {
    case HASH:
      return headingDepth(r, k, at) > 0;
    case BACKTICK:
    case TILDE:
      return startsFence(r, k, at);
    case DOLLAR:
      return startsMath(r, k, at);
    case GREATER:
      return true;
    case LESS:
    case EQUALS:
    case LEFT_BRACKET:
      return declareUnsupported();
    case ASTERISK:
    case DASH:
    case UNDERSCORE:
      return isThematicBreak(r, k, at) || (r.text.charCodeAt(at) !== UNDERSCORE && startsItem(r, k, at));
    default:
      return startsItem(r, k, at);
  }
}

/** What a delimiter row says; undefined when it is none after all. */
function alignments(r: LineReader, i: number): AlignType[] | undefined {
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

const isSpace = (c: number): boolean => c === SPACE || c === TAB;

/**
 * Reads a row. A cell begins at the pipe before it, the first one at the beginning of the row, and ends where the next begins; the last
 * one has the pipe behind it too.
 */
function readRow(r: LineReader, i: number, at: number, rows: TableRow[]): void {
  const { text, base } = r;
  const end = r.end[i]!;
  const contentEnd = trimmedEnd(text, at, end);
  const cells: TableCell[] = [];
  let from = at;
  let start = text.charCodeAt(at) === PIPE ? at + 1 : at;
  if (start === contentEnd) declareUnsupported();
  while (start < contentEnd) {
    const pipe = pipeAt(text, start, contentEnd);
    const to = pipe + 1 < contentEnd ? pipe : end;
    const children: TableCell['children'] = [];
    const inner = skipSpaces(text, start, pipe);
    const innerEnd = trimmedEnd(text, inner, pipe);
    if (inner < innerEnd) readInline(r, i, i, inner, innerEnd, 'cell', children);
    cells.push({ type: 'tableCell', children, from: from - base, to: to - base } as TableCell);
    from = pipe;
    start = pipe + 1;
  }
  rows.push({ type: 'tableRow', children: cells, from: at - base, to: end - base } as TableRow);
}

function skipSpaces(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}
