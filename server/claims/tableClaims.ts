import { isYear, timeIn } from '../language/dates.ts';
import { point } from '../language/interval.ts';
import { cleaned, withoutGloss } from '../language/names.ts';
import { starsIn } from '../language/quantities.ts';
import type { Table, Text } from '../language/source.ts';
import type { Claim, Construct } from '../model/claims.ts';
import { captionSubject } from './captions.ts';
import { levelReadings, metricNamed, type Reading } from './cells.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf } from './context.ts';
import { productForm } from './forms.ts';
import { readOtherNames } from './levelNames.ts';
import { type Member, membersOf } from './members.ts';
import { readPhrases } from './phrases.ts';
import { readSubjectRows } from './subjectRows.ts';
import { levelOf } from './subjects.ts';
import { type Named, readCell, scoped } from './tableCells.ts';
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
  const [header = [], ...body] = table.rows;
  const columnOf = (is: Column['is']): number => columns.findIndex(column => column.is === is);
  const [value, status, confidence] = [columnOf('value'), columnOf('status'), columnOf('confidence')];
  const owner = captionSubject(context) ?? sectionSubject(context);
  const construct: Construct = value < 0 ? 'matrix' : status >= 0 ? 'kv' : 'quant';
  const usual = timeIn((status >= 0 ? header[status]?.text : context.captions[0]?.text) ?? '');
  const subjectIn = (index: number, { metric }: Named): Subject => {
    if (value < 0) return columnSubject(header[index]!, owner, context);
    return metric.about ? defaultSubject(metric, context) : owner;
  };
  const valued = value >= 0 ? [value] : subjectColumns(header, columns);
  for (const row of body) {
    const named = metricNamed(cleaned(row[0]?.text ?? ''), context.vocabulary);
    if (named === undefined) continue;
    const stars = starsIn(row[confidence]?.text ?? '')?.stars;
    for (const index of valued) {
      const cell = row[index];
      if (cell === undefined) continue;
      const subject = subjectIn(index, named);
      const time = named.year ?? timeIn(header[index]?.text ?? '') ?? usual;
      const qualifier = {
        ...(time !== undefined && { time }),
        ...(stars !== undefined && { confidence: stars }),
        ...scoped(cell.text, context),
      };
      readCell(context, construct, cell, subject, named, qualifier);
      for (const form of value >= 0 ? row.slice(index + 1) : []) productForm(form, subject, named.metric, context);
    }
    if (named.metric.graded || named.metric.status) readStatus(row[status], owner, construct, context, timeIn(header[status]?.text ?? ''));
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
  const { label } = context.vocabulary;
  const [header = [], ...body] = table.rows;
  for (const row of body) {
    const level = levelNamed(row[0]?.text ?? '', context);
    if (level === undefined) continue;
    const members = columns.flatMap(({ is }, index) => (is === 'members' && row[index] ? membersOf(row[index], context.vocabulary) : []));
    readLevelRow(row, header, columns, level.label, members, context);
    const reading: Omit<Reading, 'start' | 'end'> = { unit: 'level', range: point(level.level), word: level.label };
    if (label !== undefined)
      for (const { subject, cell, start, end } of members) add(context, 'row', cell, 0, subject, label, { ...reading, start, end });
  }
}

function readLevelRow(
  row: Row,
  header: Row,
  columns: readonly Column[],
  level: string,
  members: readonly Member[],
  context: Context,
): void {
  const whole: Subject = { name: level, text: level };
  const before = context.claims.length;
  let isValued = false;
  for (let index = 1; index < columns.length; index++) {
    const column = columns[index]!;
    const cell = row[index];
    const title = header[index]?.text ?? '';
    if (cell === undefined) continue;
    if (column.is === 'other' || column.is === 'value') readOtherNames(cell, title, level, context);
    else if (column.is === 'criterion') readPhrases(context, 'row', cell, whole);
    else if (column.is === 'metric') isValued = readLevelValue(cell, timeIn(title), column, whole, members, before, context) || isValued;
  }
  if (isValued) readLevelWord(row[0]!, whole, context);
}

/** Whether the cell, or one before it, has given the level a value. `before`: so many claims were made before its row. */
function readLevelValue(
  cell: Text,
  time: string | undefined,
  column: Named,
  whole: Subject,
  members: readonly Member[],
  before: number,
  context: Context,
): boolean {
  const { claims } = context;
  const from = claims.length;
  readCell(context, 'row', cell, whole, column, time === undefined ? {} : { time });
  if (column.metric.graded) asRules(claims, from);
  if (column.metric.level || claims.length === before || claims.at(-1)!.construct === 'rule') return false;
  for (const member of members) readCell(context, 'row', cell, member.subject, column, {});
  return true;
}

/** The status word beside the mark of the level. */
function readLevelWord(first: Text, whole: Subject, context: Context): void {
  const { status, levelMark } = context.vocabulary;
  const [word] = levelReadings(
    first.text.replace(levelMark, mark => ' '.repeat(mark.length)),
    context.vocabulary,
  );
  if (word !== undefined && status !== undefined) add(context, 'row', first, 0, whole, status, word);
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
