import type { AlignType, RootContent, TableCell, TableRow } from 'mdast';
import { startsFence, startsMath } from './fences.ts';
import { headingDepth } from './headings.ts';
import { readInline } from './inline.ts';
import { isThematicBreak, startsItem } from './lists.ts';
import {
  ASTERISK,
  add,
  BACKSLASH,
  BACKTICK,
  COLON,
  contentStart,
  DASH,
  DOLLAR,
  decline,
  EQUALS,
  GREATER,
  HASH,
  LEFT_BRACKET,
  LESS,
  PIPE,
  type Reading,
  SPACE,
  spacesEnd,
  TAB,
  TILDE,
  trimmedEnd,
  UNDERSCORE,
} from './reading.ts';

/** Whether the line is made of what delimiter rows are made of. `---` alone is not one. */
export function startsDelimiterRow(r: Reading, i: number): boolean {
  const at = contentStart(r, i);
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

/** Reads the table whose header is line `i`, with up to `limit` rows. */
export function readTable(r: Reading, i: number, last: number, at: number, out: RootContent[], limit: number): number {
  const children: TableRow[] = [];
  const align = alignments(r, i + 1);
  readRow(r, i, at, children);
  if (children[0]!.children.length !== align.length) decline();
  const k = readRows(r, i + 2, last, children, limit);
  add(out, { type: 'table', align, children, from: at - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

/** Reads body rows from line `i` on, until `rows` has `limit`; returns the line behind them. */
export function readRows(r: Reading, i: number, last: number, rows: TableRow[], limit: number): number {
  let k = i;
  for (; k < last; k++) {
    const at = contentStart(r, k);
    if (at === r.end[k]) break;
    if (spacesEnd(r, k) - r.start[k]! > 3 || r.lazy[k] === 1) decline();
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
function endsRows(r: Reading, k: number, at: number): boolean {
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
      return decline();
    case ASTERISK:
    case DASH:
    case UNDERSCORE:
      return isThematicBreak(r, k, at) || (r.text.charCodeAt(at) !== UNDERSCORE && startsItem(r, k, at));
    default:
      return startsItem(r, k, at);
  }
}

function alignments(r: Reading, i: number): AlignType[] {
  const at = spacesEnd(r, i);
  const end = trimmedEnd(r.text, at, r.end[i]!);
  if (at - r.start[i]! > 3) decline();
  const align: AlignType[] = [];
  let k = r.text.charCodeAt(at) === PIPE ? at + 1 : at;
  while (k < end) {
    while (isSpace(r.text.charCodeAt(k))) k++;
    const left = r.text.charCodeAt(k) === COLON;
    if (left) k++;
    if (r.text.charCodeAt(k) !== DASH) decline();
    while (r.text.charCodeAt(k) === DASH) k++;
    const right = k < end && r.text.charCodeAt(k) === COLON;
    if (right) k++;
    while (k < end && isSpace(r.text.charCodeAt(k))) k++;
    if (k < end && r.text.charCodeAt(k) !== PIPE) decline();
    k++;
    align.push(left ? (right ? 'center' : 'left') : right ? 'right' : null);
  }
  return align;
}

const isSpace = (c: number): boolean => c === SPACE || c === TAB;

/**
 * Reads a row. A cell begins at the pipe before it, the first one at the beginning of the row, and ends where the next begins; the last
 * one has the pipe behind it too.
 */
function readRow(r: Reading, i: number, at: number, rows: TableRow[]): void {
  const { text, base } = r;
  const end = r.end[i]!;
  const contentEnd = trimmedEnd(text, at, end);
  const cells: TableCell[] = [];
  let from = at;
  let start = text.charCodeAt(at) === PIPE ? at + 1 : at;
  if (start === contentEnd) decline();
  while (start < contentEnd) {
    let pipe = start;
    let escapes = false;
    for (; pipe < contentEnd; pipe++) {
      const c = text.charCodeAt(pipe);
      if (c === PIPE) break;
      if (c === BACKSLASH) {
        const next = text.charCodeAt(pipe + 1);
        if (next === PIPE) escapes = true;
        if (next === BACKSLASH || next === PIPE) pipe++;
      }
    }
    const to = pipe + 1 < contentEnd ? pipe : end;
    const children: TableCell['children'] = [];
    const inner = skipSpaces(text, start, Math.min(pipe, contentEnd));
    const innerEnd = trimmedEnd(text, inner, Math.min(pipe, contentEnd));
    if (inner < innerEnd) readInline(r, i, i, inner, innerEnd, escapes ? 'cell with pipes' : 'cell', children);
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
