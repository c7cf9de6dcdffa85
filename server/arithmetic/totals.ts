import { year } from '../language/dates.ts';
import { oneOf } from '../language/lexicon.ts';
import { cleaned, keyOf } from '../language/names.ts';
import { type Quantity, quantities } from '../language/quantities.ts';
import type { Table, Text } from '../language/source.ts';
import { amount, contradicted, single } from './changes.ts';
import { type Share, sharesOf, sumsOf, totalsOtherwise } from './subtotals.ts';
import { Decimal } from './value.ts';
import type { Wording } from './wording.ts';

/** A cell of a table that does not follow from the others. Offsets count in the cell. */
export interface WrongCell {
  readonly what: 'total' | 'share' | 'share of a count' | 'change';
  readonly cell: Text;
  readonly expression: string;
  readonly stated: string;
  readonly actual: string;
  readonly start: number;
  readonly end: number;
}

/** Totals, shares and changes of a table that do not compute. */
export function wrongCells(table: Table, wording: Wording): WrongCell[] {
  const [header = [], ...body] = table.rows;
  if (table.partial || body.length < 2 || body.length > 2000) return [];
  const found: WrongCell[] = [];
  const isTotal = (row: readonly Text[]): boolean => wording.total.test(row[0]?.text ?? '');
  const width = Math.max(...table.rows.map(row => row.length));
  const totalRow = isTotal(body.at(-1)!) ? body.length - 1 : -1;
  const above = totalRow < 0 ? body : body.slice(0, -1);
  const shares = sharesOf(above, wording);
  for (let column = 1; column < width; column++) {
    const title = keyOf(header[column]?.text ?? '');
    const isShare = shareTitle(title, wording);
    if (totalRow < 0 && !isShare) continue;
    if (dateOrRank.test(title)) continue;
    const parts = above.filter((_, index) => shares[index] === 'part').map(row => row[column]);
    const total = body[totalRow]?.[column];
    if (total !== undefined) {
      const wrong = totalsOtherwise(body[totalRow]![0]!.text)
        ? undefined
        : wrongTotal(
            total,
            above.map(row => row[column]),
            shares,
            isShare,
          );
      if (wrong !== undefined) found.push(wrong);
    } else if (isShare && totalRow < 0) {
      const wrong = tooMuch(parts);
      if (wrong !== undefined) found.push(wrong);
    }
    if (isShare && column > 1 && found.every(wrong => wrong.cell !== parts.at(-1) && wrong.cell !== total))
      found.push(
        ...sharesOfCounts(
          parts,
          above.filter((_, index) => shares[index] === 'part').map(row => row[column - 1]),
        ),
      );
  }
  found.push(...wrongChangeCells(header, body));
  return found.length > 0 && overlapping(table, wording.overlap) ? [] : found;
}

/** Somebody says in the table that its parts overlap. */
const overlapping = ({ rows }: Table, words: readonly string[]): boolean =>
  rows.some(row => row.some(cell => words.some(word => cell.text.toLowerCase().includes(word))));

function shareTitle(title: string, wording: Wording): boolean {
  const { shares, cumulative } = wording;
  return shares.has(title) && !cumulative.some(word => title.includes(word));
}

const one = (cell: Text | undefined): Quantity | undefined => {
  const all = quantities(cell?.text ?? '');
  return all.length === 1 ? all[0] : undefined;
};

const nothing = (cell: Text | undefined): boolean => /^[\s\-–—]*$/u.test(cell?.text ?? '');
const written = (cell: Text, { start, end }: Quantity): string => cell.text.slice(start, end);

function wrongTotal(total: Text, cells: readonly (Text | undefined)[], shares: readonly Share[], isShare: boolean): WrongCell | undefined {
  const stated = one(total);
  if (stated === undefined || stated.low !== stated.high || stated.bounded) return undefined;
  const filled = cells.flatMap((cell, i) => (nothing(cell) ? [] : [{ cell: cell!, value: one(cell), share: shares[i]! }]));
  if (filled.length < 2 || filled.some(({ value }) => value === undefined || value.low !== value.high || value.percent !== stated.percent))
    return undefined;
  if (stated.percent && !isShare) return undefined;
  const rows = filled as readonly { cell: Text; value: Quantity; share: Share }[];
  const unit = unitOf(total, stated);
  if (rows.some(({ cell, value }) => unitOf(cell, value) !== unit)) return undefined;
  const { possible, certain } = sumsOf(
    rows.map(({ value }) => exact(value)),
    rows.map(({ share }) => share),
  );
  const steps = Decimal.max(step(total, stated), ...rows.map(({ cell, value }) => step(cell, value)));
  const slack = isShare || decimals(total, stated) > 0 ? steps.times(0.5).times(rows.length) : new Decimal(0);
  if (certain === undefined || possible.some(sum => sum.minus(exact(stated)).abs().lte(slack))) return undefined;
  const addends = certain.map(i => rows[i]!);
  if (addends.length < 2) return undefined;
  const sum = addends.reduce((all, { value }) => all.plus(exact(value)), new Decimal(0));
  const off = sum.minus(exact(stated)).abs();
  const mean = sum.div(addends.length);
  if (mean.minus(exact(stated)).abs().lte(step(total, stated))) return undefined;
  // A total that is the largest or the only part, or nowhere near, counts something else.
  if (rows.some(({ value }) => exact(value).eq(exact(stated))) && off.gt(exact(stated).times(0.2))) return undefined;
  if (sum.isZero() || off.div(Decimal.max(sum, exact(stated))).gt(0.5)) return undefined;
  return cellOf('total', total, stated, addends.map(({ cell, value }) => written(cell, value)).join(' + '), sum, stated.percent);
}

/** Parts of a whole that are more than the whole. Less may be a selection. */
function tooMuch(parts: readonly (Text | undefined)[]): WrongCell | undefined {
  const filled = parts.filter(part => !nothing(part));
  const values = filled.map(one);
  if (filled.length < 2 || values.some(value => value === undefined || !value.percent || value.low !== value.high || value.bounded))
    return undefined;
  const sum = values.reduce((all, value) => all.plus(exact(value!)), new Decimal(0));
  const steps = Decimal.max(...values.map((value, index) => step(filled[index]!, value!)));
  if (sum.lte(steps.times(0.5).times(filled.length).plus(1)) || sum.gt(1.5)) return undefined;
  const cell = filled.at(-1)!;
  return cellOf('share', cell, values.at(-1)!, filled.map((part, index) => written(part!, values[index]!)).join(' + '), sum, true, '100%');
}

/** `48,000 | 96%` among counts that add up to 50,500. */
function sharesOfCounts(shares: readonly (Text | undefined)[], counts: readonly (Text | undefined)[]): WrongCell[] {
  const given = shares.map(one);
  const counted = counts.map(one);
  if (given.length < 2 || given.some(share => share === undefined || !share.percent || share.low !== share.high || share.bounded))
    return [];
  if (counted.some(count => count === undefined || count.percent)) return [];
  const whole = counted.reduce((all, count) => all.plus(count!.low), new Decimal(0));
  const stated = given.reduce((all, share) => all.plus(exact(share!)), new Decimal(0));
  if (whole.lte(0) || stated.minus(1).abs().gt(0.05)) return [];
  return given.flatMap((share, index) => {
    const actual = new Decimal(counted[index]!.low).div(whole);
    if (actual.minus(exact(share!)).abs().lte(step(shares[index]!, share!).times('0.75'))) return [];
    return [
      cellOf('share of a count', shares[index]!, share!, `${written(counts[index]!, counted[index]!)} / ${whole.toString()}`, actual, true),
    ];
  });
}

const dateOrRank = new RegExp(oneOf('dateOrRank'), 'u');
const changing = new RegExp(oneOf('changeTitle'), 'iu');
const ofChange = new RegExp(`^\\s*[+\\-−↓↑]?\\s*${amount}`, 'iu');

/** A column of changes behind a column before and a column after. */
function wrongChangeCells(header: readonly Text[], body: readonly (readonly Text[])[]): WrongCell[] {
  const found: WrongCell[] = [];
  for (let column = 3; column < header.length; column++) {
    if (!changing.test(header[column]!.text)) continue;
    if (!changeColumns(header[column - 2]!.text, header[column - 1]!.text)) continue;
    for (const row of body) {
      const cell = row[column];
      const before = single(row[column - 2]?.text ?? '');
      const after = single(row[column - 1]?.text ?? '');
      const stated = cell && ofChange.exec(cell.text);
      if (cell === undefined || before === undefined || after === undefined || !stated) continue;
      const actual = contradicted(before, after, stated[0].replace(/^\s*[+\-−↓↑]/u, ''));
      if (actual === undefined) continue;
      found.push({
        what: 'change',
        cell,
        expression: `${cleaned(row[column - 2]!.text)} → ${cleaned(row[column - 1]!.text)}`,
        stated: stated[0].trim(),
        actual,
        start: stated.index,
        end: stated.index + stated[0].length,
      });
    }
  }
  return found;
}

const before = new RegExp(`${oneOf('before')}|${year}`, 'iu');
const after = new RegExp(`${oneOf('after')}|${year}`, 'iu');
const changeColumns = (first: string, second: string): boolean => before.test(first) && after.test(second);

const exact = (value: Quantity): Decimal => new Decimal(value.low);
const unitOf = (cell: Text, { end }: Quantity): string => /^\s*([\p{Script=Han}A-Za-z]{0,3})/u.exec(cell.text.slice(end))?.[1] ?? '';
const decimals = (cell: Text, value: Quantity): number => /\.(\d+)/.exec(written(cell, value))?.[1]?.length ?? 0;
const step = (cell: Text, value: Quantity): Decimal => new Decimal(10).pow(-decimals(cell, value)).times(value.percent ? 0.01 : 1);

function cellOf(
  what: WrongCell['what'],
  cell: Text,
  value: Quantity,
  expression: string,
  actual: Decimal,
  isPercent: boolean,
  whole?: string,
): WrongCell {
  const shown = isPercent ? `${actual.times(100).toDecimalPlaces(2).toString()}%` : actual.toString();
  return { what, cell, expression, stated: whole ?? written(cell, value), actual: shown, start: value.start, end: value.end };
}
