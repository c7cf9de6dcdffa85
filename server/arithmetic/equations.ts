import { oneOf } from '../language/lexicon.ts';
import { evaluate, type Manner } from './expression.ts';
import { type Token, tokens } from './tokens.ts';
import { Decimal, isLatin, type Value } from './value.ts';

/** Two sides that a text puts equal, both made of numbers only, that differ. Offsets count in the text given. */
export interface WrongEquation {
  /** The side that is computed. */
  readonly expression: string;
  /** The side that is stated, as written. */
  readonly stated: string;
  /** What the first side is, to the precision of the second. */
  readonly actual: string;
  readonly sign: '=' | '≈';
  /** Where the first side begins. */
  readonly from: number;
  /** Where the stated side stands. */
  readonly start: number;
  readonly end: number;
  /** How far off, as a share of 1 for ratios: 0.05 is five points. */
  readonly off: number;
}

const numeric = new Set<Token['kind']>(['number', 'operator', 'open', 'close', 'percent', 'factorial', 'function', 'unit']);
/** Without one of these two there is nothing to check; the first costs next to nothing, the second less than any parse. */
export const mayEquate = (text: string): boolean => text.includes('=') || text.includes('≈') || text.includes('\\');
const candidate = /[\d)\]}%％!][^=≈\d]{0,16}(?:=|≈|\\approx|\\simeq)[^=≈\d]{0,32}\d/u;

/**
 * The equations of a text, or of a formula when `tex`, that do not hold at the precision in which they are printed. Only what is plain arithmetic from end to end on both sides is
 * judged, and only if no other common reading makes it right.
 */
export function wrongEquations(text: string, tex: boolean): WrongEquation[] {
  if (text.length > 20_000 || !mayEquate(text) || !candidate.test(text)) return [];
  const all = tokens(text, tex);
  const found: WrongEquation[] = [];
  for (let index = 0; index < all.length; index++) {
    const sign = all[index]!;
    if (sign.kind !== 'equals' && sign.kind !== 'about') continue;
    const left = leftOf(all, index, tex);
    const right = left && rightOf(all, index, tex);
    if (left === undefined || right === undefined || isQuoted(text, left.start, right.end) || isOther(left, right, all, tex)) continue;
    const wrong = compared(text, left, right, sign.kind === 'equals' ? '=' : '≈', tex);
    if (wrong !== undefined) found.push(wrong);
  }
  return found;
}

interface Side {
  readonly run: readonly Token[];
  readonly value: Value;
  readonly start: number;
  readonly end: number;
  /** A word follows, which may be what is measured. */
  readonly measured?: boolean;
}

/** No calculation has more pieces; what is longer is not tried from each of its lines. */
const longestRun = 400;

const side = (run: readonly Token[], tex: boolean): Side | undefined => {
  const value = evaluate(run, tex);
  return value === undefined ? undefined : { run, value, start: run[0]!.start, end: run.at(-1)!.end };
};

/** The longest run of numbers and signs before the sign, if it is whole: nothing before it belongs to it. */
function leftOf(all: readonly Token[], index: number, tex: boolean): Side | undefined {
  let first = index;
  while (first > 0 && (numeric.has(all[first - 1]!.kind) || all[first - 1]!.kind === 'newline')) first--;
  for (let from = first; from < index; from++) {
    if (from > first && all[from - 1]!.kind !== 'newline') continue;
    if (all[from]!.kind === 'newline' || index - from > longestRun) continue;
    // `- 3 + 4` at the start of a line is an item of a list, or follows a dash.
    if (!tex && all[from]!.kind === 'operator' && all[from + 1]!.spaced) continue;
    const before = from === first ? all[from - 1] : undefined;
    if (before !== undefined && !bounds(before, all[from]!, all[from - 2], tex)) continue;
    const found = side(all.slice(from, index), tex);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Words that belong to the number behind them: `minus 3`, `减 3`, `第 3`. */
const counting = new RegExp(`^${oneOf('counting')}$`, 'iu');

/** A token that an expression can stand behind. */
function bounds(before: Token, first: Token, previous: Token | undefined, tex: boolean): boolean {
  if (before.kind === 'equals' || before.kind === 'about') return true;
  if (before.kind === 'stop') return /^[:：,，;；。、|→⇒“"'「&]$/u.test(before.text) && !isGlued(previous, before, first);
  if (before.kind !== 'word' || tex || first.kind === 'operator' || counting.test(before.text)) return false;
  if (/^\p{Script=Han}$/u.test(before.text)) return true;
  return first.spaced && /^[A-Za-z]{2,}$/.test(before.text) && first.kind !== 'open';
}

/** `3:2`, `3,5`, `1'000`: no end of an expression. Chinese marks are never part of a number. */
const isGlued = (before: Token | undefined, mark: Token, after: Token | undefined): boolean =>
  before?.kind === 'number' && after?.kind === 'number' && !mark.spaced && !after.spaced && /^[:,'.|&]$/.test(mark.text);

/** Words behind a number that it is not whole without: `3 million`, `3 余 2`, `3 R 2`; or that count in a circle, as clocks and calendars do. */
const continuing = new RegExp(`^(?:[a-z]|${oneOf('continuing')})$`, 'iu');

function rightOf(all: readonly Token[], index: number, tex: boolean): Side | undefined {
  let last = index + 1;
  while (last < all.length && (numeric.has(all[last]!.kind) || all[last]!.kind === 'newline')) last++;
  for (let to = last; to > index + 1; to--) {
    if ((to < last && all[to]!.kind !== 'newline') || to - index > longestRun) continue;
    const after = to === last ? all[to] : undefined;
    if (after?.kind === 'word' && (!after.spaced || tex) && !/^\p{Script=Han}/u.test(after.text)) continue;
    if (after?.kind === 'word' && continuing.test(after.text)) continue;
    if (after?.kind === 'stop' && (/^[~±…<>≤≥≡∶_½¼¾]/u.test(after.text) || isGlued(all[to - 1], after, all[to + 1]))) continue;
    const found = side(
      all.slice(index + 1, to).filter(token => token.kind !== 'newline'),
      tex,
    );
    if (found !== undefined) return { ...found, measured: found.value.unit !== '' || all[to]?.kind === 'word' };
  }
  return undefined;
}

/** `“2+2=5”` is spoken of, not claimed. */
const isQuoted = (text: string, start: number, end: number): boolean =>
  /[“"'「『‘`]/u.test(text[start - 1] ?? '') && /[”"'」』’`]/u.test(text[end] ?? '');

/** What looks like an equation of numbers and is something else. */
function isOther(left: Side, right: Side, all: readonly Token[], tex: boolean): boolean {
  const a = left.value;
  const b = right.value;
  // A number is put equal to another only as a percentage; units are another matter.
  if (a.operators === 0 && b.operators === 0 && (a.unit !== '' || b.unit !== '' || a.scale !== b.scale)) return true;
  if (a.unit !== b.unit && (isLatin(a.unit) || (isLatin(b.unit) && (a.unit !== '' || b.unit.length === 1)))) return true;
  if (a.unit !== '' && b.unit !== '' && a.unit !== b.unit) return true;
  // The unit of nature, not a name, when the result has places.
  if (isE(left.run) && b.half.gte('0.5')) return true;
  // `1+1=3` is a saying.
  if (/^(?:1\+1|2\+2)$/.test(left.run.map(({ text }) => text).join(''))) return true;
  if (!tex && (isFraction(left.run, b) || isFraction(right.run, a) || isSize(left.run, b.unit))) return true;
  return runsOn(left, right, all);
}

const isE = (run: readonly Token[]): boolean => run.some(({ kind, text }) => kind === 'word' && text === 'e');

/** `9/11`, `1/2/2024`, `24/7`: a date, a ratio or a name as well as a quotient, unless a percentage or places after the point stand opposite. */
function isFraction(run: readonly Token[], other: Value): boolean {
  const bare =
    run.length % 2 === 1 &&
    run.every(({ kind, text, spaced }, i) => (i % 2 === 0 ? kind === 'number' : text === '/') && (i === 0 || !spaced));
  return bare && run.length > 1 && (run.length > 3 || other.operators > 0 || (!other.percent && other.half.gte('0.5')));
}

/** `1920×1080 = 1080p`. */
const isSize = (run: readonly Token[], unit: string): boolean =>
  run.length === 3 &&
  run[1]!.text === '*' &&
  run.every(({ spaced }, i) => i === 0 || !spaced) &&
  (isLatin(unit) || run[0]!.text === run[2]!.text);

/** `3 + 4 = 7 × 2 = 14`: everyone goes on from the result, though it is bad style. */
function runsOn(left: Side, right: Side, all: readonly Token[]): boolean {
  const [first, sign] = right.run;
  const next = all[all.indexOf(right.run.at(-1)!) + 1];
  return (
    first?.kind === 'number' &&
    sign?.kind === 'operator' &&
    next?.kind === 'equals' &&
    evaluate([first], false)?.value.eq(left.value.value) === true
  );
}

const manners: readonly (readonly [RegExp, Manner])[] = [
  [/^log$/, { log: 10 }],
  [/^log$/, { log: 2 }],
  [/^\^$/, { xor: true }],
  [/^[%％]$/, { ofIt: true }],
  [/^[01]{2,}$/, { binary: true }],
];

function compared(text: string, left: Side, right: Side, sign: '=' | '≈', tex: boolean): WrongEquation | undefined {
  const a = left.value;
  const b = right.value;
  if (a.operators === 0 && b.operators === 0 && sign === '=' && (a.percent === b.percent || a.half.gte('0.5'))) return undefined;
  if (holds(a, b, sign)) return undefined;
  const both = [...left.run, ...right.run];
  for (const [word, manner] of manners) {
    if (!both.some(token => word.test(token.text))) continue;
    const [c, d] = [evaluate(left.run, tex, manner), evaluate(right.run, tex, manner)];
    if (c !== undefined && d !== undefined && holds(c, d, sign)) return undefined;
  }
  // `2^{32} ≈ 10^{9}` gives an order of magnitude.
  if (sign === '≈' && (isPowerOfTen(left.run) || isPowerOfTen(right.run))) return undefined;
  if (right.measured === true && a.unit === '' && factors.some(factor => isTimes(a.value, b, factor))) return undefined;
  // `0.95 × 100 = 95%`: the sign of percent says what the factor said.
  if (b.percent && both.some(token => token.text === '100') && agree(a.value.div(100), a, b, sign)) return undefined;
  if (b.percent && !a.percent && agree(a.value.div(100), a, b, sign) && a.value.gt(1.5)) return undefined;
  return {
    expression: text.slice(left.start, left.end).trim(),
    stated: text.slice(right.start, right.end).trim(),
    actual: printed(a.value, b) + (b.scale > 1 ? (/\p{L}+$/u.exec(text.slice(right.start, right.end))?.[0] ?? '') : ''),
    sign,
    from: left.start,
    start: right.start,
    end: right.end,
    off: a.value.minus(b.value).abs().toNumber(),
  };
}

const isPowerOfTen = ([ten, hat]: readonly Token[]): boolean =>
  ten?.kind === 'number' &&
  ((ten.text === '10' && hat?.text === '^') || (/^10+$/.test(ten.text) && (hat === undefined || hat.kind === 'unit')));

/** From days to hours, from metres to millimetres: the result may be told in a unit that the calculation does not name. */
const factors = [7, 12, 24, 60, 365, 1000, 1024, 1440, 3600, 86_400, 1_000_000, 1_048_576];
const isTimes = (value: Decimal, b: Value, factor: number): boolean =>
  value.times(factor).minus(b.value).abs().lte(b.half) || value.div(factor).minus(b.value).abs().lte(b.half);

/** `600 × 1.4^5 = 3200亿`: the first side may be counted in the unit of the second. */
const holds = (a: Value, b: Value, sign: '=' | '≈'): boolean =>
  agree(a.value, a, b, sign) || (a.scale === 1 && b.scale > 1 && agree(a.value.times(b.scale), a, b, sign));

/** Equal to half a unit of the last printed digit, or cut off there; for `≈` one per cent more or less is near enough. */
function agree(value: Decimal, a: Value, b: Value, sign: '=' | '≈'): boolean {
  const off = value.minus(b.value).abs();
  // What programs print is exact to fifteen digits.
  const noise = Decimal.max(value.abs(), b.value.abs()).times(b.half.lt('1e-12') ? '1e-14' : '1e-20');
  const half = sign === '≈' ? b.rough : b.half;
  if (off.lte(half.plus(a.operators === 0 ? a.half : 0).plus(noise))) return true;
  const relative = off.div(Decimal.max(b.value.abs(), '1e-30'));
  if (sign === '≈') return relative.lte(0.01);
  // Both sides compute: the second may have rounded what the first has not.
  if (b.operators > 0) return relative.lte('0.005');
  return isCut(value, a, b);
}

/** `2/3 = 0.66`, `7/2 = 3`, and 23 seats for 22.4: a quotient is as often cut, or made whole, as rounded. A product is cut after the point. */
function isCut(value: Decimal, a: Value, b: Value): boolean {
  const unit = b.half.times(2);
  if (value.div(unit).isInteger() || value.minus(b.value).abs().gte(unit)) return false;
  if (a.divides && (unit.eq(b.scale) || value.abs().gt(b.value.abs()))) return true;
  return a.multiplies && unit.lt(1) && value.abs().gt(b.value.abs());
}

/** To two digits more than the stated side has, without trailing zeros. */
export function printed(value: Decimal, like: Pick<Value, 'half' | 'percent' | 'scale'>): string {
  const factor = (like.percent ? 100 : 1) / like.scale;
  const scaled = value.times(factor);
  const half = like.half.times(factor);
  const decimals = half.isZero() ? 6 : Math.max(0, -Math.floor(Math.log10(half.toNumber()))) + 1;
  return `${scaled.toDecimalPlaces(Math.min(12, decimals)).toString()}${like.percent ? '%' : ''}`;
}
