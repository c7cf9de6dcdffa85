import type { Claim, Construct, Qualifier } from '../model/claims.ts';
import { captionSubject } from './captions.ts';
import { levelReadings, metricNamed } from './cells.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf } from './context.ts';
import { isYear, timeIn } from './dates.ts';
import { productForm } from './forms.ts';
import { readOtherNames } from './levelNames.ts';
import { membersOf } from './members.ts';
import { readPhrases } from './phrases.ts';
import { starsIn } from './quantities.ts';
import type { Table, Text } from './source.ts';
import { readSubjectRows } from './subjectRows.ts';
import { cleaned, levelOf, withoutGloss } from './subjects.ts';
import { readCell, scoped } from './tableCells.ts';
import { type Column, type Plan, planOf } from './tables.ts';

/** The claims of a table, by the way it is laid out. */
export function readTable(table: Table, context: Context): void {
  const plan = planOf(table, context.vocabulary);
  if (plan.layout === 'metric rows') readMetricRows(table, plan, context);
  else if (plan.layout === 'level rows') readLevelRows(table, plan, context);
  else if (plan.layout === 'subject rows') readSubjectRows(table, plan, context);
}

type Row = readonly Text[];

/** Every row is a metric. A column holds its value, or its header names whom the column is about. */
function readMetricRows(table: Table, { columns }: Plan, context: Context): void {
  const { vocabulary } = context;
  const [header = [], ...body] = table.rows;
  const value = columns.findIndex(column => column.is === 'value');
  const status = columns.findIndex(column => column.is === 'status');
  const confidence = columns.findIndex(column => column.is === 'confidence');
  const owner = captionSubject(context) ?? sectionSubject(context);
  const construct: Construct = value < 0 ? 'matrix' : status >= 0 ? 'kv' : 'quant';
  const captioned = timeIn(context.captions[0]?.text ?? '');
  for (const row of body) {
    const named = metricNamed(cleaned(row[0]?.text ?? ''), vocabulary);
    if (named === undefined) continue;
    const stars = confidence < 0 ? undefined : starsIn(row[confidence]?.text ?? '')?.stars;
    const columnsToRead = value >= 0 ? [value] : subjectColumns(header, columns);
    for (const index of columnsToRead) {
      const cell = row[index];
      if (cell === undefined) continue;
      const year = named.year ?? timeIn(header[index]?.text ?? '') ?? (status >= 0 ? timeIn(header[status]?.text ?? '') : captioned);
      const subject =
        value >= 0 ? (named.metric.about ? defaultSubject(named.metric, context) : owner) : columnSubject(header[index]!, owner, context);
      const qualifier: Qualifier = {
        ...(year !== undefined && { time: year }),
        ...(stars !== undefined && { confidence: stars }),
        ...scoped(cell.text, context),
      };
      readCell(context, construct, cell, subject, named, qualifier);
      for (const form of value >= 0 ? row.slice(index + 1) : []) productForm(form, subject, named.metric, context);
    }
    if (status >= 0 && (named.metric.graded || named.metric.status))
      readStatus(row[status], owner, construct, context, timeIn(header[status]?.text ?? ''));
  }
}

const subjectColumns = (header: Row, columns: readonly Column[]): number[] =>
  header.flatMap((_, index) => (index > 0 && (columns[index]!.is === 'other' || columns[index]!.is === 'metric') ? [index] : []));

function columnSubject(header: Text, owner: Subject, { vocabulary }: Context): Subject {
  if (isYear(header.text)) return owner;
  return subjectOf(withoutGloss(header.text), vocabulary);
}

function readStatus(cell: Text | undefined, subject: Subject, construct: Construct, context: Context, time: string | undefined): void {
  const { status } = context.vocabulary;
  const reading = cell && levelReadings(cell.text, context.vocabulary).find(found => found.unit === 'level');
  if (cell !== undefined && reading !== undefined && status !== undefined)
    add(context, construct, cell, 0, subject, status, reading, time === undefined ? {} : { time });
}

/** The first cell is a level, a column lists its members; a value in the row is that of the level and of each member. */
function readLevelRows(table: Table, { columns }: Plan, context: Context): void {
  const { vocabulary } = context;
  const { label, status } = vocabulary;
  const [header = [], ...body] = table.rows;
  for (const row of body) {
    const first = row[0];
    const level = first && levelNamed(first.text, context);
    if (first === undefined || level === undefined) continue;
    const whole: Subject = { name: level.label, text: level.label };
    const before = context.claims.length;
    const members = columns.flatMap((column, index) =>
      column.is === 'members' && row[index] ? membersOf(row[index]!, context.vocabulary) : [],
    );
    let valued = false;
    for (const [index, column] of columns.entries()) {
      const cell = row[index];
      if (cell === undefined || index === 0) continue;
      if (column.is === 'other' || column.is === 'value') readOtherNames(cell, header[index]?.text ?? '', level.label, context);
      if (column.is === 'criterion') readPhrases(context, 'row', cell, whole);
      if (column.is !== 'metric') continue;
      const time = timeIn(header[index]?.text ?? '');
      const from = context.claims.length;
      readCell(context, 'row', cell, whole, column, time === undefined ? {} : { time });
      if (column.metric.graded) asRules(context.claims, from);
      if (column.metric.level || context.claims.length === before || context.claims.at(-1)!.construct === 'rule') continue;
      valued = true;
      for (const member of members) readCell(context, 'row', cell, member.subject, column, {});
    }
    const word = levelReadings(
      first.text.replace(vocabulary.levelMark, mark => ' '.repeat(mark.length)),
      vocabulary,
    )[0];
    if (valued && word !== undefined && status !== undefined) add(context, 'row', first, 0, whole, status, word);
    if (label === undefined) continue;
    for (const { subject, cell, start, end } of members)
      add(context, 'row', cell, 0, subject, label, {
        unit: 'level',
        range: { low: level.level, high: level.level },
        word: level.label,
        start,
        end,
      });
  }
}

/** A range in the row of a level is what the level admits, not a value. */
function asRules(claims: Claim[], from: number): void {
  for (let i = from; i < claims.length; i++) {
    const { range, qualifier } = claims[i]!;
    if (range !== undefined && range.low !== range.high && !qualifier.approximate) claims[i] = { ...claims[i]!, construct: 'rule' };
  }
}

function levelNamed(text: string, { vocabulary }: Context): { level: number; label: string } | undefined {
  const found = levelOf(text, vocabulary) ?? [...text.matchAll(vocabulary.levelMark)][0]?.[0];
  return vocabulary.levels.find(({ label }) => label === found);
}
