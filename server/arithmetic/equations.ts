import { evaluate, type Manner } from './expression.ts';
import { leftOf, type RightSide, rightOf, type Side } from './sides.ts';
import { type Token, tokens } from './tokens.ts';
import { Decimal, isLatin, type Value } from './value.ts';
import type { Wrong } from './wrong.ts';

/** Two sides that a text puts equal, both made of numbers only, that differ. */
export interface WrongEquation extends Wrong {
  readonly sign: '=' | '≈';
  /** Where the first side begins. */
  readonly from: number;
  /** How far off, as a share of 1 for ratios: 0.05 is five points. */
  readonly off: number;
}

/** Without one of these there is nothing to check; this look costs next to nothing, the next less than any parse. */
export const mayEquate = (text: string): boolean => text.includes('=') || text.includes('≈') || text.includes('\\');
const candidate = /[\d)\]}%％!][^=≈\d]{0,16}(?:=|≈|\\approx|\\simeq)[^=≈\d]{0,32}\d/u;

/**
 * The equations of a text, or of a formula when `tex`, that do not hold at the precision in which they are printed. Only what is plain arithmetic from end to end on both sides is
 * judged, and only if no other common reading makes it right.
 */
export function wrongEquations(text: string, tex: boolean): WrongEquation[] {
  if (text.length > 20_000 || !mayEquate(text) || !candidate.test(text)) return [];
  const all = tokens(text, tex);
  return all.flatMap((sign, index) => {
    if (sign.kind !== 'equals' && sign.kind !== 'about') return [];
    const left = leftOf(all, index, tex);
    const right = left && rightOf(all, index, tex);
    if (left === undefined || right === undefined) return [];
    const equation: Equation = { text, tex, all, left, right, sign: sign.kind === 'equals' ? '=' : '≈' };
    return excuses.some(excuse => excuse(equation)) ? [] : [told(equation)];
  });
}

interface Equation {
  readonly text: string;
  readonly tex: boolean;
  readonly all: readonly Token[];
  readonly left: Side;
  readonly right: RightSide;
  readonly sign: '=' | '≈';
}

/** What makes an equation right, or none. What costs least is asked first. */
const excuses: readonly ((equation: Equation) => boolean)[] = [
  isQuoted,
  isOfOtherUnits,
  isOfNature,
  isSaying,
  isName,
  runsOn,
  isNotComputed,
  ({ left, right, sign }) => holds(left.value, right.value, sign),
  holdsOtherwise,
  isMagnitude,
  isOfUnitUntold,
  isOfHundred,
];

/** `“2+2=5”` is spoken of, not claimed. */
function isQuoted({ text, left, right }: Equation): boolean {
  return /[“"'「『‘`]/u.test(text[left.start - 1] ?? '') && /[”"'」』’`]/u.test(text[right.end] ?? '');
}

/** A number is put equal to another only as a percentage; and units are another matter. */
function isOfOtherUnits({ left: { value: a }, right: { value: b } }: Equation): boolean {
  if (a.unit === b.unit) return isPrinted(a, b) && (a.unit !== '' || a.scale !== b.scale);
  if (isPrinted(a, b) || (a.unit !== '' && b.unit !== '')) return true;
  return isLatin(a.unit) || (isLatin(b.unit) && b.unit.length === 1);
}

const isPrinted = (a: Value, b: Value): boolean => a.operators === 0 && b.operators === 0;

/** The unit of nature, not a name, when the result has places. */
function isOfNature({ left, right }: Equation): boolean {
  return left.run.some(({ kind, text }) => kind === 'word' && text === 'e') && right.value.half.gte('0.5');
}

/** `1+1=3`. */
function isSaying({ left: { run } }: Equation): boolean {
  return run.length === 3 && ['1+1', '2+2'].includes(run.map(({ text }) => text).join(''));
}

/** A fraction or a product in a text that is a date, a ratio or a size. */
function isName({ left, right, tex }: Equation): boolean {
  return !tex && (isFraction(left.run, right.value) || isFraction(right.run, left.value) || isSize(left.run, right.value.unit));
}

const isTight = (run: readonly Token[]): boolean => run.every(({ spaced }, i) => i === 0 || !spaced);

/** `9/11`, `1/2/2024`, `24/7`: a date, a ratio or a name as well as a quotient, unless a percentage or places after the point stand opposite. */
function isFraction(run: readonly Token[], other: Value): boolean {
  if (run.length < 3 || run.length % 2 === 0 || !isTight(run)) return false;
  if (!run.every(({ kind, text }, i) => (i % 2 === 0 ? kind === 'number' : text === '/'))) return false;
  return run.length > 3 || other.operators > 0 || (!other.percent && other.half.gte('0.5'));
}

/** `1920×1080 = 1080p`. */
const isSize = (run: readonly Token[], unit: string): boolean =>
  run.length === 3 && run[1]!.text === '*' && isTight(run) && (isLatin(unit) || run[0]!.text === run[2]!.text);

/** `3 + 4 = 7 × 2 = 14`: everyone goes on from the result, though it is bad style. */
function runsOn({ left, right, all }: Equation): boolean {
  const [first, sign] = right.run;
  if (first?.kind !== 'number' || sign?.kind !== 'operator') return false;
  const next = all[all.indexOf(right.run.at(-1)!) + 1];
  return next?.kind === 'equals' && evaluate([first], false)?.value.eq(left.value.value) === true;
}

/** Of two printed numbers, only a percentage says something of the other. */
function isNotComputed({ left: { value: a }, right: { value: b }, sign }: Equation): boolean {
  return isPrinted(a, b) && sign === '=' && (a.percent === b.percent || a.half.gte('0.5'));
}

/** The first side may be counted in the unit of the second: `600 × 1.4^5 = 3200亿`. */
const holds = (a: Value, b: Value, sign: '=' | '≈'): boolean =>
  agree(a.value, a, b, sign) || (a.scale === 1 && b.scale > 1 && agree(a.value.times(b.scale), a, b, sign));

/** Other ways to read an expression, and the sign that may be read so. */
const manners: readonly (readonly [RegExp, Manner])[] = [
  [/^log$/, { log: 10 }],
  [/^log$/, { log: 2 }],
  [/^\^$/, { xor: true }],
  [/^[%％]$/, { ofIt: true }],
  [/^[01]{2,}$/, { binary: true }],
];

function holdsOtherwise({ left, right, sign, tex }: Equation): boolean {
  return manners.some(([word, manner]) => {
    if (![left, right].some(({ run }) => run.some(({ text }) => word.test(text)))) return false;
    const [a, b] = [evaluate(left.run, tex, manner), evaluate(right.run, tex, manner)];
    return a !== undefined && b !== undefined && holds(a, b, sign);
  });
}

/** `2^{32} ≈ 10^{9}` gives an order of magnitude. */
function isMagnitude({ left, right, sign }: Equation): boolean {
  return sign === '≈' && (isPowerOfTen(left.run) || isPowerOfTen(right.run));
}

const isPowerOfTen = ([ten, hat]: readonly Token[]): boolean =>
  ten?.kind === 'number' &&
  ((ten.text === '10' && hat?.text === '^') || (/^10+$/.test(ten.text) && (hat === undefined || hat.kind === 'unit')));

/** From days to hours, from metres to millimetres. */
const factors = [7, 12, 24, 60, 365, 1000, 1024, 1440, 3600, 86_400, 1_000_000, 1_048_576];

/** The result may be told in a unit that the calculation does not name. */
function isOfUnitUntold({ left: { value: a }, right: { value: b, measured } }: Equation): boolean {
  const isNear = (value: Decimal): boolean => value.minus(b.value).abs().lte(b.half);
  return measured && a.unit === '' && factors.some(factor => isNear(a.value.times(factor)) || isNear(a.value.div(factor)));
}

/** `0.95 × 100 = 95%`: the sign of percent says what the factor said. */
function isOfHundred({ left: { run, value: a }, right, sign }: Equation): boolean {
  const b = right.value;
  if (!b.percent || !agree(a.value.div(100), a, b, sign)) return false;
  return (!a.percent && a.value.gt(1.5)) || [...run, ...right.run].some(({ text }) => text === '100');
}

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
  return b.operators > 0 ? relative.lte('0.005') : isCut(value, a, b);
}

/** `2/3 = 0.66`, `7/2 = 3`, and 23 seats for 22.4: a quotient is as often cut, or made whole, as rounded. A product is cut after the point. */
function isCut(value: Decimal, a: Value, b: Value): boolean {
  const unit = b.half.times(2);
  if (value.div(unit).isInteger() || value.minus(b.value).abs().gte(unit)) return false;
  const isLess = value.abs().gt(b.value.abs());
  return (a.divides && (unit.eq(b.scale) || isLess)) || (a.multiplies && unit.lt(1) && isLess);
}

function told({ text, left, right, sign }: Equation): WrongEquation {
  const [{ value }, b] = [left.value, right.value];
  const stated = text.slice(right.start, right.end).trim();
  return {
    expression: text.slice(left.start, left.end).trim(),
    stated,
    actual: printed(value, b) + (b.scale > 1 ? (/\p{L}+$/u.exec(stated)?.[0] ?? '') : ''),
    sign,
    from: left.start,
    start: right.start,
    end: right.end,
    off: value.minus(b.value).abs().toNumber(),
  };
}

/** To two digits more than the stated side has, without trailing zeros. */
function printed(value: Decimal, { percent, scale, half }: Value): string {
  const factor = (percent ? 100 : 1) / scale;
  const decimals = half.isZero() ? 6 : Math.max(0, -Math.floor(Math.log10(half.times(factor).toNumber()))) + 1;
  return `${value.times(factor).toDecimalPlaces(Math.min(12, decimals)).toString()}${percent ? '%' : ''}`;
}
