import { tidy } from '../language/interval.ts';
import { oneOf } from '../language/lexicon.ts';
import { digits, multipleSign, percentSign } from '../language/quantities.ts';
import { type Measure, measureIn } from './measures.ts';
import type { TextCheck, Wrong } from './wrong.ts';

const about = `(?:[≈~]|${oneOf('about')})`;
const goesUpOrDown = oneOf('increases', 'decreases', 'rising', 'falling');
const points = `\\s*${oneOf('points')}`;
/** How much something changes, as a part of a pattern: `50%`, `3 倍`, `2 pp`. */
export const amount = `${digits}(?:${points}|${percentSign}|-?${multipleSign})`;
/** Up to the next mark; one that parts thousands is none. */
const upTo = (length: number): string => `(?:[^，,。；;（(）)]|,(?=\\d{3})){1,${length}}?`;
const becomes = `(?:→|->|⇒|${oneOf('becomes')})`;
const told = new RegExp(
  [
    `(?:${oneOf('from')}\\s*(?<before>${upTo(24)})\\s*${goesUpOrDown}?\\s*${becomes}|(?<![\\w.→>⇒+\\-–~])(?<start>\\d[\\d.,]*(?:${percentSign})?)\\s*(?:→|->|⇒))\\s*(?<after>${upTo(24)})`,
    `[，,（(]\\s*${oneOf('about', 'altogether')}?\\s*(?:${goesUpOrDown}\\s*${oneOf('by')}?\\s*(?<stated>${about}?\\s*${amount})|(?<signed>[+\\-−↑↓]\\s*${amount})|(?<first>${amount})\\s*${goesUpOrDown})`,
  ].join('\\s*'),
  'giu',
);
const anyAmount = new RegExp(`\\d(?:${points}|${percentSign}|-?${multipleSign})`, 'iu');
const anyFrom = new RegExp(`→|->|⇒|${oneOf('from')}`, 'iu');

/** A change that does not follow from the two values beside it. */
export const changes: TextCheck = { kind: 'change', find: wrongChanges };

/** `从 50ms 降至 20ms，降低 50%`. Ranges and values that nobody can compare are left alone. */
function wrongChanges(text: string): readonly Wrong[] {
  if (!anyAmount.test(text) || !anyFrom.test(text)) return [];
  const found: Wrong[] = [];
  for (const match of text.matchAll(told)) {
    const { after, start, before = start, first, signed, stated = first ?? signed } = match.groups!;
    const b = single(after!);
    const a = b && sameKind(before!, after!, b);
    if (a === undefined || b === undefined) continue;
    const actual = contradicted(a, b, stated!.replace(/^[+\-−↑↓]/u, ''));
    if (actual === undefined) continue;
    const at = match.index + match[0].lastIndexOf(stated!);
    found.push({ expression: `${before!.trim()} → ${after!.trim()}`, stated: stated!.trim(), actual, start: at, end: at + stated!.length });
  }
  return found;
}

/** `from 120 to 90 minutes`: what the second is counted in, the first is too. */
function sameKind(before: string, after: string, { kind }: Measure): Measure | undefined {
  const measure = single(before);
  return measure !== undefined && measure.kind !== kind && /^\s*[\d.,]+\s*$/u.test(before)
    ? single(before.trim() + after.replace(/^\D*\d[\d.,]*/u, ''))
    : measure;
}

const uncertain = new RegExp(`[<>≤≥～~±]|\\d\\s*[-–]\\s*\\d|Level|[A-Za-z]\\d|${oneOf('about')}`, 'u');

/** The measure of words that hold one plain number. */
export function single(text: string): Measure | undefined {
  const numbers = text.match(/\d+(?:[.,]\d+)*/g) ?? [];
  if (numbers.length !== 1 || uncertain.test(text)) return undefined;
  return measureIn(text.replace(/^[\s$¥€：:]+/u, ''));
}

const noise = 1e-9;
const parts = new RegExp(`(${digits})(${points}|\\s*[%％]|-?${multipleSign})`, 'iu');
const ofPoints = new RegExp(`^${points}$`, 'iu');
const bounded = new RegExp(`[+<>≤≥]|${oneOf('orMore', 'orLess')}`, 'u');
const isRough = new RegExp(about, 'u');

/** What the change is when `stated` is none of the ways to tell it: relative, in points, or how many times. Undefined when it may be right. */
export function contradicted(a: Measure, b: Measure, stated: string): string | undefined {
  if (a.kind !== b.kind || a.bounded || b.bounded || a.low <= 0 || b.low < 0) return undefined;
  const match = parts.exec(stated);
  if (match === null || bounded.test(stated)) return undefined;
  const said = Number(match[1]);
  if (ofPoints.test(match[2]!)) return a.percent ? otherPoints(a, b, match) : undefined;
  const isPercent = /[%％]/.test(match[2]!);
  const isAbout = isRough.test(stated);
  const half = Math.max(0.5 * 10 ** -(/\.(\d+)/.exec(match[1]!)?.[1]?.length ?? 0), isAbout ? said * 0.1 : 0);
  const [ways, middle] = [waysToTell(a, b, isPercent), (b.low + b.high) / (a.low + a.high)];
  // A number cut short instead of rounded is no mistake worth a word: one unit of its last digit.
  const isEven = (low: number, high: number): boolean => !isAbout && high - low < noise && Math.abs(low - Math.round(low)) < noise;
  const slack = ([low, high]: [number, number], way: number): number =>
    (isPercent || (way < 2 && !isEven(low, high)) ? 2 * half : half) + noise;
  if (ways.some((way, nth) => way[0] - slack(way, nth) <= said && said <= way[1] + slack(way, nth))) return undefined;
  const value = isPercent ? (middle >= 1 ? middle - 1 : 1 - middle) * 100 : middle >= 1 ? middle : 1 / middle;
  return `${tidy(Number(value.toPrecision(3)))}${match[2]}`;
}

/** Relative, in points, or how many times, each from its least to its greatest. */
function waysToTell(a: Measure, b: Measure, isPercent: boolean): [number, number][] {
  const [ratioLow, ratioHigh] = [b.low / a.high, b.high / a.low];
  return isPercent
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
}

/** Percentage points are the difference and nothing else. */
function otherPoints(a: Measure, b: Measure, [, said = '', unit = '']: RegExpExecArray): string | undefined {
  const middle = ({ low, high }: Measure): number => (low + high) / 2;
  const difference = tidy(Number((Math.abs(middle(b) - middle(a)) * 100).toFixed(4)));
  const half = 0.5 * 10 ** -(/\.(\d+)/.exec(said)?.[1]?.length ?? 0);
  const loose = (b.high - b.low + a.high - a.low) * 50;
  // Cut short instead of rounded, where there is something to cut.
  const isEven = Number.isInteger(tidy(difference / (2 * half)));
  return Math.abs(difference - Number(said)) <= (isEven ? half : 2 * half) + loose + noise ? undefined : `${difference}${unit}`;
}
