import { timeIn } from '../../language/dates.ts';
import { cleaned } from '../../language/names.ts';
import type { Text } from '../../language/source.ts';
import { captionSubject } from '../captions.ts';
import { readingsOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { add, type Context, defaultSubject, type Subject, subjectOf } from '../context.ts';
import type { Keyed } from '../leads.ts';
import { statusesIn } from '../mentions.ts';
import { isGeneric, outside } from '../sections.ts';
import type { Metric } from '../vocabulary.ts';

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
  const construct = inList ? 'list' : 'prose';
  if (readParts(value, metric, owner, text, lead.after, construct, context)) return;
  const at = lead.after + value.length - value.trimStart().length;
  const time = timeIn(value) ?? timeIn(lead.text);
  for (const reading of readingsOf(metric, value.trim(), vocabulary)) {
    if (reading.unit === 'word' && value.length > 40) continue;
    add(context, construct, text, at, owner, metric, reading, time === undefined ? {} : { time });
  }
  readStatuses(text, at, lead.after + value.length, owner, construct, context);
}

/** `85%（准收敛）`: a status word in brackets. */
function readStatuses(text: Text, from: number, to: number, owner: Subject, construct: 'list' | 'prose', context: Context): void {
  const { vocabulary } = context;
  const value = text.text.slice(from, to);
  for (const reading of vocabulary.status === undefined ? [] : statusesIn(value, vocabulary))
    if (/[（(][^）)]*$/u.test(value.slice(0, reading.start))) add(context, construct, text, from, owner, vocabulary.status!, reading);
}

/** `85%（城市），60%（农村）`: several values, each within what the brackets name. True when they are all that is said. */
function readParts(
  value: string,
  metric: Metric,
  owner: Subject,
  text: Text,
  at: number,
  construct: 'list' | 'prose',
  context: Context,
): boolean {
  const parts = [...value.matchAll(/(?<gap>\s*)(?<value>[^，,（(]+)[（(](?<scope>[^）)]+)[)）]\s*(?:[，,、]|$)/gu)];
  if (parts.length < 2) return false;
  let isAll = true;
  for (const { index, groups } of parts) {
    const readings = readingsOf(metric, groups!['value']!.trim(), context.vocabulary);
    isAll &&= readings.length > 0;
    for (const reading of readings)
      add(context, construct, text, at + index + groups!['gap']!.length, owner, metric, reading, { scope: groups!['scope']! });
  }
  return isAll;
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
