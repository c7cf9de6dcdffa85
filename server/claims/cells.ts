import { withoutYearBehind, yearsIn } from '../language/dates.ts';
import { complement, point } from '../language/interval.ts';
import { oneOf } from '../language/lexicon.ts';
import { keyOf, withoutGloss } from '../language/names.ts';
import { arrow, quantities, ratioIn, starsIn } from '../language/quantities.ts';
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

const changeBehind = new RegExp(`${oneOf('change')}$`, 'iu');
const becomes = new RegExp(arrow, 'iu');

/** What a table cell, or the text after a metric and a colon, says about the metric. */
export function readingsOf(metric: Metric, text: string, vocabulary: Vocabulary): Reading[] {
  if (keyOf(text) === '' || /^[-–—/\s]*$/u.test(text)) return [];
  switch (metric.unit) {
    case 'ratio':
      return ratioReadings(metric, text);
    case 'stars': {
      const stars = starsIn(text);
      const rest = stars === undefined ? undefined : starsIn(text.slice(stars.end));
      if (stars !== undefined && rest !== undefined && becomes.test(text.slice(stars.end, stars.end + rest.start)))
        return [
          { unit: 'stars', range: point(stars.stars), start: stars.start, end: stars.end, role: 'before' },
          { unit: 'stars', range: point(rest.stars), start: stars.end + rest.start, end: stars.end + rest.end, role: 'after' },
        ];
      if (stars !== undefined) return [{ unit: 'stars', range: point(stars.stars), start: stars.start, end: stars.end }];
      return wordReading(metric, text);
    }
    case 'level':
      return levelReadings(text, vocabulary);
    case 'count': {
      const count = quantities(text).find(q => !q.percent);
      return count === undefined ? [] : [{ unit: 'count', range: count, start: count.start, end: count.end }];
    }
    default:
      return [];
  }
}

function ratioReadings(metric: Metric, text: string): Reading[] {
  const found = quantities(text).filter(q => q.percent);
  const [first, second] = found;
  const reading = (q: (typeof found)[number], role?: 'before' | 'after'): Reading => ({
    unit: 'ratio',
    range: rangeOf(q),
    start: q.start,
    end: q.end,
    ...(q.approximate && { approximate: true as const }),
    ...(role && { role }),
  });
  if (first !== undefined && second !== undefined && found.length === 2 && becomes.test(text.slice(first.end, second.start)))
    return [reading(first, 'before'), reading(second, 'after')];
  const one = first ?? ratioIn(text);
  if (one !== undefined) return [reading(one)];
  const stars = starsIn(text);
  if (stars !== undefined) return [{ unit: 'stars', range: point(stars.stars), start: stars.start, end: stars.end }];
  return wordReading(metric, text);
}

export const rangeOf = ({ low, high, lowOpen, highOpen }: Interval): Interval => ({
  low,
  high,
  ...(lowOpen && { lowOpen }),
  ...(highOpen && { highOpen }),
});

function wordReading(metric: Metric, text: string): Reading[] {
  for (const candidate of [text, withoutGloss(text)]) {
    const range = metric.values.get(keyOf(candidate));
    if (range === undefined) continue;
    const unit = range === null ? 'word' : metric.unit;
    return [{ unit, ...(range !== null && { range }), word: candidate.trim(), start: 0, end: candidate.length }];
  }
  return metric.text && text.trim().length <= 40 ? [{ unit: 'word', word: text.trim(), start: 0, end: text.length }] : [];
}

/** `L4`, `L3–L4`, a status word. */
export function levelReadings(text: string, vocabulary: Vocabulary): Reading[] {
  const mark = matchesIn(text, vocabulary.levelMark)[0];
  if (mark !== undefined) {
    const levels = [mark[1], mark[2] ?? mark[1]].map(Number).sort((a, b) => a - b);
    return [
      {
        unit: 'level',
        range: { low: levels[0]!, high: levels[1]! },
        word: mark[0].trim(),
        start: mark.index,
        end: mark.index + mark[0].length,
      },
    ];
  }
  const status = matchesIn(text, vocabulary.statusWord)[0];
  return status === undefined ? [] : [statusReading(status[0], status.index, vocabulary)];
}

export function statusReading(word: string, start: number, vocabulary: Vocabulary): Reading {
  const levels = vocabulary.statuses.get(word) ?? vocabulary.statuses.get(word.toLowerCase());
  const end = start + word.length;
  if (levels === undefined || levels === null) return { unit: 'word', word, start, end };
  return { unit: 'level', range: { low: levels[0], high: levels[1] }, word, start, end };
}

/** The claim's range when it is stated of one minus the metric. */
export const turned = (reading: Reading): Reading =>
  reading.range === undefined ? reading : { ...reading, range: complement(reading.range) };

/** The metric that a header, row key or bold key is, and the year written in front of it. */
export function metricNamed(text: string, vocabulary: Vocabulary): { metric: Metric; complement?: true; year?: string } | undefined {
  if (text.length > 60 || !mayEndIn(text, vocabulary)) return undefined;
  const bare = withoutGloss(text.trim().replace(/[:：]\s*$/u, ''));
  const first = metricCalled(bare, text, vocabulary);
  if (first !== undefined) return first;
  // Mostly these are all the same.
  for (const name of [bare.replace(vocabulary.prefix, ''), bare.replace(changeBehind, ''), withoutYearBehind(bare), text]) {
    const found = name === bare ? undefined : metricCalled(name, text, vocabulary);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Most cells end otherwise than the names of metrics do. A Han character stays what it is, whatever is made of a name. */
export function mayEndIn(text: string, { metricEnds }: Vocabulary): boolean {
  const last = text.at(-1) ?? '';
  return !(last >= '\u4e00' && last <= '\u9fff') || metricEnds.has(last) || changeBehind.test(text);
}

function metricCalled(name: string, text: string, { metricByKey }: Vocabulary): ReturnType<typeof metricNamed> {
  const found = metricByKey.get(keyOf(name));
  if (found !== undefined && !found.metric.standing && !found.metric.factor) {
    const [year] = yearsIn(text);
    return { ...found, ...(year !== undefined && { year }) };
  }
  if (!/^(?:.*[\s（(])?\$?[A-Z](?:_\w+|_\{.*?\})?\$?[)）]?$/.test(name)) return undefined;
  const metric = metricByKey.get(keyOf(name.replace(/\s*\$?[A-Z](?:_\w+)?\$?$/, '')));
  return metric?.metric.standing ? undefined : metric;
}
