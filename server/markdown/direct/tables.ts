import type { AlignType, RootContent, TableCell, TableRow } from 'mdast';
import { alignments, isSpace, pipeAt } from './delimiterRows.ts';
import { readInline } from './inline.ts';
import { endsRows } from './interrupts.ts';
import { add, contentStart, declareUnsupported, type LineReader, PIPE, spacesEnd, trimmedEnd } from './lineReader.ts';

/** Reads the table whose header is line `i`, with up to `limit` rows. */
export function readTable(r: LineReader, i: number, last: number, at: number, out: RootContent[], limit: number): number {
  const children: TableRow[] = [];
  const align = alignments(r, i + 1)!;
  readRow(r, i, at, children);
  const k = readRows(r, i + 2, last, children, limit);
  add(out, { type: 'table', align, children, from: at - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

/** Reads body rows from line `i` on, until `rows` has `limit`; returns the line behind them. */
function readRows(r: LineReader, i: number, last: number, rows: TableRow[], limit: number): number {
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

/** Reads up to `limit` rows that go on with a table on line `i`, as a table without a header. */
export function readRowsAlone(r: LineReader, i: number, align: readonly AlignType[], out: RootContent[], limit: number): number {
  const children: TableRow[] = [];
  const k = readRows(r, i, r.lineCount, children, limit);
  if (children.length > 0)
    add(out, { type: 'table', align: [...align], children, from: contentStart(r, i) - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

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
