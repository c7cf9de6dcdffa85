import { readingsOf } from './cells.ts';
import type { Construct, Qualifier } from './claim.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf, timeIn } from './context.ts';
import type { Text } from './source.ts';

/** Sentences of the vocabulary that state a metric without naming it: `95%以上新产品采用`. */
export function readPhrases(context: Context, construct: Construct, text: Text, subject: Subject, from = 0, to = text.text.length): void {
  const { vocabulary } = context;
  const part = text.text.slice(from, to);
  for (const metric of vocabulary.metrics) {
    for (const { pattern, value } of metric.sentences) {
      for (const match of part.matchAll(pattern)) {
        const groups = match.groups ?? {};
        const owner = metric.about === undefined ? named(groups['subject'], subject, context) : defaultSubject(metric, context);
        const year = timeIn(part.slice(0, match.index));
        const qualifier: Qualifier = year === undefined ? {} : { time: year };
        const written = value ? groups['value'] : groups['word'];
        if (written === undefined) continue;
        const start = from + match.index + match[0].indexOf(written);
        const readings = value
          ? readingsOf(metric, written, vocabulary)
          : [{ unit: 'word' as const, word: written, start: 0, end: written.length }];
        for (const reading of readings) add(context, construct, text, start, owner, metric, reading, qualifier);
      }
    }
  }
}

function named(captured: string | undefined, subject: Subject, context: Context): Subject {
  const words = context.vocabulary.words.subjects;
  const name = captured?.trim().replace(/(?:的|等).*$/u, '');
  if (name === undefined || name === '') return subject;
  if (words.pronouns.some(pronoun => name.toLowerCase().startsWith(pronoun))) return sectionSubject(context);
  return subjectOf(name, context.vocabulary);
}
