import { withoutYearBehind, yearsIn } from '../language/dates.ts';
import { complement, point } from '../language/interval.ts';
import { oneOf } from '../language/lexicon.ts';
import { keyOf, withoutGloss } from '../language/names.ts';
import { arrow, type Quantity, quantities, ratioIn, starsIn } from '../language/quantities.ts';
import type { Interval, Unit } from '../model/claims.ts';
import { levelIn, type Reading } from './mentions.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

const changeBehind = new RegExp(`${oneOf('change')}$`, 'iu');
const becomes = new RegExp(arrow, 'iu');

/** What a table cell, or the text after a metric and a colon, says about the metric. */
export function readingsOf(metric: Metric, text: string, vocabulary: Vocabulary): Reading[] {
  if (keyOf(text) === '' || /^[-–—/\s]*$/u.test(text)) return [];
  switch (metric.unit) {
    case 'ratio':
      return ratioReadings(metric, text);
    case 'stars': {
      const first = starReading(text);
      if (first === undefined) return wordReading(metric, text);
      const second = starReading(text, first.end);
      return second !== undefined && isChange(first, second, text) ? changed(first, second) : [first];
    }
    case 'level': {
      const level = levelIn(text, vocabulary);
      return level === undefined ? [] : [level];
    }
    case 'count':
      return quantities(text)
        .filter(({ percent }) => !percent)
        .slice(0, 1)
        .map(({ approximate: _, ...count }) => reading('count', count));
    default:
      return [];
  }
}

function ratioReadings(metric: Metric, text: string): Reading[] {
  const percents = quantities(text)
    .filter(({ percent }) => percent)
    .map(one => reading('ratio', one));
  const [first, second] = percents;
  if (first !== undefined && second !== undefined && percents.length === 2 && isChange(first, second, text)) return changed(first, second);
  if (first !== undefined) return [first];
  const ratio = ratioIn(text);
  if (ratio !== undefined) return [reading('ratio', ratio)];
  const stars = starReading(text);
  return stars === undefined ? wordReading(metric, text) : [stars];
}

/** `★★★★☆`, from an offset on. */
function starReading(text: string, from = 0): Reading | undefined {
  const found = starsIn(text.slice(from));
  return found && { unit: 'stars', range: point(found.stars), start: from + found.start, end: from + found.end };
}

const reading = (unit: Unit, { approximate, start, end, ...bounds }: Quantity): Reading => ({
  unit,
  range: rangeOf(bounds),
  start,
  end,
  ...(approximate && { approximate }),
});

const isChange = (first: Reading, second: Reading, text: string): boolean => becomes.test(text.slice(first.end, second.start));
const changed = (before: Reading, after: Reading): Reading[] => [
  { ...before, role: 'before' },
  { ...after, role: 'after' },
];

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
