import { keyOf } from '../language/names.ts';
import type { Interval, Unit } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** A value that some words give a metric. Offsets count in those words. */
export interface Reading {
  readonly unit: Unit;
  readonly range?: Interval;
  readonly word?: string;
  readonly start: number;
  readonly end: number;
  readonly approximate?: true;
  readonly role?: 'before' | 'after';
}

/** The name of a metric in a text. */
export interface MetricMention {
  readonly metric: Metric;
  readonly start: number;
  readonly end: number;
}

/** The metrics that a text names. */
export const metricsIn = (text: string, { mention, metricByKey }: Vocabulary): readonly MetricMention[] =>
  matchesIn(text, mention).flatMap(({ 0: name, index }) => {
    const found = metricByKey.get(keyOf(name));
    return found === undefined ? [] : { metric: found.metric, start: index, end: index + name.length };
  });

/** `L4`, `L3–L4`. */
export const levelsIn = (text: string, { levelMark }: Vocabulary): readonly Reading[] =>
  matchesIn(text, levelMark).map(({ 0: mark, 1: first, 2: second = first, index }) => {
    const [low, high] = [Number(first), Number(second)].sort((a, b) => a - b) as [number, number];
    return { unit: 'level', range: { low, high }, word: mark.trim(), start: index, end: index + mark.length };
  });

/** Words for levels. */
export const statusesIn = (text: string, vocabulary: Vocabulary): readonly Reading[] =>
  matchesIn(text, vocabulary.statusWord).map(({ 0: word, index }) => statusReading(word, index, vocabulary));

/** The levels that a status word stands for; a mere word when it says none. */
export function statusReading(word: string, start: number, { statuses }: Vocabulary): Reading {
  const levels = statuses.get(word) ?? statuses.get(word.toLowerCase());
  const at = { word, start, end: start + word.length };
  return levels ? { unit: 'level', range: { low: levels[0], high: levels[1] }, ...at } : { unit: 'word', ...at };
}

/** What a text says of a level first: by its mark, or else by a word. */
export const levelIn = (text: string, vocabulary: Vocabulary): Reading | undefined =>
  levelsIn(text, vocabulary)[0] ?? statusesIn(text, vocabulary)[0];
