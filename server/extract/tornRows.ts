import type { Table, TableRow } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import { type Span, span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';
import { tornFormulas } from './typos.ts';

/** How many cells of its rows a table shows: GFM drops all others. */
export const columnsOf = ({ align, children }: Table): number => align?.length ?? children[0]?.children.length ?? 0;

/** What is lost or torn in a row of a table. `text`: the piece; `mayTear`: bars stand in it without spaces around. */
export function collectTornRow(row: TableRow, table: Table, text: string, mayTear: boolean, into: Collected): void {
  const columns = columnsOf(table);
  const extra = row.children.length - columns;
  if (extra <= 0 && !mayTear) return;
  const place = { table: spanOf(table).start };
  const cells = row.children.map(spanOf);
  const bars = barsInCode(cells, text);
  const last = bars.at(-1);
  if (last !== undefined && (bars.length === extra || bars.every(bar => isTight(text, bar)))) {
    into.tornRows.push({ ...place, flaw: 'code', span: span(bars[0]!, last + 1), bars });
    return;
  }
  if (extra <= 0) return;
  const lost = trimmed(text, cells[columns]!.start + 1, cells.at(-1)!.end);
  // Bars in formulas are told with the formula.
  if (lost === undefined || tornFormulas(text, spanOf(row)).length > 0) return;
  into.tornRows.push({ ...place, flaw: 'cells', span: lost, bars: [] });
}

/** The bars between a mark of code that its own cell does not close and the next one like it. `cells`: each begins with the bar before it. */
function barsInCode(cells: readonly Span[], text: string): number[] {
  const found: number[] = [];
  let open: { readonly length: number; readonly cell: number } | undefined;
  for (const [i, cell] of cells.entries()) {
    const runs = openRuns(text.slice(cell.start, cell.end));
    const [first] = runs;
    if (first === undefined) continue;
    if (open?.length === first) for (let k = open.cell + 1; k <= i; k++) found.push(cells[k]!.start);
    const closes = open?.length === first;
    open = closes && runs.length === 1 ? undefined : { length: runs.at(-1)!, cell: i };
  }
  return found;
}

/** How long the runs of backticks are that nothing closes. */
function openRuns(cell: string): number[] {
  if (!cell.includes('`')) return [];
  const runs = [...cell.matchAll(/(?<!\\)`+/g)].map(([run]) => run.length);
  const closing: number[] = [];
  const next = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i--) {
    closing[i] = next.get(runs[i]!) ?? -1;
    next.set(runs[i]!, i);
  }
  const open: number[] = [];
  for (let i = 0; i < runs.length; i++) {
    if (closing[i]! < 0) open.push(runs[i]!);
    else i = closing[i]!;
  }
  return open;
}

/** Between letters of code, not between two cells. */
const isTight = (text: string, bar: number): boolean => /[^\s|`]/.test(text[bar - 1] ?? ' ') && /[^\s|`]/.test(text[bar + 1] ?? ' ');

function trimmed(text: string, start: number, end: number): Span | undefined {
  const inside = text.slice(start, end).replace(/\|\s*$/, '');
  const shown = inside.trim();
  if (shown.replace(/[\s|]/g, '') === '') return undefined;
  const from = start + inside.length - inside.trimStart().length;
  return span(from, from + shown.length);
}
