import { datesIn, years, yearsIn } from '../../language/dates.ts';
import { hanNumerals, oneOf } from '../../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../../language/names.ts';
import type { Paragraph, Table, Text } from '../../language/source.ts';
import type { Dates, Qualifier } from '../../model/claims.ts';
import { memoized } from '../../model/memoize.ts';
import type { Construct } from '../construct.ts';
import { type Context, placeIn, type Subject, say, subjectOf } from '../context.ts';
import type { Section } from '../sections.ts';
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
  const isTimetable = keys.includes(keyOf(header[0]?.text ?? '')) || isOfEvents(header, schedule.times, schedule.events);
  if (isOfEvents(header, schedule.events, schedule.times)) for (const [event, time] of body) sayEvent(context, event, time);
  if (timed < 0 && !isTimetable) return;
  for (const row of body) {
    const first = row[0];
    if (first === undefined) continue;
    if (timed > 0 && row[timed] !== undefined) sayTime(context, row[timed], subjectOf(first.text, context.vocabulary), schedule.expected);
    else if (isOfEvents(header, schedule.times, schedule.events)) sayEvent(context, row[1], first);
    else if (isTimetable && isTime(first.text) && row[1] !== undefined && isEvent(row[1].text))
      sayTime(context, first, { name: cleaned(row[1].text), text: cleaned(row[1].text) }, schedule.metric);
  }
}

/** `Date | Event`. */
export const isOfEvents = ([first, second]: readonly Text[], one: readonly string[], other: readonly string[]): boolean =>
  isAmong(first, one) && isAmong(second, other);

const isAmong = (cell: Text | undefined, words: readonly string[]): boolean => words.includes(keyOf(cell?.text ?? ''));

function sayEvent(context: Context, event: Text | undefined, time: Text | undefined): void {
  if (event === undefined || time === undefined || !isTime(time.text) || !isEvent(event.text)) return;
  const name = cleaned(event.text);
  if (keyOf(name.replace(ofAny, '')).length < 2) return;
  // What is planned under one heading is not what is planned under another.
  const scope = context.section.depth === 0 ? {} : { scope: pathOf(context.section) };
  sayTime(context, time, { name, text: name }, context.vocabulary.words.schedule.metric, scope);
}

const pathOf = ({ title, parent }: Section): string =>
  parent === undefined || parent.depth === 0 ? title : `${pathOf(parent)} › ${title}`;

/** A project is started, a phase completed: that of this table, not of every one. */
const ofAny = new RegExp(`${oneOf('begins', 'retires', 'releases', 'approves', 'completes', 'undertaking')}|[\\d${hanNumerals}]`, 'giu');

/** Several dated events in one line: `2026 Q2 pilot, 2027 Q4 rollout`. */
export const datedEvents: Construct<'dated line'> = {
  form: 'dated line',
  examples: {
    en: [
      '# Paint\n\n**Milestones**: 2026 Q2 pilot line, 2027 Q4 roll-out',
      'row | pilot line | 时间表 | 2026 Q2 | prediction',
      'row | roll-out | 时间表 | 2027 Q4 | prediction',
    ],
    zh: [
      '# 涂料\n\n**关键节点**：2026 Q2 中试、2027 Q4 量产',
      'row | 中试 | 时间表 | 2026 Q2 | prediction',
      'row | 量产 | 时间表 | 2027 Q4 | prediction',
    ],
  },
  read: readLine,
};

/** Each part is a time, to the quarter or month, and what comes then. */
function readLine({ text }: Paragraph, context: Context): void {
  const lead = /^[^:：]{2,16}[:：]/u.exec(text.text)?.[0].length ?? 0;
  const found: { readonly from: number; readonly event: string; readonly dates: NonNullable<ReturnType<typeof datesIn>> }[] = [];
  let from = lead;
  for (const part of text.text.slice(lead).split(/(?<=[、，,；;])/u)) {
    const dates = datesIn(part);
    const event = dates && cleaned(part.slice(dates.end));
    if (dates === undefined || event === undefined || part.slice(0, dates.start).trim() !== '') return;
    if (!isFine.test(part.slice(0, dates.end)) || !isEvent(event) || event.length > 40) return;
    found.push({ from, event, dates });
    from += part.length;
  }
  if (found.length < 2) return;
  for (const { from: at, event, dates } of found) {
    const subject = { name: event, text: event };
    sayDates(context, text, at + dates.start, at + dates.end, subject, context.vocabulary.words.schedule.metric, dates);
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

function sayTime(context: Context, text: Text, subject: Subject, metric: string, qualifier: Qualifier = {}): void {
  const dates = datesIn(text.text);
  if (dates !== undefined) sayDates(context, text, dates.start, dates.end, subject, metric, dates, qualifier);
}

function sayDates(
  context: Context,
  text: Text,
  start: number,
  end: number,
  subject: Subject,
  metric: string,
  { from, to }: Dates,
  qualifier: Qualifier = {},
): void {
  say(
    context,
    'row',
    placeIn(text, start, end),
    subject,
    metric,
    { unit: 'date', dates: { from, to } },
    { role: 'prediction', ...qualifier },
  );
}
