import { timeIn } from '../language/dates.ts';
import { escaped, oneOf } from '../language/lexicon.ts';
import type { Text } from '../language/source.ts';
import type { Construct, Qualifier } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import { readingsOf } from './cells.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf } from './context.ts';
import type { Reading } from './mentions.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** Sentences of the vocabulary that state a metric without naming it: `95%以上新产品采用`. */
export function readPhrases(context: Context, construct: Construct, text: Text, subject: Subject, from = 0, to = text.text.length): void {
  const { vocabulary } = context;
  const part = text.text.slice(from, to);
  if (!mayHoldPhrase(part, vocabulary)) return;
  const percents = /[%％]/.test(part);
  for (const metric of vocabulary.metrics)
    for (const { pattern, value, need } of metric.sentences)
      if ((!value || percents) && part.includes(need))
        for (const match of matchesIn(part, pattern)) readPhrase(context, construct, text, subject, from, part, metric, value, match);
}

function readPhrase(
  context: Context,
  construct: Construct,
  text: Text,
  subject: Subject,
  from: number,
  part: string,
  metric: Metric,
  isValue: boolean,
  match: RegExpExecArray,
): void {
  const groups = match.groups ?? {};
  const owner = metric.about === undefined ? named(groups['subject'], subject, context) : defaultSubject(metric, context);
  if (groups['before'] !== undefined || groups['count'] !== undefined) {
    readCounts(context, construct, text, from + match.index, match[0], groups, owner, metric);
    return;
  }
  const written = isValue ? groups['value'] : groups['word'];
  if (written === undefined) return;
  const year = timeIn(part.slice(0, match.index));
  const start = from + match.index + match[0].indexOf(written);
  const readings: readonly Reading[] = isValue
    ? readingsOf(metric, written, context.vocabulary)
    : [{ unit: 'word', word: written, start: 0, end: written.length }];
  for (const reading of readings) add(context, construct, text, start, owner, metric, reading, year === undefined ? {} : { time: year });
}

/** Without this, `readPhrases` finds nothing. */
export function mayHoldPhrase(text: string, vocabulary: Vocabulary): boolean {
  let needs = needsOf.get(vocabulary);
  if (needs === undefined) {
    const sentences = vocabulary.metrics.flatMap(metric => metric.sentences);
    const isOpen = sentences.some(({ need, value }) => need === '' && !value);
    const words = sentences.flatMap(({ need, value }) => (need === '' ? (value ? ['[%％]'] : []) : [escaped(need)]));
    needs = isOpen ? /^/ : words.length === 0 ? /(?!)/ : new RegExp([...new Set(words)].join('|'), 'u');
    needsOf.set(vocabulary, needs);
  }
  return needs.test(text);
}

const needsOf = new WeakMap<Vocabulary, RegExp>();

/** `从 2023 年 200+玩家收敛至 2025 年 15 家`: a number before and one after; `市场收敛至 3-5 家`: one to come. */
function readCounts(
  context: Context,
  construct: Construct,
  text: Text,
  at: number,
  written: string,
  groups: Record<string, string | undefined>,
  owner: Subject,
  metric: Metric,
): void {
  let from = 0;
  for (const role of ['before', 'after', 'count'] as const) {
    const value = groups[role];
    if (value === undefined) continue;
    const time = groups[`${role}Time`] ?? timeIn(text.text.slice(0, at));
    from = written.indexOf(
      value,
      time === undefined ? from : Math.max(from, written.indexOf(time, from) + (role === 'count' ? 0 : time.length)),
    );
    const [reading] = readingsOf(metric, value, context.vocabulary);
    const qualifier: Qualifier = { ...(time !== undefined && { time }), role: role === 'count' ? 'prediction' : role };
    if (reading !== undefined && from >= 0) add(context, construct, text, at + from, owner, metric, reading, qualifier);
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
