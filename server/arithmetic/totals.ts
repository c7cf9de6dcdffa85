import type { Quantity } from '../language/quantities.ts';
import type { Text } from '../language/source.ts';
import {
  asPercent,
  type Column,
  type ColumnCheck,
  decimals,
  exact,
  nothing,
  one,
  step,
  unitOf,
  type WrongCell,
  written,
  wrongAt,
} from './columns.ts';
import { type Share, sumsOf, wrongSubtotals } from './subtotals.ts';
import { Decimal, total as sumOf } from './value.ts';

/** A total that no reading of the rows above makes. */
export const totals: ColumnCheck = { kind: 'total', find: wrongTotals };

function wrongTotals({ cells, shares, total, isShare, isOtherwise }: Column): readonly WrongCell[] {
  const stated = one(total);
  if (total === undefined || isOtherwise || stated === undefined || stated.low !== stated.high || stated.bounded) return [];
  if (stated.percent && !isShare) return [];
  const rows = comparable(cells, shares, total, stated);
  const sum = rows && certainSum(rows, total, stated, isShare);
  const below = rows === undefined || isShare ? [] : subtotalsOf(rows);
  return sum === undefined ? below : [...below, wrongAt('total', total, stated, sum)];
}

function subtotalsOf(rows: readonly Row[]): readonly WrongCell[] {
  const values = rows.map(({ value }) => exact(value));
  const wrong = wrongSubtotals(
    values,
    rows.map(({ share }) => share),
  );
  return wrong.flatMap(({ at, parts }) => {
    const { cell, value } = rows[at]!;
    const addends = parts.map(i => rows[i]!);
    const sum = sumOf(addends.map(part => exact(part.value)));
    const unit = Decimal.max(step(cell, value), ...addends.map(part => step(part.cell, part.value)));
    const isRounded = decimals(cell, value) > 0 && sum.minus(exact(value)).abs().lte(unit.times(0.5).times(parts.length));
    if (isRounded || isOtherThing(exact(value), sum, addends, addends.length, step(cell, value))) return [];
    const expression = addends.map(part => written(part.cell, part.value)).join(' + ');
    return wrongAt('total', cell, value, { expression, stated: written(cell, value), actual: sum.toString() });
  });
}

interface Row {
  readonly cell: Text;
  readonly value: Quantity;
  readonly share: Share;
}

/** The rows that hold a number, if all are of the kind and unit of the total. */
function comparable(
  cells: readonly (Text | undefined)[],
  shares: readonly Share[],
  total: Text,
  stated: Quantity,
): readonly Row[] | undefined {
  const filled = cells.flatMap((cell, i) => (nothing(cell) ? [] : [{ cell: cell!, value: one(cell), share: shares[i]! }]));
  const unit = unitOf(total, stated);
  const isLike = (row: (typeof filled)[number]): row is Row =>
    row.value !== undefined &&
    row.value.low === row.value.high &&
    row.value.percent === stated.percent &&
    unitOf(row.cell, row.value) === unit;
  return filled.length >= 2 && filled.every(isLike) ? filled : undefined;
}

/** What the rows certainly add up to, where the total is none of the sums that they may be. */
function certainSum(
  rows: readonly Row[],
  total: Text,
  stated: Quantity,
  isShare: boolean,
): Omit<WrongCell, 'kind' | 'cell' | 'start' | 'end'> | undefined {
  const { possible, certain } = sumsOf(
    rows.map(({ value }) => exact(value)),
    rows.map(({ share }) => share),
  );
  const said = exact(stated);
  const steps = Decimal.max(step(total, stated), ...rows.map(({ cell, value }) => step(cell, value)));
  const slack = isShare || decimals(total, stated) > 0 ? steps.times(0.5).times(rows.length) : new Decimal(0);
  if (certain === undefined || certain.length < 2 || possible.some(sum => sum.minus(said).abs().lte(slack))) return undefined;
  const addends = certain.map(i => rows[i]!);
  const sum = sumOf(addends.map(({ value }) => exact(value)));
  if (isOtherThing(said, sum, rows, addends.length, step(total, stated))) return undefined;
  return {
    expression: addends.map(({ cell, value }) => written(cell, value)).join(' + '),
    stated: written(total, stated),
    actual: stated.percent ? asPercent(sum) : sum.toString(),
  };
}

/** A total that is the mean, the largest or the only part, or nowhere near, counts something else. */
function isOtherThing(said: Decimal, sum: Decimal, rows: readonly Row[], addends: number, unit: Decimal): boolean {
  const off = sum.minus(said).abs();
  if (sum.div(addends).minus(said).abs().lte(unit)) return true;
  if (rows.some(({ value }) => exact(value).eq(said)) && off.gt(said.times(0.2))) return true;
  return sum.isZero() || off.div(Decimal.max(sum, said)).gt(0.5);
}
