import type { Table, TableRow } from 'mdast';
import { spanOf } from '../markdown/span.ts';

/** Numbers side by side, in the second row and the last: one column may be computed from the others. */
export function isOfNumbers({ children: rows }: Table, source: string): boolean {
  return rows.length >= 4 && isRowOfNumbers(rows[2]!, source) && isRowOfNumbers(rows.at(-1)!, source);
}

function isRowOfNumbers({ children: cells }: TableRow, source: string): boolean {
  let numbers = 0;
  for (let i = cells.length - 1; i > 0 && numbers < 2; i--) {
    const { start, end } = spanOf(cells[i]!);
    if (end - start < 32 && /^[|\s*+\-−$￥¥€]*\d/u.test(source.slice(start, end))) numbers++;
  }
  return numbers >= 2;
}
