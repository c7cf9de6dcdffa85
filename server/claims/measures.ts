import { type Quantity, quantities } from './values.ts';

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

const units: readonly (readonly [string, string, number])[] = [
  ['time', '年|years?\\b', 365 * 86400],
  ['time', '个月|月|months?\\b', 30 * 86400],
  ['time', '周|weeks?\\b', 7 * 86400],
  ['time', '天|日|days?\\b', 86400],
  ['time', '小时|hours?\\b|h\\b', 3600],
  ['time', '分钟|minutes?\\b|mins?\\b', 60],
  ['time', '毫秒|ms\\b', 1e-3],
  ['time', '微秒|[µμ]s\\b', 1e-6],
  ['time', '秒|seconds?\\b|s\\b', 1],
  ['data', 'PB\\b', 1e15],
  ['data', 'TB\\b', 1e12],
  ['data', 'GB\\b', 1e9],
  ['data', 'MB\\b', 1e6],
  ['data', 'KB\\b', 1e3],
];
const scales: readonly (readonly [string, number])[] = [
  ['亿', 1e8],
  ['万', 1e4],
  ['千', 1e3],
  ['T(?![A-Za-z])', 1e12],
  ['B(?![A-Za-z])', 1e9],
  ['M(?![A-Za-z])', 1e6],
  ['K(?![A-Za-z])', 1e3],
  ['k(?![A-Za-z])', 1e3],
];
const table = units.map(([kind, pattern, factor]) => ({ kind, factor, pattern: new RegExp(`^\\s*(?:${pattern})`, 'u') }));
const scaling = scales.map(([pattern, factor]) => ({ factor, pattern: new RegExp(`^\\s*(?:${pattern})`, 'u') }));

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
  const per = /^\s*[/每]\s*[\p{L}]+/u.exec(unit === undefined ? rest : rest.replace(unit.pattern, ''))?.[0].trim() ?? '';
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
