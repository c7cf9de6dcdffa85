import { oneOf } from '../language/lexicon.ts';
import { percentSign } from '../language/quantities.ts';
import { Decimal } from './value.ts';
import type { TextCheck, Wrong } from './wrong.ts';

/** A ratio and the percentage in brackets behind it, or the other way round, that are not the same number. */
export const percentages: TextCheck = { kind: 'percentage', find: wrongPercentages };

const either = `(0\\.\\d{2,6}(?![\\d.])|\\d{1,2}(?:\\.\\d{1,4})?${percentSign})`;
const pair = new RegExp(`(?<![\\w.^_\\-–~+])${either}\\s*[（(]\\s*${oneOf('thatIs')}?\\s*${either}\\s*[)）]`, 'gu');

/** `0.9875（98.57%）`. Numbers that are nowhere near each other measure different things. */
function wrongPercentages(text: string): readonly Wrong[] {
  if (!/0\.\d/.test(text) || !/[%％]/.test(text)) return [];
  return [...text.matchAll(pair)].flatMap(match => {
    const [whole, first, second] = match;
    const [a, b] = [partOf(first!), partOf(second!)];
    if (a.percent === b.percent || !differ(a, b)) return [];
    const start = match.index + whole.lastIndexOf(second!);
    const actual = b.percent ? `${a.value.times(100)}%` : a.value.toString();
    return [{ expression: a.shown, stated: b.shown, actual, start, end: start + second!.length }];
  });
}

interface Part {
  readonly percent: boolean;
  readonly value: Decimal;
  /** Half a unit of its last digit. */
  readonly half: Decimal;
  readonly shown: string;
}

function partOf(written: string): Part {
  const digits = /^[\d.]+/.exec(written)![0];
  const percent = digits !== written;
  const unit = percent ? new Decimal('0.01') : new Decimal(1);
  const half = new Decimal(10).pow(-(digits.split('.')[1]?.length ?? 0)).div(2);
  return { percent, value: new Decimal(digits).times(unit), half: half.times(unit), shown: percent ? `${digits}%` : digits };
}

function differ(a: Part, b: Part): boolean {
  const off = a.value.minus(b.value).abs();
  const slack = a.half.plus(b.half);
  const ratio = a.percent ? b.value : a.value;
  return off.gt(slack) && off.lte(0.1) && off.lte(ratio.times(0.2)) && a.value.plus(b.value).minus(1).abs().gt(slack);
}
