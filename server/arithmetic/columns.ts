import { type Quantity, quantities } from '../language/quantities.ts';
import type { Text } from '../language/source.ts';
import type { Miscalculation } from '../model/claims.ts';
import type { Share } from './subtotals.ts';
import { Decimal } from './value.ts';
import type { Wrong } from './wrong.ts';

/** A cell of a table that does not follow from the others. Offsets count in the cell. */
export interface WrongCell extends Wrong {
  readonly kind: Miscalculation['kind'];
  readonly cell: Text;
  /** See `Miscalculation`. */
  readonly isGuessed?: true;
}

/** A column of numbers: what may add up in it. */
export interface Column {
  /** Its title says that it holds shares of a whole. */
  readonly isShare: boolean;
  /** The cells above the total, or all. */
  readonly cells: readonly (Text | undefined)[];
  /** What the row of each cell is to a total. */
  readonly shares: readonly Share[];
  /** The cells of these that are in rows of parts, and those left of them where these are numbers. */
  readonly parts: readonly (Text | undefined)[];
  readonly counts: readonly (Text | undefined)[];
  /** The table has a row of totals; the cell in it. */
  readonly hasTotals: boolean;
  readonly total: Text | undefined;
  /** The row of totals says that it does not simply add up. */
  readonly isOtherwise: boolean;
}

/** One way in which a column may not come out. */
export interface ColumnCheck {
  readonly kind: WrongCell['kind'];
  find(column: Column): readonly WrongCell[];
}

/** The only number of a cell. */
export function one(cell: Text | undefined): Quantity | undefined {
  const all = quantities(cell?.text ?? '');
  return all.length === 1 ? all[0] : undefined;
}

/** A percentage that is said exactly. */
export const isExactShare = (value: Quantity | undefined): value is Quantity =>
  value?.percent === true && value.low === value.high && !value.bounded;

export const nothing = (cell: Text | undefined): boolean => /^[\s\-–—]*$/u.test(cell?.text ?? '');
export const written = (cell: Text, { start, end }: Quantity): string => cell.text.slice(start, end);

/** What a number is, and how it is printed. */
export const exact = (value: Quantity): Decimal => new Decimal(value.low);
export const unitOf = (cell: Text, { end }: Quantity): string => /^\s*([\p{Script=Han}A-Za-z]{0,3})/u.exec(cell.text.slice(end))?.[1] ?? '';
export const decimals = (cell: Text, value: Quantity): number => /\.(\d+)/.exec(written(cell, value))?.[1]?.length ?? 0;
/** A unit of its last digit. */
export const step = (cell: Text, value: Quantity): Decimal => new Decimal(10).pow(-decimals(cell, value)).times(value.percent ? 0.01 : 1);

export const asPercent = (value: Decimal): string => `${value.times(100).toDecimalPlaces(2).toString()}%`;

/** What is wrong with the number of a cell. */
export const wrongAt = (kind: WrongCell['kind'], cell: Text, { start, end }: Quantity, more: Omit<Wrong, 'start' | 'end'>): WrongCell => ({
  kind,
  cell,
  start,
  end,
  ...more,
});
