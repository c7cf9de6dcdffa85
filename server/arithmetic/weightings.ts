import { oneOf } from '../language/lexicon.ts';
import type { Quantity } from '../language/quantities.ts';
import type { Text } from '../language/source.ts';
import { asPercent, decimals, exact, one, step, type WrongCell, written, wrongAt } from './columns.ts';
import { Decimal, total } from './value.ts';

/** A weight and what is weighted by it. */
export interface Weighted {
  readonly weight: Decimal;
  readonly shown: string;
  readonly cell: Text | undefined;
}

const ofWeights = new RegExp(`^[\\s*]*${oneOf('weight')}[\\s*]*(?:[（(][^()（）]*[)）])?[\\s*]*$`, 'iu');
const weighted = new RegExp(oneOf('weighted'), 'iu');
const composite = new RegExp(oneOf('composite'), 'iu');

/** The weighted total of a column, where a column beside it holds the weights, or the last row gives their sum and theirs alone. */
export function wrongWeightedTotals(
  header: readonly Text[],
  rows: readonly (readonly Text[])[],
  totals: readonly Text[] | undefined,
): readonly WrongCell[] {
  const at = header.findIndex(({ text }) => ofWeights.test(text));
  if (at < 1 || rows.length < 2) return [];
  const weights = rows.map(row => row[at]);
  const wrong = totals === undefined ? [] : columnsWeighted(header, rows, weights, at, totals);
  return [...wrongSum(weights, totals?.[at]), ...wrong];
}

/** Weights that are not one, or a hundred, together. */
function wrongSum(cells: readonly (Text | undefined)[], stated: Text | undefined): readonly WrongCell[] {
  const values = cells.map(numberOf);
  if (!values.every(value => value !== undefined)) return [];
  const sum = total(values.map(({ value }) => value));
  const whole = sum.gt(10) ? new Decimal(100) : new Decimal(1);
  const slack = Decimal.max(...values.map(({ step: unit }) => unit))
    .times(values.length)
    .div(2);
  const off = sum.minus(whole).abs();
  if (off.lte(slack) || off.div(whole).gt('0.15')) return [];
  const { cell, quantity } = numberOf(stated) ?? values.at(-1)!;
  const expression = values.map(({ cell: part, quantity: of }) => written(part, of)).join(' + ');
  return [
    wrongAt('weights', cell, quantity, {
      expression,
      stated: whole.toString(),
      actual: quantity.percent ? asPercent(sum) : sum.toString(),
    }),
  ];
}

function columnsWeighted(
  header: readonly Text[],
  rows: readonly (readonly Text[])[],
  weights: readonly (Text | undefined)[],
  at: number,
  totals: readonly Text[],
): readonly WrongCell[] {
  const isSaid = weighted.test(totals[0]?.text ?? '');
  return header.flatMap((_, column) => {
    const parts = rows.map((row, index) => partOf(weights[index], row[column]));
    if (column <= at || !parts.every(part => part !== undefined)) return [];
    return wrongComposite(parts, totals[column], isSaid) ?? [];
  });
}

/** Rows of scores under a row of weights, or under titles that give them: `Cost (40%)`; the last column is what they make together. */
export function wrongWeightedRows(header: readonly Text[], rows: readonly (readonly Text[])[]): readonly WrongCell[] {
  const target = header.length - 1;
  if (target < 3 || !composite.test(header[target]!.text)) return [];
  const row = rows.findIndex(([first]) => first !== undefined && ofWeights.test(first.text));
  const weights = row < 0 ? header : rows[row]!;
  if (row < 0 && header.slice(1, target).filter(({ text }) => inBrackets.test(text)).length < target - 1) return [];
  const isSaid = weighted.test(header[target]!.text);
  return compositesOf(
    rows.filter((_, index) => index !== row),
    columns => columns.slice(1, target).map((cell, index) => partOf(weights[index + 1], cell)),
    target,
    isSaid,
  );
}

const inBrackets = /[（(]\s*[\d.]+\s*[%％]?\s*[)）]\s*$/u;

/** Of rows that are computed alike: those that break it, where the others keep it, or where it is said that they do. */
export function compositesOf(
  rows: readonly (readonly Text[])[],
  partsOf: (row: readonly Text[]) => readonly (Weighted | undefined)[],
  target: number,
  isSaid: boolean,
): readonly WrongCell[] {
  const found: WrongCell[] = [];
  let counted = 0;
  for (const row of rows) {
    const parts = partsOf(row);
    if (parts.length < 2 || !parts.every(part => part !== undefined) || numberOf(row[target]) === undefined) continue;
    counted++;
    const wrong = wrongComposite(parts, row[target], true);
    if (wrong !== undefined) found.push(wrong);
  }
  const isLaw = isSaid ? found.length * 2 <= Math.max(counted, 2) : counted >= 3 && found.length === 1;
  return isLaw ? found : [];
}

/** A weighted sum that is another; undefined where it is right, or is nothing like it. Without a word that it is weighted, it may be a plain sum or a mean. */
export function wrongComposite(parts: readonly Weighted[], cell: Text | undefined, isSaid: boolean): WrongCell | undefined {
  const stated = numberOf(cell);
  const values = parts.map(part => numberOf(part.cell));
  if (stated === undefined || !values.every(value => value !== undefined)) return undefined;
  const isPercent = values.some(({ quantity }) => quantity.percent);
  if (isPercent !== stated.quantity.percent) return undefined;
  const whole = total(parts.map(({ weight }) => weight));
  const sum = total(parts.map(({ weight }, index) => weight.times(values[index]!.value)));
  const made = whole.gt(10) ? sum.div(whole) : sum;
  const slack = stated.step.plus(total(values.map(({ half }, index) => half.times(parts[index]!.weight.div(whole.gt(10) ? whole : 1)))));
  const plain = total(values.map(({ value }) => value));
  const others = [made, ...(whole.isZero() ? [] : [sum.div(whole)]), ...(isSaid ? [] : [plain, plain.div(values.length)])];
  if (others.some(other => other.minus(stated.value).abs().lte(slack))) return undefined;
  if (
    made
      .minus(stated.value)
      .abs()
      .div(Decimal.max(made.abs(), stated.value.abs(), '1e-9'))
      .gt(isSaid ? '0.34' : '0.15')
  )
    return undefined;
  const places = Math.max(2, decimals(stated.cell, stated.quantity));
  return wrongAt('composite', stated.cell, stated.quantity, {
    expression: parts.map(({ shown }, index) => `${shown} × ${written(values[index]!.cell, values[index]!.quantity)}`).join(' + '),
    stated: written(stated.cell, stated.quantity),
    actual: isPercent ? asPercent(made) : made.toDecimalPlaces(places).toString(),
  });
}

function partOf(weight: Text | undefined, cell: Text | undefined): Weighted | undefined {
  const value = numberOf(weight);
  return value === undefined ? undefined : { weight: value.value, shown: written(value.cell, value.quantity), cell };
}

interface Number {
  readonly cell: Text;
  readonly quantity: Quantity;
  readonly value: Decimal;
  readonly step: Decimal;
  readonly half: Decimal;
}

function numberOf(cell: Text | undefined): Number | undefined {
  const quantity = one(cell);
  if (cell === undefined || quantity === undefined || quantity.low !== quantity.high || quantity.bounded) return undefined;
  const unit = step(cell, quantity);
  const isRounded = quantity.percent || decimals(cell, quantity) > 0;
  return { cell, quantity, value: exact(quantity), step: unit, half: isRounded ? unit.div(2) : new Decimal(0) };
}
