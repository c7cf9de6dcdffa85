import type { Interval } from '../model/claims.ts';

export const point = (value: number): Interval => ({ low: value, high: value });

export const isPoint = ({ low, high }: Interval): boolean => low === high;

/** Two numbers that are printed to whole percents and lie no further apart are the same number. */
export const tolerance = 0.005;
export const noise = 1e-9;

/** True when some number lies in both, ends respected. Two single numbers also agree within `slack`. */
export function meets(a: Interval, b: Interval, slack = tolerance): boolean {
  if (isPoint(a) && isPoint(b)) return Math.abs(a.low - b.low) <= slack + noise;
  const [first, second] = a.low < b.low || (a.low === b.low && !a.lowOpen) ? [a, b] : [b, a];
  if (second.low < first.high - noise) return true;
  return Math.abs(second.low - first.high) <= noise && !first.highOpen && !second.lowOpen;
}

/** True when the number lies in the range; `edge` when it lies exactly on an end that is open. */
export function holds(range: Interval, value: number): boolean | 'edge' {
  if (range.lowOpen && Math.abs(value - range.low) <= noise) return 'edge';
  if (range.highOpen && Math.abs(value - range.high) <= noise) return 'edge';
  return value >= range.low - noise && value <= range.high + noise;
}

export const complement = ({ low, high, lowOpen, highOpen }: Interval): Interval =>
  interval(tidy(1 - high), tidy(1 - low), highOpen === true, lowOpen === true);

/** The product of numbers between 0 and 1. */
export const product = (factors: readonly Interval[]): Interval => ({
  low: tidy(factors.reduce((all, factor) => all * factor.low, 1)),
  high: tidy(factors.reduce((all, factor) => all * factor.high, 1)),
});

export const interval = (low: number, high: number, lowOpen = false, highOpen = false): Interval => ({
  low,
  high,
  ...(lowOpen && { lowOpen: true as const }),
  ...(highOpen && { highOpen: true as const }),
});

const notation = /^\s*([[(])\s*(-?inf|-?[\d.]+)\s*,\s*(\+?inf|-?[\d.]+)\s*([\])])\s*$/;

/** `[0.8,0.95)`, `(-inf,0)`. Undefined when it is none. */
export function parseInterval(text: string): Interval | undefined {
  const match = notation.exec(text);
  if (match === null) return undefined;
  const end = (word: string): number => (word.endsWith('inf') ? (word.startsWith('-') ? -Infinity : Infinity) : Number(word));
  return interval(end(match[2]!), end(match[3]!), match[1] === '(', match[4] === ')');
}

/** Without the digits that binary arithmetic has added. */
export const tidy = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(12)) : value);
