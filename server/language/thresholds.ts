import type { Interval } from '../model/claims.ts';
import { interval, tidy } from './interval.ts';
import { oneOf } from './lexicon.ts';
import { digits, percentSign } from './quantities.ts';

const number = `(-?${digits})(${percentSign})?`;
const less = String.raw`(<=|≤|\\leq?|<|\\lt)`;
const relation = String.raw`(<=|>=|≤|≥|\\leq?|\\geq?|<|>|\\lt|\\gt)`;
const symbol = String.raw`(?:${oneOf('degree')}\s*)?[A-Za-z](?:_\{?[\w\\{}]*\}?)?(?:\([^()]*\))?`;
const words = String.raw`[\p{Script=Han}]{2,8}|[A-Za-z]{3,}(?: [a-z]{2,}){0,2}`;
const between = new RegExp(`${number}\\s*${less}\\s*(?:${words}|${symbol})\\s*${less}\\s*${number}`, 'u');
const beyond = new RegExp(`(?:\\\\text\\{[^{}]*\\}(?:\\([^()]*\\))?|${words}|${symbol})\\s*${relation}\\s*${number}`, 'u');
const within = new RegExp(
  String.raw`(?:${symbol}|\\text\{[^{}]*\}(?:\([^()]*\))?)\s*(?:\\in|∈)\s*([\[(])\s*${number}\s*,\s*${number}\s*([\])])`,
  'u',
);

/** Without one of these no rule is set, and one look is cheaper than three patterns. */
const signs = /[<>≤≥∈]|\\(?:l|g)(?:eq?|t)|\\in/u;

/** A rule that text or TeX sets: `0.80 < C ≤ 0.95`, `C > 0.95`, `C \in [0,1]`. Not `95%`, which is a value. */
export function thresholdIn(text: string): { range: Interval; start: number; end: number } | undefined {
  if (!signs.test(text)) return undefined;
  const both = between.exec(text);
  if (both !== null) {
    const [whole, low, lowPercent, first, second, high, highPercent] = both;
    const range = interval(numberOf(low!, lowPercent), numberOf(high!, highPercent), isStrict(first!), isStrict(second!));
    return { range, start: both.index, end: both.index + whole.length };
  }
  const set = /\\in|∈/u.test(text) ? within.exec(text) : null;
  if (set !== null) {
    const [whole, open, low, lowPercent, high, highPercent, close] = set;
    const range = interval(numberOf(low!, lowPercent), numberOf(high!, highPercent), open === '(', close === ')');
    return { range, start: set.index, end: set.index + whole.length };
  }
  const one = beyond.exec(text);
  if (one === null) return undefined;
  const [whole, sign, bound, percent] = one;
  const value = numberOf(bound!, percent);
  const above = /^(?:>|≥|\\g)/.test(sign!);
  const range = above
    ? interval(value, Math.max(1, value), isStrict(sign!))
    : interval(value > 0 ? 0 : -Infinity, value, false, isStrict(sign!));
  return { range, start: one.index, end: one.index + whole.length };
}

const isStrict = (sign: string): boolean => sign === '<' || sign === '>' || /^\\[lg]t$/.test(sign);
const numberOf = (digits: string, percent: string | undefined): number =>
  tidy(percent === undefined ? Number(digits) : Number(`${digits}e-2`));
