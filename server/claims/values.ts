import type { Interval } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import { interval, point, tidy } from './interval.ts';

/** A number as written, with where it stands in the text read. */
export interface Quantity extends Interval {
  readonly start: number;
  readonly end: number;
  /** It is a percentage: bounds are divided by 100. */
  readonly percent: boolean;
  readonly approximate?: true;
  /** A sign or word says that it may be more (`+`) or less. */
  readonly bounded?: true;
}

const number = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const before = String.raw`<=|>=|[<≤>≥≈~＜＞]|\\leq?|\\geq?|\\lt|\\gt|\\approx|约为?|大约|接近|超过|大于|高于|多于|至少|不低于|不少于|低于|小于|不足|少于|不到|不超过|至多|最多|at least|at most|no more than|no less than|more than|less than|over|above|under|below|about|around|approximately|nearly|up to`;
const percent = String.raw`\s*(?:\\?%|％|percent\b)`;
const after = String.raw`\+|或?以上|及以上|或?以下|左右|or more\b|or less\b|or higher\b`;
const between = String.raw`\s*(?:-|–|—|−|~|～|\\sim|至|到|\bto\b)\s*`;
const quantity = new RegExp(
  String.raw`(?:(${before})\s*)?(?<![\w.\\^_{/:]|[A-Za-z]-)(${number})(?:(${percent})|(?![\w.]*[a-zA-Z_]))(?:${between}(${number})(${percent})?)?\s*(${after})?`,
  'giu',
);

const lower: Record<string, 'open' | 'closed'> = {};
const upper: Record<string, 'open' | 'closed'> = {};
for (const word of ['>', '＞', '\\gt', '超过', '大于', '高于', '多于', 'more than', 'over', 'above']) lower[word] = 'open';
for (const word of ['≥', '>=', '\\ge', '\\geq', '至少', '不低于', '不少于', 'at least', 'no less than']) lower[word] = 'closed';
for (const word of ['<', '＜', '\\lt', '低于', '小于', '不足', '少于', '不到', 'less than', 'under', 'below']) upper[word] = 'open';
for (const word of ['≤', '<=', '\\le', '\\leq', '不超过', '至多', '最多', 'at most', 'no more than', 'up to']) upper[word] = 'closed';

/** The numbers and ranges of numbers in a text, in order. Dates, versions and identifiers are none. */
export function quantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  // Most cells and clauses have no number.
  if (!/\d/.test(text)) return found;
  for (const match of matchesIn(text, quantity)) {
    const read = quantityOf(match);
    if (read !== undefined) found.push(read);
  }
  return found;
}

function quantityOf(match: RegExpExecArray): Quantity | undefined {
  const [whole, sign, first, mark, second, secondMark, suffix] = match;
  const isPercent = mark !== undefined || secondMark !== undefined;
  const start = match.index;
  const end = start + whole.trimEnd().length;
  const scale = isPercent ? 'e-2' : '';
  const value = (written: string): number => Number(written.replaceAll(',', '') + scale);
  const low = value(first!);
  const high = second === undefined ? low : value(second);
  if (high < low) return undefined;
  const top = isPercent ? 1 : Infinity;
  const op = sign?.toLowerCase();
  const base = { start, end, percent: isPercent };
  if (op !== undefined && lower[op] !== undefined && second === undefined)
    return { ...base, ...interval(low, Math.max(top, low), lower[op] === 'open'), bounded: true };
  if (op !== undefined && upper[op] !== undefined) return { ...base, ...interval(0, high, false, upper[op] === 'open'), bounded: true };
  if (suffix !== undefined && /^(?:\+|.*以上|or more|or higher)$/i.test(suffix))
    return { ...base, ...interval(low, Math.max(top, high)), bounded: true };
  if (suffix !== undefined && /以下|or less/i.test(suffix)) return { ...base, ...interval(0, high), bounded: true };
  if ((op !== undefined || suffix !== undefined) && second === undefined) {
    const slack = isPercent ? 0.01 : Math.abs(low) * 0.05;
    return { ...base, ...interval(tidy(low - slack), tidy(low + slack)), approximate: true };
  }
  return { ...base, ...(second === undefined ? point(low) : interval(low, high)) };
}

/** The percentage, or decimal between 0 and 1, that a cell or the words after a metric begin with; in brackets counts when nothing stands before. */
export function ratioIn(text: string): Quantity | undefined {
  const all = quantities(text);
  return all.find(q => q.percent) ?? all.find(q => /\./.test(text.slice(q.start, q.end)) && q.high <= 1 && q.low >= 0 && !q.bounded);
}

const starRun = /[★⭐☆✩]{3,5}/u;

/** How many of the stars are filled. */
export function starsIn(text: string): { readonly stars: number; readonly start: number; readonly end: number } | undefined {
  const match = starRun.exec(text);
  if (match === null) return undefined;
  const stars = [...match[0]].filter(star => star === '★' || star === '⭐').length;
  return { stars, start: match.index, end: match.index + match[0].length };
}
