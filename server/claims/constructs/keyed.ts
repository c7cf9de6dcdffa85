import { timeIn } from '../../language/dates.ts';
import { cleaned } from '../../language/names.ts';
import { captionSubject } from '../captions.ts';
import { readingsOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { type Context, defaultSubject, Passage, type Subject, subjectOf } from '../context.ts';
import type { Keyed } from '../leads.ts';
import { statusesIn } from '../mentions.ts';
import { isGeneric, outside } from '../sections.ts';
import type { Metric, Vocabulary } from '../vocabulary.ts';

/** The name of a measure in bold, a colon and its value. */
export const keyedValue: Construct<'keyed'> = {
  form: 'keyed',
  examples: {
    en: ['# Paint\n\n## Zinc primer\n\n- **Adoption rate**: 85%', 'list | Zinc primer | adoption rate | 85%'],
    zh: ['# 涂料\n\n## 富锌底漆\n\n- **采用率**：85%', 'list | 富锌底漆 | 采用率 | 85%'],
  },
  read: readKey,
};

function readKey({ text, inList, lead, key: { metric, subject } }: Keyed, context: Context): void {
  const { vocabulary } = context;
  const owner = subject === undefined ? (captionName(context) ?? defaultSubject(metric, context)) : subjectOf(subject, vocabulary);
  const end = /[。；\n]/u.exec(text.text.slice(lead.after));
  const value = text.text.slice(lead.after, end === null ? undefined : lead.after + end.index);
  const passage = new Passage(context, inList ? 'list' : 'prose', text);
  const parts = partsOf(value, metric, vocabulary);
  for (const { at, readings, scope } of parts)
    for (const reading of readings) passage.add(lead.after + at, owner, metric, reading, { scope });
  if (parts.length > 0 && parts.every(({ readings }) => readings.length > 0)) return;
  const at = lead.after + value.length - value.trimStart().length;
  const time = timeIn(value) ?? timeIn(lead.text);
  const readings = readingsOf(metric, value.trim(), vocabulary).filter(({ unit }) => unit !== 'word' || value.length <= 40);
  for (const reading of readings) passage.add(at, owner, metric, reading, time === undefined ? {} : { time });
  readStatuses(passage, at, lead.after + value.length, owner);
}

/** `85%（准收敛）`: a status word in brackets. */
function readStatuses(passage: Passage, from: number, to: number, owner: Subject): void {
  const { vocabulary, text } = passage;
  const value = text.text.slice(from, to);
  for (const reading of vocabulary.status === undefined ? [] : statusesIn(value, vocabulary))
    if (/[（(][^）)]*$/u.test(value.slice(0, reading.start))) passage.add(from, owner, vocabulary.status!, reading);
}

/** `85%（城市），60%（农村）`: several values, each within what the brackets name. None when it is one. */
function partsOf(value: string, metric: Metric, vocabulary: Vocabulary) {
  const parts = [...value.matchAll(/(?<gap>\s*)(?<value>[^，,（(]+)[（(](?<scope>[^）)]+)[)）]\s*(?:[，,、]|$)/gu)];
  return (parts.length < 2 ? [] : parts).map(({ index, groups }) => ({
    at: index + groups!['gap']!.length,
    readings: readingsOf(metric, groups!['value']!.trim(), vocabulary),
    scope: groups!['scope']!,
  }));
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
