import type { Interval } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import { interval, point, tidy } from './interval.ts';
import { escaped, oneOf, wordsFor } from './lexicon.ts';

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

/** What a sign in front of a number makes of it; the words for the same are in the lexicon. */
const signs = {
  moreThan: ['>', '＞', '\\gt'],
  atLeast: ['>=', '≥', '\\geq', '\\ge'],
  lessThan: ['<', '＜', '\\lt'],
  atMost: ['<=', '≤', '\\leq', '\\le'],
  about: ['≈', '~', '\\approx'],
} as const;
type Bound = keyof typeof signs;
const bounds = Object.keys(signs) as Bound[];
const boundOf = new Map<string, Bound>(bounds.flatMap(bound => [...signs[bound], ...wordsFor(bound)].map(sign => [sign, bound] as const)));

/** The parts of a quantity, for patterns of more than one of them. */
export const digits = String.raw`\d+(?:\.\d+)?`;
export const percentSign = `\\s*(?:\\\\?%|％|${oneOf('percent')})`;
export const multipleSign = `\\s*(?:×|${oneOf('multiple')})`;
/** Not the end of a name, an exponent, a time or a ratio. */
const apart = String.raw`(?<![\w.\\^_{/:]|[A-Za-z]-)`;
const number = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const anySign = bounds
  .flatMap(bound => signs[bound].map(escaped))
  .sort((a, b) => b.length - a.length)
  .join('|');
const before = `(?:${anySign}|${oneOf(...bounds)})`;
const after = `(?:\\+|${oneOf('orMore', 'orLess', 'moreOrLess')})`;
const between = `\\s*(?:-|–|—|−|~|～|\\\\sim|${oneOf('through')})\\s*`;
const quantity = new RegExp(
  `(?:(${before})\\s*)?${apart}(${number})(?:(${percentSign})|(?![\\w.]*[a-zA-Z_]))(?:${between}(${number})(${percentSign})?)?\\s*(${after})?`,
  'giu',
);
const orMore = new RegExp(`^(?:\\+|${oneOf('orMore')})$`, 'iu');
const orLess = new RegExp(`^${oneOf('orLess')}$`, 'iu');

/** A percentage, or a range of them, as a part of a pattern: what `quantities` reads of it is one quantity. */
export const percentage = `(?:${before}\\s*)?${apart}(?:(?:${number})(?:${percentSign})?${between})?(?:${number})${percentSign}(?:\\s*${after})?`;

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
  const [whole, sign, first, mark, second, secondMark, suffix = ''] = match;
  const percent = mark !== undefined || secondMark !== undefined;
  const value = (written: string): number => Number(written.replaceAll(',', '') + (percent ? 'e-2' : ''));
  const low = value(first!);
  const high = second === undefined ? low : value(second);
  if (high < low) return undefined;
  const bound = sign === undefined ? undefined : boundOf.get(sign.toLowerCase().replace(/\s+/g, ' '));
  const at = { start: match.index, end: match.index + whole.trimEnd().length, percent };
  return { ...at, ...rangeWithin(low, high, percent ? 1 : Infinity, second === undefined, bound, suffix) };
}

type Range = Interval & Pick<Quantity, 'bounded' | 'approximate'>;

function rangeWithin(low: number, high: number, top: number, isSingle: boolean, bound: Bound | undefined, suffix: string): Range {
  const bounded = true;
  if (isSingle && (bound === 'moreThan' || bound === 'atLeast'))
    return { ...interval(low, Math.max(top, low), bound === 'moreThan'), bounded };
  if (bound === 'lessThan' || bound === 'atMost') return { ...interval(0, high, false, bound === 'lessThan'), bounded };
  if (orMore.test(suffix)) return { ...interval(low, Math.max(top, high)), bounded };
  if (orLess.test(suffix)) return { ...interval(0, high), bounded };
  if (!isSingle) return interval(low, high);
  if (bound === undefined && suffix === '') return point(low);
  const slack = top === 1 ? 0.01 : Math.abs(low) * 0.05;
  return { ...interval(tidy(low - slack), tidy(low + slack)), approximate: true };
}

/** What may stand between a measure and its value: `为`, `: `, `is`, an opening quotation mark or bracket. */
const saying = new RegExp(`^(?:${oneOf('index')})?\\s*(?:[:：=]|${oneOf('amountsTo')})?\\s*["“'（(]?\\s*`, 'iu');
const isSpace = /^\s*$/u;
const isOf = new RegExp(`^\\s*(?:${oneOf('of')}\\s*)?$`, 'u');

/** The quantity that a text says of what stands in front of it: `为 85%`. */
export function quantityBehind(text: string): Quantity | undefined {
  const at = saying.exec(text)![0].length;
  const [first] = quantities(text.slice(at));
  return first !== undefined && isSpace.test(text.slice(at, at + first.start)) ? moved(first, at) : undefined;
}

/** The percentage that a text ends in: `85%的`. */
export function percentageBefore(text: string): Quantity | undefined {
  const last = quantities(text).at(-1);
  return last?.percent && isOf.test(text.slice(last.end)) ? last : undefined;
}

/** From a value to the one that it has become, as a part of a pattern. */
export const arrow = `(?:→|->|⇒|${oneOf('increases', 'decreases', 'changes')}?${oneOf('becomes')})`;

const leads = new RegExp(
  `^(?:[^，。]{0,12}${oneOf('from')}[^%％。]{0,24}|\\s*(?:${oneOf('increases', 'decreases', 'changes')})?\\s*${oneOf('from')}\\s[^%]{0,12})$`,
  'iu',
);
const leadsOn = new RegExp(
  `^(?:[^%％。]{0,4}[）)]?\\s*${oneOf('increases', 'decreases', 'changes')}${oneOf('becomes')}[^%％。]{0,24}|[^%]{0,24}${oneOf('to')}\\s[^%]{0,16})$`,
  'iu',
);

/** `从 50% 提升到 80%`, `rose from 50% to 80%` behind a measure. Of the text that is answered, both are to be read. */
export function changeBehind(text: string): { readonly text: string; readonly start: number } | undefined {
  const plain = text.replace(/%(\s)to(?=\s)/i, '%$1→ ');
  const [first, second] = quantities(plain).filter(({ percent }) => percent);
  if (first === undefined || second === undefined) return undefined;
  const isChange = leads.test(text.slice(0, first.start)) && leadsOn.test(text.slice(first.end, second.start));
  return isChange ? { text: plain.slice(first.start, second.end), start: first.start } : undefined;
}

const moved = (one: Quantity, by: number): Quantity => ({ ...one, start: one.start + by, end: one.end + by });

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
