import {
  asPercent,
  type Column,
  type ColumnCheck,
  exact,
  isExactShare,
  nothing,
  one,
  step,
  type WrongCell,
  written,
  wrongAt,
} from './columns.ts';
import { Decimal, total } from './value.ts';

/** Parts of a whole that are more than the whole. Less may be a selection. */
export const shares: ColumnCheck = { kind: 'share', find: tooMuch };

function tooMuch({ isShare, hasTotals, parts }: Column): readonly WrongCell[] {
  if (!isShare || hasTotals) return [];
  const filled = parts.filter(part => !nothing(part)).map(part => part!);
  const values = filled.map(one);
  if (filled.length < 2 || !values.every(isExactShare)) return [];
  const sum = total(values.map(exact));
  const steps = Decimal.max(...values.map((value, index) => step(filled[index]!, value)));
  if (sum.lte(steps.times(0.5).times(filled.length).plus(1)) || sum.gt(1.5)) return [];
  const expression = filled.map((part, index) => written(part, values[index]!)).join(' + ');
  return [wrongAt('share', filled.at(-1)!, values.at(-1)!, { expression, stated: '100%', actual: asPercent(sum) })];
}
