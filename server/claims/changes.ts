import { tidy } from './interval.ts';
import { type Measure, measureIn } from './measures.ts';

/** A change that does not follow from the two values beside it. Offsets count in the text given. */
export interface WrongChange {
  readonly expression: string;
  readonly stated: string;
  readonly actual: string;
  readonly start: number;
  readonly end: number;
}

const rises = '提升|提高|增长|增加|上升|扩展|升|增|改善|加速|improv\\w*|increas\\w*|grow\\w*|r[io]se\\w*';
const falls = '降低|下降|减少|缩短|节省|降|减|reduc\\w*|decreas\\w*|drop\\w*|fell';
const verbs = `${rises}|${falls}`;
const told = new RegExp(
  `(?:从|由|from)\\s*(?<before>[^，,。；;（(]{1,24}?)\\s*(?:${verbs})?\\s*(?:到|至|为|→|to\\b)\\s*(?<after>[^，,。；;（()）]{1,24}?)\\s*[，,（(]\\s*(?:约|总共|共|a\\s)?\\s*(?:${verbs})(?:了|约|by)?\\s*(?<stated>(?:约|≈|~)?\\s*\\d+(?:\\.\\d+)?\\s*(?:[%％]|倍|x\\b|×))`,
  'giu',
);

/** `从 50ms 降至 20ms，降低 50%`. Ranges and values that nobody can compare are left alone. */
export function wrongChanges(text: string): WrongChange[] {
  if (!/\d\s*(?:[%％]|倍|x\b|×)/u.test(text) || !/[从由]|from/iu.test(text)) return [];
  const found: WrongChange[] = [];
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

/** The measure of words that hold one plain number. */
export function single(text: string): Measure | undefined {
  const numbers = text.match(/\d+(?:[.,]\d+)*/g) ?? [];
  if (numbers.length !== 1 || /[<>≤≥～~±]|约|\d\s*[-–]\s*\d|Level|L\d|[A-Za-z]\d/u.test(text)) return undefined;
  return measureIn(text.replace(/^[\s$¥€：:]+/u, ''));
}

const noise = 1e-9;

/** What the change is when `stated` is none of the ways to tell it: relative, in points, or how many times. Undefined when it may be right. */
export function contradicted(a: Measure, b: Measure, stated: string): string | undefined {
  if (a.kind !== b.kind || a.bounded || b.bounded || a.low <= 0 || b.low < 0) return undefined;
  const match = /(\d+(?:\.\d+)?)\s*([%％]|倍|x|×)/iu.exec(stated);
  if (match === null || /[+<>≤≥]|以上|以下/u.test(stated)) return undefined;
  const isPercent = /[%％]/.test(match[2]!);
  const said = Number(match[1]);
  const about = /约|≈|~/u.test(stated);
  const half = Math.max(0.5 * 10 ** -(/\.(\d+)/.exec(match[1]!)?.[1]?.length ?? 0), about ? said * 0.1 : 0);
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
