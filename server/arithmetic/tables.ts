import { oneOf } from '../language/lexicon.ts';
import { keyOf } from '../language/names.ts';
import type { Table, Text } from '../language/source.ts';
import { wrongChangeCells } from './changeColumns.ts';
import type { Column, ColumnCheck, WrongCell } from './columns.ts';
import { brokenRelations } from './relations.ts';
import { shares } from './shares.ts';
import { sharesOfCounts } from './sharesOfCounts.ts';
import { sharesOf, totalsOtherwise } from './subtotals.ts';
import { totals } from './totals.ts';
import { wrongWeightedRows, wrongWeightedTotals } from './weightings.ts';
import type { Wording } from './wording.ts';

/** What may not come out in a column. The first that finds something tells it. */
const columnChecks: readonly ColumnCheck[] = [totals, shares, sharesOfCounts];

/** Totals, shares and changes of a table that do not compute. */
export function wrongCells(table: Table, wording: Wording): readonly WrongCell[] {
  const [header = [], ...body] = table.rows;
  if (table.partial || body.length < 2 || body.length > 2000) return [];
  const { rows, totals: summary } = parted(table, wording);
  const told = [
    ...columnsOf(table, wording).flatMap(wrongIn),
    ...wrongWeightedTotals(header, rows, summary),
    ...wrongWeightedRows(header, rows),
    ...wrongChangeCells(header, body),
  ];
  const cells = new Set(told.map(({ cell }) => cell));
  const found = [...told, ...brokenRelations(header, rows).filter(({ cell }) => !cells.has(cell))];
  return found.length > 0 && overlapping(table, wording.overlap) ? [] : found;
}

/** The rows of parts, and the row that sums them up. */
function parted(
  { rows: [, ...body] }: Table,
  wording: Wording,
): { readonly rows: readonly (readonly Text[])[]; readonly totals: readonly Text[] | undefined } {
  const last = body.at(-1)!;
  const first = last[0]?.text ?? '';
  const isSummed = wording.total.test(first) || weighted.test(first);
  const above = isSummed ? body.slice(0, -1) : body;
  const roles = sharesOf(above, wording);
  return { rows: above.filter((_, index) => roles[index] !== 'subtotal'), totals: isSummed ? last : undefined };
}

const weighted = new RegExp(oneOf('weighted'), 'iu');

function wrongIn(column: Column): readonly WrongCell[] {
  for (const { find } of columnChecks) {
    const found = find(column);
    if (found.length > 0) return found;
  }
  return [];
}

/** The columns that may add up: shares of a whole, and all above a row of totals, but no dates or ranks. */
function columnsOf({ rows }: Table, wording: Wording): Column[] {
  const [header = [], ...body] = rows;
  const last = body.at(-1)!;
  const hasTotals = wording.total.test(last[0]?.text ?? '');
  const above = hasTotals ? body.slice(0, -1) : body;
  const roles = sharesOf(above, wording);
  const parts = above.filter((_, index) => roles[index] === 'part');
  const isOtherwise = hasTotals && totalsOtherwise(last[0]!.text);
  const columns: Column[] = [];
  const width = Math.max(...rows.map(row => row.length));
  for (let at = 1; at < width; at++) {
    const title = keyOf(header[at]?.text ?? '');
    const isShare = isOfShares(title, wording);
    if ((!hasTotals && !isShare) || dateOrRank.test(title)) continue;
    columns.push({
      isShare,
      cells: above.map(row => row[at]),
      shares: roles,
      parts: parts.map(row => row[at]),
      counts: at > 1 ? parts.map(row => row[at - 1]) : [],
      hasTotals,
      total: hasTotals ? last[at] : undefined,
      isOtherwise,
    });
  }
  return columns;
}

const dateOrRank = new RegExp(oneOf('dateOrRank'), 'u');

const isOfShares = (title: string, { shares: titles, cumulative }: Wording): boolean =>
  titles.has(title) && !cumulative.some(word => title.includes(word));

/** Somebody says in the table that its parts overlap. */
const overlapping = ({ rows }: Table, words: readonly string[]): boolean =>
  rows.some(row => row.some(({ text }: Text) => words.some(word => text.toLowerCase().includes(word))));
