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

const lastDay = (year: string, month: number): number => new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
