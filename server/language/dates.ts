import type { Dates } from '../model/claims.ts';
import { oneOf, wordsFor } from './lexicon.ts';

/** A year, as a part of a pattern. Before 1900 only with the word for it: else it may be any number. */
export const year = `(?<!\\d)(?:(?:19|20)\\d\\d|1\\d{3}(?=\\s*${oneOf('year')}))(?!\\d)`;
const mark = oneOf('year');
const through = `(?:[-–—~]|${oneOf('through')})`;
/** A year, or years from one to another, with the word for it. */
export const years = `${year}(?:\\s*(?:${mark}\\s*)?${through}\\s*${year})?(?:\\s*${mark})?(?:\\s*Q[1-4](?!\\d))?`;

const numerals = wordsFor('numerals').slice(0, 4);
const dated = new RegExp(
  `(${year})(?:` +
    [
      `\\s*(?:[-/]|${mark})\\s*(?<firstMonth>\\d{1,2})\\s*${through}\\s*(?<lastMonth>\\d{1,2})\\s*${oneOf('month')}`,
      `\\s*(?:[-/]|${mark})\\s*(\\d{1,2})(?:\\s*(?:[-/]|${oneOf('month')})\\s*(\\d{1,2})\\s*${oneOf('day')}?)?(?!\\d)\\s*${oneOf('month')}?`,
      `\\s*${mark}?\\s*(?:Q([1-4])(?:\\s*${through}\\s*Q(?<lastQuarter>[1-4]))?|${oneOf('nth')}(${numerals.join('|')}|[1-4])${oneOf('quarter')})`,
      `\\s*(?:${mark}\\s*)?${through}\\s*(${year})\\s*${mark}?`,
      `\\s*${mark}?`,
    ].join('|') +
    ')(?!\\d)',
  'iu',
);

/** The first time that a text names, to the day, month, quarter or year: `2027-06-30`, `2027 Q4`, `2026-2027`. */
export function datesIn(text: string): (Dates & { readonly start: number; readonly end: number }) | undefined {
  const match = dated.exec(text);
  if (match === null) return undefined;
  // Groups by name are counted too.
  const [whole, year, , , month, dayOfMonth, quarter, , named, until] = match;
  const { firstMonth, lastMonth, lastQuarter } = match.groups!;
  const at = { start: match.index, end: match.index + whole.trimEnd().length };
  if (until !== undefined) return { from: `${year}-01-01`, to: `${until}-12-31`, ...at };
  if (lastMonth !== undefined)
    return { from: date(year!, Number(firstMonth), 1), to: date(year!, Number(lastMonth), lastDay(year!, Number(lastMonth))), ...at };
  const q = Number(quarter ?? (numerals.indexOf(named ?? '') + 1 || named));
  if (q >= 1) return { from: date(year!, q * 3 - 2, 1), to: quarterEnd(year!, Math.max(q, Number(lastQuarter ?? q))), ...at };
  const m = Number(month);
  if (m >= 1 && m <= 12) {
    const d = Number(dayOfMonth);
    if (d >= 1 && d <= 31) return { from: date(year!, m, d), to: date(year!, m, d), ...at };
    return { from: date(year!, m, 1), to: date(year!, m, lastDay(year!, m)), ...at };
  }
  return { from: `${year}-01-01`, to: `${year}-12-31`, ...at };
}

const yearOrYears = new RegExp(`(${year})(?:\\s*(?:${mark}\\s*)?${through}\\s*(${year}))?`, 'u');
const everyYear = new RegExp(year, 'gu');

/** The year, or the years from one to another, that a text names first: `2026`, `2026-2027`. */
export function timeIn(text: string): string | undefined {
  const [, first, last] = yearOrYears.exec(text) ?? [];
  return last === undefined ? first : `${first}-${last}`;
}

/** All years that a text names. */
export const yearsIn = (text: string): readonly string[] => text.match(everyYear) ?? [];

const leading = new RegExp(`^\\s*${years}\\s*${oneOf('latest')}?\\s*`, 'u');
const trailing = new RegExp(`[\\s(（]+${year}\\s*${mark}?\\s*[)）]?$`, 'u');
const alone = new RegExp(`^\\s*${year}\\s*${mark}?\\s*${oneOf('state')}?\\s*$`, 'u');

/** A name without the time in front of it: `2025 年收敛度`. */
export const withoutYear = (name: string): string => name.replace(leading, '');
/** A name without the year behind it: `收敛度（2025）`. */
export const withoutYearBehind = (name: string): string => name.replace(trailing, '');
/** `2025`, `2025 年状态`: a time and nobody. */
export const isYear = (text: string): boolean => alone.test(text);

/** `2026 Q2` for a quarter, `2026-04` for a month, `2026`, `2022–2025`; anything else from day to day. */
export function datesShown({ from, to }: Dates): string {
  if (from === to) return from;
  const [year, month, day] = from.split('-') as [string, string, string];
  const [lastYear, lastMonth, last] = to.split('-') as [string, string, string];
  const isWhole = day === '01' && Number(last) === lastDay(lastYear, Number(lastMonth));
  if (isWhole && month === '01' && lastMonth === '12') return year === lastYear ? year : `${year}–${lastYear}`;
  if (isWhole && year === lastYear && month === lastMonth) return `${year}-${month}`;
  const quarter = Number(lastMonth) / 3;
  if (isWhole && year === lastYear && Number.isInteger(quarter) && Number(month) === quarter * 3 - 2) return `${year} Q${quarter}`;
  return `${from} – ${to}`;
}

const date = (year: string, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const quarterEnd = (year: string, quarter: number): string => date(year, quarter * 3, lastDay(year, quarter * 3));

const lastDay = (year: string, month: number): number => new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
