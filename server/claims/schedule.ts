import { datesIn, years, yearsIn } from '../language/dates.ts';
import { oneOf } from '../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import { type Paragraph, spanIn, type Table, type Text } from '../language/source.ts';
import { shifted } from '../model/text.ts';
import { type Context, push, type Subject, subjectOf } from './context.ts';

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
    if (timed > 0 && row[timed] !== undefined) say(context, row[timed], subjectOf(first.text, context.vocabulary), schedule.expected);
    else if (isTimetable && isTime(first.text) && row[1] !== undefined && isEvent(row[1].text))
      say(context, first, { name: cleaned(row[1].text), text: cleaned(row[1].text) }, schedule.metric);
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
  say(context, text, { name: cleaned(name), text: event }, schedule.metric);
}

/** `**隐性能力评测标准**：2026 Q2 评测标准建立`: the time stands before the event. */
function readTimed(text: Text, rest: string, context: Context): void {
  const dates = datesIn(rest);
  if (dates === undefined || dates.start > 0 || !isFine.test(rest.slice(0, dates.end))) return;
  const event = cleaned(rest.slice(dates.end).replace(/[，,。；;].*$/u, ''));
  if (isEvent(event) && event.length >= 4) say(context, text, { name: event, text: event }, context.vocabulary.words.schedule.metric);
}

/** `2026-2027 年预计收敛`. */
export function readExpected(text: Text, whom: string, context: Context): void {
  if (yearsIn(text.text).length === 0) return;
  for (const pattern of patternsOf(context)) {
    const match = pattern.exec(text.text);
    const time = match?.groups?.['time'];
    const dates = time === undefined ? undefined : datesIn(time);
    if (match === null || dates === undefined || time === undefined) continue;
    const start = match.index + match[0].indexOf(time);
    const subject = subjectOf(withoutGloss(whom), context.vocabulary);
    push(context, {
      construct: 'row',
      span: shifted(spanIn(text, start, start + time.trimEnd().length), context.start),
      subject: subject.name,
      subjectText: subject.text,
      metric: context.vocabulary.words.schedule.expected,
      unit: 'date',
      dates: { from: dates.from, to: dates.to },
      qualifier: { role: 'prediction' },
      text: text.text.slice(0, 200),
      raw: time,
    });
    return;
  }
}

const patterns = new WeakMap<readonly string[], readonly RegExp[]>();

function patternsOf({ vocabulary }: Context): readonly RegExp[] {
  const { phrases } = vocabulary.words.schedule;
  const known = patterns.get(phrases);
  if (known !== undefined) return known;
  const made = phrases.map(phrase => new RegExp(phrase.replaceAll('{years}', years), 'u'));
  patterns.set(phrases, made);
  return made;
}

const isTime = (text: string): boolean => {
  const found = datesIn(text);
  return found !== undefined && keyOf(text).length <= 10 && (isFine.test(text) || /-\d/.test(text));
};

const isEvent = (text: string): boolean => /\p{L}{2}/u.test(text) && !/^\d/.test(text.trim());

function say(context: Context, text: Text, subject: Subject, metric: string): void {
  const dates = datesIn(text.text);
  if (dates === undefined) return;
  push(context, {
    construct: 'row',
    span: shifted(spanIn(text, dates.start, dates.end), context.start),
    subject: subject.name,
    subjectText: subject.text,
    metric,
    unit: 'date',
    dates: { from: dates.from, to: dates.to },
    qualifier: { role: 'prediction' },
    text: text.text.slice(0, 200),
    raw: text.text.slice(dates.start, dates.end),
  });
}
