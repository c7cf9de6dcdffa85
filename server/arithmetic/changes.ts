import { tidy } from '../language/interval.ts';
import { oneOf } from '../language/lexicon.ts';
import { digits, multipleSign, percentSign } from '../language/quantities.ts';
import { type Measure, measureIn } from './measures.ts';
import type { TextCheck, Wrong } from './wrong.ts';

const about = `(?:[≈~]|${oneOf('about')})`;
const goesUpOrDown = oneOf('increases', 'decreases');
/** How much something changes, as a part of a pattern: `50%`, `3 倍`. */
export const amount = `${digits}(?:${percentSign}|${multipleSign})`;
const told = new RegExp(
  [
    `${oneOf('from')}\\s*(?<before>[^，,。；;（(]{1,24}?)\\s*${goesUpOrDown}?\\s*(?:→|${oneOf('becomes')})\\s*(?<after>[^，,。；;（()）]{1,24}?)`,
    `[，,（(]\\s*${oneOf('about', 'altogether')}?\\s*${goesUpOrDown}${oneOf('by')}?\\s*(?<stated>${about}?\\s*${amount})`,
  ].join('\\s*'),
  'giu',
);
const anyAmount = new RegExp(`\\d(?:${percentSign}|${multipleSign})`, 'iu');
const anyFrom = new RegExp(oneOf('from'), 'iu');

/** A change that does not follow from the two values beside it. */
export const changes: TextCheck = { kind: 'change', find: wrongChanges };

/** `从 50ms 降至 20ms，降低 50%`. Ranges and values that nobody can compare are left alone. */
function wrongChanges(text: string): readonly Wrong[] {
  if (!anyAmount.test(text) || !anyFrom.test(text)) return [];
  const found: Wrong[] = [];
  for (const match of text.matchAll(told)) {
    const { before, after, stated } = match.groups!;
    const a = single(before!);
    const b = single(after!);
    if (a === undefined || b === undefined) continue;
    const actual = contradicted(a, b, stated!);
    if (actual === undefined) continue;
    const start = match.index + match[0].lastIndexOf(stated!);
    found.push({ expression: `${before!.trim()} → ${after!.trim()}`, stated: stated!.trim(), actual, start, end: start + stated!.length });
  }
  return found;
}

const uncertain = new RegExp(`[<>≤≥～~±]|\\d\\s*[-–]\\s*\\d|Level|[A-Za-z]\\d|${oneOf('about')}`, 'u');

/** The measure of words that hold one plain number. */
export function single(text: string): Measure | undefined {
  const numbers = text.match(/\d+(?:[.,]\d+)*/g) ?? [];
  if (numbers.length !== 1 || uncertain.test(text)) return undefined;
  return measureIn(text.replace(/^[\s$¥€：:]+/u, ''));
}

const noise = 1e-9;
const parts = new RegExp(`(${digits})\\s*([%％]|${multipleSign.trim()})`, 'iu');
const bounded = new RegExp(`[+<>≤≥]|${oneOf('orMore', 'orLess')}`, 'u');
const isRough = new RegExp(about, 'u');

/** What the change is when `stated` is none of the ways to tell it: relative, in points, or how many times. Undefined when it may be right. */
export function contradicted(a: Measure, b: Measure, stated: string): string | undefined {
  if (a.kind !== b.kind || a.bounded || b.bounded || a.low <= 0 || b.low < 0) return undefined;
  const match = parts.exec(stated);
  if (match === null || bounded.test(stated)) return undefined;
  const isPercent = /[%％]/.test(match[2]!);
  const said = Number(match[1]);
  const isAbout = isRough.test(stated);
  const half = Math.max(0.5 * 10 ** -(/\.(\d+)/.exec(match[1]!)?.[1]?.length ?? 0), isAbout ? said * 0.1 : 0);
  const [ratioLow, ratioHigh] = [b.low / a.high, b.high / a.low];
  const ways: [number, number][] = isPercent
    ? [
        [(ratioLow - 1) * 100, (ratioHigh - 1) * 100],
        [(1 - ratioHigh) * 100, (1 - ratioLow) * 100],
        [(1 / ratioHigh - 1) * 100, (1 / ratioLow - 1) * 100],
        ...(a.percent
          ? ([
              [(b.low - a.high) * 100, (b.high - a.low) * 100],
              [(a.low - b.high) * 100, (a.high - b.low) * 100],
            ] as [number, number][])
          : []),
        [ratioLow * 100, ratioHigh * 100],
      ]
    : [
        [ratioLow, ratioHigh],
        [1 / ratioHigh, 1 / ratioLow],
        [ratioLow - 1, ratioHigh - 1],
        [1 / ratioHigh - 1, 1 / ratioLow - 1],
      ];
  // A number cut short instead of rounded is no mistake worth a word: one unit of its last digit.
  const slack = (way: number): number => (isPercent || way < 2 ? 2 * half : half) + noise;
  if (ways.some(([low, high], way) => low - slack(way) <= said && said <= high + slack(way))) return undefined;
  const middle = (b.low + b.high) / (a.low + a.high);
  const value = isPercent ? (middle >= 1 ? middle - 1 : 1 - middle) * 100 : middle >= 1 ? middle : 1 / middle;
  return `${tidy(Number(value.toPrecision(3)))}${match[2]}`;
}
