import { datesIn, years, yearsIn } from '../../language/dates.ts';
import { oneOf } from '../../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../../language/names.ts';
import type { Paragraph, Table, Text } from '../../language/source.ts';
import type { Dates } from '../../model/claims.ts';
import { memoized } from '../../model/memoize.ts';
import type { Construct } from '../construct.ts';
import { type Context, placeIn, type Subject, say, subjectOf } from '../context.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** A table of events and their times. */
export const timetable: Construct<'rows'> = {
  form: 'rows',
  examples: {
    en: [
      '# Paint\n\n| Product | Convergence date |\n| --- | --- |\n| Zinc primer | 2027 Q4 |',
      'row | Zinc primer | 预计收敛时间 | 2027 Q4 | prediction',
    ],
    zh: ['# 涂料\n\n| 产品 | 预计收敛时间 |\n| --- | --- |\n| 富锌底漆 | 2027 年 |', 'row | 富锌底漆 | 预计收敛时间 | 2027 | prediction'],
  },
  read: ({ table }, context) => readSchedule(table, context),
};

/** An item that puts an event at a time. */
export const scheduledItem: Construct<'item with a number'> = {
  form: 'item with a number',
  examples: {
    en: ['# Paint\n\n1. **2027 Q4**: The zinc line starts', 'row | The zinc line starts | 时间表 | 2027 Q4 | prediction'],
    zh: ['# 涂料\n\n1. **2027 Q4**：富锌产线投产', 'row | 富锌产线投产 | 时间表 | 2027 Q4 | prediction'],
  },
  read: readScheduled,
};

/** S14: rows and items that put an event at a time: `2027 Q4 | 市场收敛至 3-5 家`, a column 预测收敛时间. */
export function readSchedule(table: Table, context: Context): void {
  const [header = [], ...body] = table.rows;
  const { schedule } = context.vocabulary.words;
  const keys = schedule.keys.map(keyOf);
  const timed = header.findIndex((cell, index) => index > 0 && keys.includes(keyOf(cell.text)));
  const isTimetable = keys.includes(keyOf(header[0]?.text ?? ''));
  if (timed < 0 && !isTimetable) return;
  for (const row of body) {
    const first = row[0];
    if (first === undefined) continue;
    if (timed > 0 && row[timed] !== undefined) sayTime(context, row[timed], subjectOf(first.text, context.vocabulary), schedule.expected);
    else if (isTimetable && isTime(first.text) && row[1] !== undefined && isEvent(row[1].text))
      sayTime(context, first, { name: cleaned(row[1].text), text: cleaned(row[1].text) }, schedule.metric);
  }
}

const comes = new RegExp(`(?:[（(][^（）()]*[)）])?\\s*${oneOf('comes')}.*$`, 'u');
/** More than a year. */
const isFine = new RegExp(`Q[1-4]|${oneOf('quarter', 'month')}`, 'iu');

/** `1. **2027 Q4**：市场收敛至 3-5 家`. */
export function readScheduled({ text }: Paragraph, context: Context): void {
  const match = /^\s*([^:：]{4,16})[:：]\s*([^。；\n]{2,60})/u.exec(text.text);
  if (match === null) return;
  if (!isTime(match[1]!) || /[-–~]/.test(match[1]!)) {
    readTimed(text, match[2]!, context);
    return;
  }
  const event = cleaned(match[2]!.replace(/[，,].*$/u, ''));
  if (!isEvent(event)) return;
  const { schedule } = context.vocabulary.words;
  const name = event.replace(comes, '') || event;
  sayTime(context, text, { name: cleaned(name), text: event }, schedule.metric);
}

/** `**隐性能力评测标准**：2026 Q2 评测标准建立`: the time stands before the event. */
function readTimed(text: Text, rest: string, context: Context): void {
  const dates = datesIn(rest);
  if (dates === undefined || dates.start > 0 || !isFine.test(rest.slice(0, dates.end))) return;
  const event = cleaned(rest.slice(dates.end).replace(/[，,。；;].*$/u, ''));
  if (isEvent(event) && event.length >= 4) sayTime(context, text, { name: event, text: event }, context.vocabulary.words.schedule.metric);
}

/** `2026-2027 年预计收敛`. */
export function readExpected(text: Text, whom: string, context: Context): void {
  if (yearsIn(text.text).length === 0) return;
  for (const pattern of patternsOf(context.vocabulary)) {
    const match = pattern.exec(text.text);
    const time = match?.groups?.['time'];
    const dates = time === undefined ? undefined : datesIn(time);
    if (match === null || dates === undefined || time === undefined) continue;
    const start = match.index + match[0].indexOf(time);
    const subject = subjectOf(withoutGloss(whom), context.vocabulary);
    const { expected } = context.vocabulary.words.schedule;
    sayDates(context, text, start, start + time.trimEnd().length, subject, expected, dates);
    return;
  }
}

const patternsOf = memoized(({ words }: Vocabulary) =>
  words.schedule.phrases.map(phrase => new RegExp(phrase.replaceAll('{years}', years), 'u')),
);

const isTime = (text: string): boolean => {
  const found = datesIn(text);
  return found !== undefined && keyOf(text).length <= 10 && (isFine.test(text) || /-\d/.test(text));
};

const isEvent = (text: string): boolean => /\p{L}{2}/u.test(text) && !/^\d/.test(text.trim());

function sayTime(context: Context, text: Text, subject: Subject, metric: string): void {
  const dates = datesIn(text.text);
  if (dates !== undefined) sayDates(context, text, dates.start, dates.end, subject, metric, dates);
}

function sayDates(context: Context, text: Text, start: number, end: number, subject: Subject, metric: string, { from, to }: Dates): void {
  say(context, 'row', placeIn(text, start, end), subject, metric, { unit: 'date', dates: { from, to } }, { role: 'prediction' });
}
