import { oneOf, type Role } from '../language/lexicon.ts';
import { type Quantity, quantities } from '../language/quantities.ts';

/** A number with what it counts, brought to a common unit: 2 weeks are 14 days. */
export interface Measure {
  /** In the base unit of its kind. */
  readonly low: number;
  readonly high: number;
  /** Two measures of one kind can be compared. */
  readonly kind: string;
  readonly percent: boolean;
  readonly bounded: boolean;
  readonly start: number;
  readonly end: number;
}

/** Words and letters by which a number is multiplied. */
export const scales: readonly (readonly [Role, number])[] = [
  ['hundredMillion', 1e8],
  ['tenThousand', 1e4],
  ['thousand', 1e3],
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
];

const units: readonly (readonly [string, string, number])[] = [
  ['time', oneOf('years'), 365 * 86400],
  ['time', oneOf('months'), 30 * 86400],
  ['time', oneOf('weeks'), 7 * 86400],
  ['time', oneOf('days'), 86400],
  ['time', oneOf('hours'), 3600],
  ['time', oneOf('minutes'), 60],
  ['time', oneOf('milliseconds'), 1e-3],
  ['time', oneOf('microseconds'), 1e-6],
  ['time', oneOf('seconds'), 1],
  ['data', 'PB\\b', 1e15],
  ['data', 'TB\\b', 1e12],
  ['data', 'GB\\b', 1e9],
  ['data', 'MB\\b', 1e6],
  ['data', 'KB\\b', 1e3],
];
const table = units.map(([kind, pattern, factor]) => ({ kind, factor, pattern: new RegExp(`^\\s*(?:${pattern})`, 'u') }));
const scaling = scales.map(([role, factor]) => ({ factor, pattern: new RegExp(`^\\s*${oneOf(role)}`, 'u') }));
const rate = new RegExp(`^\\s*(?:/|${oneOf('per')})\\s*[\\p{L}]+`, 'u');

/** The measure that a text begins with, or has as its only number. */
export function measureIn(text: string): Measure | undefined {
  const all = quantities(loosened(text));
  const first = all[0];
  if (first === undefined || (all.length > 1 && !/^[^\d]{0,4}$/u.test(text.slice(0, first.start)))) return undefined;
  return measured(text, first);
}

/** Letters after a number are set off, so that `50GB` is read. */
const loosened = (text: string): string =>
  text
    .replace(/(?<=\d)(?=[A-Za-zµμ])/gu, '\u200b')
    .replaceAll('\u200b', ' ')
    .slice(0, text.length + 64);

function measured(text: string, quantity: Quantity): Measure | undefined {
  const written = loosened(text);
  let rest = written.slice(quantity.end).replace(/^\+/, '');
  let factor = 1;
  for (const scale of scaling) {
    const match = scale.pattern.exec(rest);
    if (match === null) continue;
    factor = scale.factor;
    rest = rest.slice(match[0].length).replace(/^\+/, '');
    break;
  }
  const unit = table.find(entry => entry.pattern.test(rest));
  // A whole number is a count; only decimals have been rounded.
  const decimals = decimalsOf(written.slice(quantity.start, quantity.end));
  const rounding = quantity.low === quantity.high && decimals > 0 ? 0.5 * 10 ** -decimals * (quantity.percent ? 0.01 : 1) : 0;
  const scale = factor * (unit?.factor ?? 1);
  const per = rate.exec(unit === undefined ? rest : rest.replace(unit.pattern, ''))?.[0].trim() ?? '';
  return {
    low: Math.max(0, quantity.low - rounding) * scale,
    high:
      (Number.isFinite(quantity.high) && !(quantity.percent && quantity.bounded) ? quantity.high + rounding : quantity.low + rounding) *
      scale,
    kind: `${quantity.percent ? '%' : (unit?.kind ?? '')}${per}`,
    percent: quantity.percent,
    bounded: quantity.bounded === true,
    start: quantity.start,
    end: quantity.end,
  };
}

const decimalsOf = (written: string): number => /\.(\d+)/.exec(written)?.[1]?.length ?? 0;
