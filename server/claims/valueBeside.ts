import { oneOf } from '../language/lexicon.ts';
import { arrow, changeBehind, digits, percentageBefore, percentSign, quantityBehind } from '../language/quantities.ts';
import { readingsOf } from './cells.ts';
import type { Reading } from './mentions.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** `85% 即`: what follows says what the value means, not that it is so. */
const means = new RegExp(`^\\s*${oneOf('meaning')}`, 'iu');
const arrowOn = new RegExp(`^\\s*${arrow}\\s*${digits}(?:${percentSign})?`, 'iu');

/** The value that stands beside the name of a metric. */
export interface Value {
  readonly readings: readonly Reading[];
  /** It stands in front of the name: `start` counts in what stands there; else in what stands behind. */
  readonly isBefore: boolean;
  readonly start: number;
  readonly end: number;
}

/** `收敛度 95%`, `95%的收敛度`, `收敛度从 50% 提升到 95%`. `on`: what stands behind, up to the end of the sentence. */
export function valueBeside(before: string, behind: string, on: string, metric: Metric, vocabulary: Vocabulary): Value | undefined {
  const value = (start: number, end: number, text: string, isBefore = false): Value => {
    return { readings: readingsOf(metric, text, vocabulary), isBefore, start, end };
  };
  const first = quantityBehind(behind);
  if (first !== undefined) {
    if (means.test(behind.slice(first.end))) return undefined;
    const end = first.end + (arrowOn.exec(behind.slice(first.end))?.[0].length ?? 0);
    return value(first.start, end, behind.slice(first.start, end));
  }
  const last = percentageBefore(before);
  if (last !== undefined) return value(last.start, last.end, before.slice(last.start, last.end), true);
  const change = changeBehind(on);
  if (change === undefined) return undefined;
  const both = value(change.start, change.start + change.text.length, change.text);
  return { ...both, readings: both.readings.filter(({ role }) => role !== undefined) };
}
