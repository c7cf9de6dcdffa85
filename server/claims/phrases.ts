import { timeIn } from '../language/dates.ts';
import { escaped, oneOf } from '../language/lexicon.ts';
import type { Qualifier } from '../model/claims.ts';
import { memoized } from '../model/memoize.ts';
import { matchesIn } from '../model/text.ts';
import { readingsOf } from './cells.ts';
import { type Context, defaultSubject, type Passage, type Subject, sectionSubject, subjectOf } from './context.ts';
import type { Reading } from './mentions.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** A sentence of the vocabulary as it stands in a text. */
interface Phrase {
  readonly metric: Metric;
  readonly isValue: boolean;
  readonly text: string;
  /** Where it begins in the passage. */
  readonly at: number;
  /** What stands before it in the part that is read. */
  readonly before: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Sentences of the vocabulary that state a metric without naming it: `95%以上新产品采用`. */
export function readPhrases(passage: Passage, subject: Subject, from = 0, to = passage.text.text.length): void {
  const { vocabulary } = passage;
  const part = passage.text.text.slice(from, to);
  if (!mayHoldPhrase(part, vocabulary)) return;
  const percents = /[%％]/.test(part);
  for (const metric of vocabulary.metrics)
    for (const { pattern, value: isValue, need } of metric.sentences)
      if ((!isValue || percents) && part.includes(need))
        for (const { 0: text, index, groups = {} } of matchesIn(part, pattern))
          readPhrase({ metric, isValue, text, at: from + index, before: part.slice(0, index), groups }, subject, passage);
}

function readPhrase(phrase: Phrase, subject: Subject, passage: Passage): void {
  const { metric, isValue, text, at, before, groups } = phrase;
  const { context, vocabulary } = passage;
  const owner = metric.about === undefined ? named(groups['subject'], subject, context) : defaultSubject(metric, context);
  if (groups['before'] !== undefined || groups['count'] !== undefined) {
    readCounts(phrase, owner, passage);
    return;
  }
  const written = isValue ? groups['value'] : groups['word'];
  if (written === undefined) return;
  const year = timeIn(before);
  const readings: readonly Reading[] = isValue
    ? readingsOf(metric, written, vocabulary)
    : [{ unit: 'word', word: written, start: 0, end: written.length }];
  for (const reading of readings) passage.add(at + text.indexOf(written), owner, metric, reading, year === undefined ? {} : { time: year });
}

/** Without this, `readPhrases` finds nothing. */
export const mayHoldPhrase = (text: string, vocabulary: Vocabulary): boolean => needsOf(vocabulary).test(text);

const needsOf = memoized(({ metrics }: Vocabulary): RegExp => {
  const sentences = metrics.flatMap(metric => metric.sentences);
  if (sentences.some(({ need, value }) => need === '' && !value)) return /^/;
  const words = sentences.flatMap(({ need, value }) => (need === '' ? (value ? ['[%％]'] : []) : [escaped(need)]));
  return words.length === 0 ? /(?!)/ : new RegExp([...new Set(words)].join('|'), 'u');
});

/** `从 2023 年 200+玩家收敛至 2025 年 15 家`: a number before and one after; `市场收敛至 3-5 家`: one to come. */
function readCounts({ metric, text, at, groups }: Phrase, owner: Subject, passage: Passage): void {
  let from = 0;
  for (const role of ['before', 'after', 'count'] as const) {
    const value = groups[role];
    if (value === undefined) continue;
    const time = groups[`${role}Time`] ?? timeIn(passage.text.text.slice(0, at));
    const behind = time === undefined ? from : Math.max(from, text.indexOf(time, from) + (role === 'count' ? 0 : time.length));
    from = text.indexOf(value, behind);
    const [reading] = readingsOf(metric, value, passage.vocabulary);
    const qualifier: Qualifier = { ...(time !== undefined && { time }), role: role === 'count' ? 'prediction' : role };
    if (reading !== undefined && from >= 0) passage.add(at + from, owner, metric, reading, qualifier);
    from += value.length;
  }
}

const furtherWords = new RegExp(`${oneOf('of', 'andSoOn')}.*$`, 'u');

function named(captured: string | undefined, subject: Subject, context: Context): Subject {
  const words = context.vocabulary.words.subjects;
  const name = captured?.trim().replace(furtherWords, '');
  if (name === undefined || name === '') return subject;
  if (words.pronouns.some(pronoun => name.toLowerCase().startsWith(pronoun))) return sectionSubject(context);
  return subjectOf(name, context.vocabulary);
}
