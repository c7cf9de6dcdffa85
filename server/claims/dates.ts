import type { Dates } from '../model/claims.ts';

const dated =
  /(?<!\d)(20\d\d)(?:\s*[-/年]\s*(\d{1,2})(?:\s*[-/月]\s*(\d{1,2})\s*日?)?(?!\d)\s*月?|\s*年?\s*(?:Q([1-4])|第([一二三四1-4])季度)|\s*(?:[-–—~至到]|年[-–—~至到])\s*(20\d\d)\s*年?|\s*年?)(?!\d)/iu;

/** The first time that a text names, to the day, month, quarter or year: `2027-06-30`, `2027 Q4`, `2026-2027`. */
export function datesIn(text: string): (Dates & { readonly start: number; readonly end: number }) | undefined {
  const match = dated.exec(text);
  if (match === null) return undefined;
  const [whole, year, month, dayOfMonth, quarter, named, until] = match;
  const at = { start: match.index, end: match.index + whole.trimEnd().length };
  if (until !== undefined) return { from: `${year}-01-01`, to: `${until}-12-31`, ...at };
  const q = Number(quarter ?? ('一二三四'.indexOf(named ?? '?') + 1 || named));
  if (q >= 1) return { from: date(year!, q * 3 - 2, 1), to: date(year!, q * 3, lastDay(year!, q * 3)), ...at };
  const m = Number(month);
  if (m >= 1 && m <= 12) {
    const d = Number(dayOfMonth);
    if (d >= 1 && d <= 31) return { from: date(year!, m, d), to: date(year!, m, d), ...at };
    return { from: date(year!, m, 1), to: date(year!, m, lastDay(year!, m)), ...at };
  }
  return { from: `${year}-01-01`, to: `${year}-12-31`, ...at };
}

const date = (year: string, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const lastDay = (year: string, month: number): number => new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
