import { timeIn, withoutYear } from '../language/dates.ts';
import { oneOf, withoutOf } from '../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import type { Paragraph, Text } from '../language/source.ts';
import type { Construct } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import { captionSubject } from './captions.ts';
import { metricNamed, readingsOf, statusReading } from './cells.ts';
import { add, type Context, defaultSubject, type Subject, subjectOf } from './context.ts';
import { readPhrases } from './phrases.ts';
import { isGeneric, outside } from './sections.ts';
import { readSentences } from './sentences.ts';
import { listed } from './subjects.ts';
import type { Metric } from './vocabulary.ts';

/** The claims of a paragraph or list item: a bold key with its value, sentences, and bold names that sentences are about. */
export function readParagraph({ text, item }: Paragraph, context: Context): void {
  if (text.linked) return;
  const key = text.strong[0] !== undefined && text.strong[0].end <= 40;
  if (!key && !context.vocabulary.states.test(text.text)) return;
  if (text.opaque[0]?.start === 0) {
    readPhrases(context, 'list', text, { name: context.chapter, text: context.chapter ?? '' });
    return;
  }
  const lead = leadOf(text);
  const construct: Construct = item === undefined ? 'prose' : 'list';
  if (lead === undefined) {
    readSentences(context, construct, text, 0, text.text.length, undefined);
    return;
  }
  const named = keyMetric(lead.text, context);
  if (named !== undefined && lead.colon && !named.metric.level) {
    readKey(context, text, lead, named, item !== undefined);
    return;
  }
  if (!context.vocabulary.states.test(text.text)) return;
  const subjects = lead.colon ? leadSubjects(lead, context) : undefined;
  readSentences(context, construct, text, lead.colon ? lead.start : 0, lead.colon ? lead.end : text.text.length, undefined);
  if (!lead.colon) return;
  const own = context.claims.at(-1);
  const stated =
    own !== undefined && own.text === text.text.slice(0, 200) && own.subject !== null
      ? [{ name: own.subject, text: own.subjectText }]
      : subjects;
  readSentences(
    context,
    construct,
    text,
    lead.after,
    text.text.length,
    stated,
    timeIn(text.text.slice(0, lead.after)),
    subjects !== undefined,
  );
}

interface Lead {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the rest begins. */
  readonly after: number;
  /** A colon follows: the lead names what the rest is about. */
  readonly colon: boolean;
}

/** The bold words that a paragraph begins with, a gloss behind them included. */
function leadOf({ text, strong }: Text): Lead | undefined {
  const first = strong[0];
  if (first === undefined || !/^[^\p{L}\p{N}]*$/u.test(text.slice(0, first.start))) return undefined;
  const rest = /^\s*(?:[（(][^（）()]*[)）])?\s*[:：]?/u.exec(text.slice(first.end))?.[0] ?? '';
  const colon = /[:：]\s*$/u.test(rest) || /[:：]\s*$/u.test(text.slice(first.start, first.end));
  return {
    text: text.slice(first.start, first.end).replace(/[:：]\s*$/u, ''),
    start: first.start,
    end: first.end,
    after: first.end + rest.length,
    colon,
  };
}

interface Key {
  readonly metric: Metric;
  readonly complement?: true;
  readonly subject?: string;
}

const changeBehind = new RegExp(`${oneOf('change', 'increases', 'decreases')}$`, 'iu');

/** `采用率`, `MoE架构收敛度`, `收敛度提升`: a lead that is a metric, with its subject in front. */
function keyMetric(lead: string, { vocabulary }: Context): Key | undefined {
  const name = cleaned(lead).replace(changeBehind, '');
  const exact = metricNamed(name, vocabulary);
  if (exact !== undefined) return exact;
  const mention = matchesIn(name, vocabulary.mention).at(-1);
  if (mention === undefined || mention.index + mention[0].length !== name.length || mention.index === 0) return undefined;
  const metric = vocabulary.metricByKey.get(keyOf(mention[0]))?.metric;
  if (metric?.level) return undefined;
  return metric && { metric, subject: withoutOf(name.slice(0, mention.index)) };
}

/** S6: `- **收敛度**：85%（…）`. */
function readKey(context: Context, text: Text, lead: Lead, { metric, subject, complement: _ }: Key, inList: boolean): void {
  const owner = subject === undefined ? (captionName(context) ?? defaultSubject(metric, context)) : subjectOf(subject, context.vocabulary);
  const end = /[。；\n]/u.exec(text.text.slice(lead.after));
  const value = text.text.slice(lead.after, end === null ? undefined : lead.after + end.index);
  const shift = value.length - value.trimStart().length;
  if (metric.level && !/^\s*\S{0,4}(?:[A-Z]\d|\p{Script=Han})/u.test(value)) return;
  const time = timeIn(value) ?? timeIn(lead.text);
  const parts = [...value.matchAll(/\s*([^，,（(]+)[（(]([^）)]+)[)）]\s*(?:[，,、]|$)/gu)];
  if (parts.length > 1) {
    for (const part of parts)
      for (const reading of readingsOf(metric, part[1]!.trim(), context.vocabulary))
        add(
          context,
          inList ? 'list' : 'prose',
          text,
          lead.after + part.index + part[0].length - part[0].trimStart().length,
          owner,
          metric,
          reading,
          { scope: part[2]! },
        );
    if (parts.every(part => readingsOf(metric, part[1]!.trim(), context.vocabulary).length > 0)) return;
  }
  for (const reading of readingsOf(metric, value.trim(), context.vocabulary)) {
    if (reading.unit === 'word' && value.length > 40) continue;
    add(context, inList ? 'list' : 'prose', text, lead.after + shift, owner, metric, reading, time === undefined ? {} : { time });
  }
  readStatuses(context, inList ? 'list' : 'prose', text, lead.after + shift, lead.after + value.length, owner);
}

function readStatuses(context: Context, construct: Construct, text: Text, from: number, to: number, owner: Subject): void {
  const { vocabulary } = context;
  if (vocabulary.status === undefined) return;
  for (const match of text.text.slice(from, to).matchAll(vocabulary.statusWord)) {
    const inBrackets = /[（(][^）)]*$/u.test(text.text.slice(from, from + match.index));
    if (inBrackets) add(context, construct, text, from, owner, vocabulary.status, statusReading(match[0], match.index, vocabulary));
  }
}

/** The bold line right above a list, when it names somebody. */
function captionName(context: Context): Subject | undefined {
  const state = captionSubject(context);
  if (state !== undefined) return state;
  for (const caption of context.captions.slice(0, 2)) {
    const name = cleaned(caption.text);
    if (caption.strong.length === 0 || isGeneric(name, outside, context.vocabulary)) continue;
    return subjectOf(name, context.vocabulary);
  }
  return undefined;
}

/** Whom a lead names; undefined when it only says what kind of remark follows. */
function leadSubjects(lead: Lead, { vocabulary }: Context): Subject[] | undefined {
  const name = withoutYear(withoutGloss(cleaned(lead.text)));
  const { clauses, leadEndings } = vocabulary.words.subjects;
  const ending = leadEndings.find(word => name.endsWith(word));
  if (ending !== undefined && name.length > ending.length) return [subjectOf(name.slice(0, -ending.length), vocabulary)];
  if (name.length > 60 || isGeneric(name, outside, vocabulary) || clauses.some(verb => name.includes(verb))) return undefined;
  const names = listed(name);
  return names.length === 0 ? undefined : names.map(part => subjectOf(part, vocabulary));
}
