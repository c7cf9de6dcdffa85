import { Decimal, evaluate, type Value } from './expression.ts';
import { type Token, tokens } from './tokens.ts';

/** Two sides that a text puts equal, both made of numbers only, that differ. Offsets count in the text given. */
export interface WrongEquation {
  /** The side that is computed. */
  readonly expression: string;
  /** The side that is stated, as written. */
  readonly stated: string;
  /** What the first side is, to the precision of the second. */
  readonly actual: string;
  readonly sign: '=' | '≈';
  /** Where the stated side stands. */
  readonly start: number;
  readonly end: number;
  /** How far off, as a share of 1 for ratios: 0.05 is five points. */
  readonly off: number;
}

const numeric = new Set<Token['kind']>(['number', 'operator', 'open', 'close', 'percent', 'function', 'unit']);
/** Without one of these two there is nothing to check; the first costs next to nothing, the second less than any parse. */
export const mayEquate = (text: string): boolean => text.includes('=') || text.includes('≈') || text.includes('\\');
const candidate = /[\d)\]}%％][^=≈\d]{0,16}(?:=|≈|\\approx|\\simeq)[^=≈\d]{0,32}\d/u;

/** The equations of a text, or of a formula when `tex`, that do not hold at the precision in which they are printed (convergence.md §9). */
export function wrongEquations(text: string, tex: boolean): WrongEquation[] {
  if (text.length > 20_000 || !mayEquate(text) || !candidate.test(text)) return [];
  const all = tokens(text, tex);
  const found: WrongEquation[] = [];
  for (let index = 0; index < all.length; index++) {
    const sign = all[index]!;
    if (sign.kind !== 'equals' && sign.kind !== 'about') continue;
    const left = leftOf(all, index, tex);
    const right = left && rightOf(all, index, tex);
    if (left === undefined || right === undefined || quoted(text, left.start, right.end)) continue;
    const wrong = compared(text, left, right, sign.kind === 'equals' ? '=' : '≈');
    if (wrong !== undefined) found.push(wrong);
  }
  return found;
}

interface Side {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** `“2+2=5”` is spoken of, not claimed. */
const quoted = (text: string, start: number, end: number): boolean =>
  /[“"'「『‘`]/u.test(text[start - 1] ?? '') && /[”"'」』’`]/u.test(text[end] ?? '');

/** The longest run of numbers and signs before the sign, if it is whole: nothing before it belongs to it. */
function leftOf(all: readonly Token[], index: number, tex: boolean): Side | undefined {
  let first = index;
  while (first > 0 && (numeric.has(all[first - 1]!.kind) || all[first - 1]!.kind === 'newline')) first--;
  for (let from = first; from < index; from++) {
    if (from > first && all[from - 1]!.kind !== 'newline') continue;
    if (all[from]!.kind === 'newline') continue;
    const before = from === first ? all[from - 1] : undefined;
    if (before !== undefined && !bounds(before, all[from]!, tex)) continue;
    const run = all.slice(from, index);
    const value = evaluate(run, tex);
    if (value !== undefined) return { value, start: run[0]!.start, end: all[index - 1]!.end };
  }
  return undefined;
}

/** A token that an expression can stand behind. */
function bounds(before: Token, first: Token, tex: boolean): boolean {
  if (before.kind === 'equals' || before.kind === 'about') return true;
  if (before.kind === 'stop') return /[:：,，;；。、|→⇒“"'「&]/u.test(before.text);
  if (before.kind !== 'word') return false;
  if (first.kind === 'operator') return false;
  if (/^\p{Script=Han}$/u.test(before.text)) return !tex && !'比到至'.includes(before.text);
  return !tex && first.spaced && before.text.length > 1 && /^[A-Za-z]{2,}$/.test(before.text) && first.kind !== 'open';
}

function rightOf(all: readonly Token[], index: number, tex: boolean): Side | undefined {
  let last = index + 1;
  while (last < all.length && (numeric.has(all[last]!.kind) || all[last]!.kind === 'newline')) last++;
  for (let to = last; to > index + 1; to--) {
    if (to < last && all[to]!.kind !== 'newline') continue;
    const run = all.slice(index + 1, to).filter(token => token.kind !== 'newline');
    const after = to === last ? all[to] : undefined;
    if (after?.kind === 'word' && (!after.spaced || tex) && !/^\p{Script=Han}/u.test(after.text)) continue;
    if (after?.kind === 'word' && after.spaced && after.text.length === 1 && /^[a-z]$/i.test(after.text)) continue;
    if (after?.kind === 'stop' && /[~±…<>≤≥]/u.test(after.text)) continue;
    const value = evaluate(run, tex);
    if (value !== undefined && run[0] !== undefined) return { value, start: run[0].start, end: run.at(-1)!.end };
  }
  return undefined;
}

function compared(text: string, left: Side, right: Side, sign: '=' | '≈'): WrongEquation | undefined {
  const a = left.value;
  const b = right.value;
  if (a.operators === 0 && b.operators === 0 && sign === '=' && a.percent === b.percent) return undefined;
  if (a.unit !== '' && b.unit !== '' && a.unit !== b.unit) return undefined;
  if (a.operators === 0 && b.operators === 0 && (a.unit !== '' || b.unit !== '' || a.scale !== b.scale)) return undefined;
  if (agree(a.value, a, b, sign) || (a.other !== undefined && agree(a.other, a, b, sign))) return undefined;
  // `600 × 1.4^5 = 3200亿`: the first side is counted in the unit of the second.
  if (a.scale === 1 && b.scale > 1 && agree(a.value.times(b.scale), a, b, sign)) return undefined;
  // `0.95 × 100 = 95%`: the sign of percent says what the factor said.
  if (b.percent && /\b100\b/.test(text.slice(left.start, left.end)) && agree(a.value.div(100), a, b, sign)) return undefined;
  if (b.percent && !a.percent && agree(a.value.div(100), a, b, sign) && a.value.gt(1.5)) return undefined;
  return {
    expression: text.slice(left.start, left.end).trim(),
    stated: text.slice(right.start, right.end).trim(),
    actual: printed(a.value, b) + (b.scale > 1 ? (/\p{L}+$/u.exec(text.slice(right.start, right.end))?.[0] ?? '') : ''),
    sign,
    start: right.start,
    end: right.end,
    off: a.value.minus(b.value).abs().toNumber(),
  };
}

/** Equal to half a unit of the last printed digit; for `≈` one per cent more or less is near enough. */
function agree(value: Decimal, a: Value, b: Value, sign: '=' | '≈'): boolean {
  const off = value.minus(b.value).abs();
  const noise = Decimal.max(value.abs(), 1).times('1e-20');
  if (off.lte(b.half.plus(a.operators === 0 ? a.half : 0).plus(noise))) return true;
  const relative = off.div(Decimal.max(b.value.abs(), '1e-30'));
  if (sign === '≈') return relative.lte(0.01);
  // Both sides compute: the second may have rounded what the first has not.
  return b.operators > 0 && relative.lte('0.005');
}

/** To two digits more than the stated side has, without trailing zeros. */
export function printed(value: Decimal, like: Pick<Value, 'half' | 'percent' | 'scale'>): string {
  const factor = (like.percent ? 100 : 1) / like.scale;
  const scaled = value.times(factor);
  const half = like.half.times(factor);
  const decimals = half.isZero() ? 6 : Math.max(0, -Math.floor(Math.log10(half.toNumber()))) + 1;
  return `${scaled.toDecimalPlaces(Math.min(12, decimals)).toString()}${like.percent ? '%' : ''}`;
}
