import type { Quantity } from '../language/quantities.ts';
import { asPercent, type Column, type ColumnCheck, exact, isExactShare, one, step, type WrongCell, written, wrongAt } from './columns.ts';
import { total } from './value.ts';

/** `48,000 | 96%` among counts that add up to 50,500. */
export const sharesOfCounts: ColumnCheck = { kind: 'share of a count', find: wrongShares };

function wrongShares({ isShare, parts, counts }: Column): readonly WrongCell[] {
  if (!isShare || counts.length === 0) return [];
  const given = parts.map(one);
  const counted = counts.map(one);
  if (given.length < 2 || !given.every(isExactShare) || !counted.every(isCount)) return [];
  const whole = total(counted.map(exact));
  if (whole.lte(0) || total(given.map(exact)).minus(1).abs().gt(0.05)) return [];
  return given.flatMap((share, index) => {
    const [cell, count] = [parts[index]!, counted[index]!];
    const actual = exact(count).div(whole);
    if (actual.minus(exact(share)).abs().lte(step(cell, share).times('0.75'))) return [];
    const expression = `${written(counts[index]!, count)} / ${whole.toString()}`;
    return wrongAt('share of a count', cell, share, { expression, stated: written(cell, share), actual: asPercent(actual) });
  });
}

const isCount = (value: Quantity | undefined): value is Quantity => value !== undefined && !value.percent;
