import { isYear, timeIn } from '../../language/dates.ts';
import { cleaned, withoutGloss } from '../../language/names.ts';
import { starsIn } from '../../language/quantities.ts';
import type { Text } from '../../language/source.ts';
import type { Claim } from '../../model/claims.ts';
import { captionSubject } from '../captions.ts';
import { metricNamed } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf } from '../context.ts';
import { levelIn } from '../mentions.ts';
import { readCell, scoped } from '../tableCells.ts';
import type { Column, PlannedTable } from '../tables.ts';
import type { Metric } from '../vocabulary.ts';
import { productForm } from '../writtenForms.ts';

/** A table whose rows are measures, with a column of values or one for each subject. */
export const metricRows: Construct<'metric rows'> = {
  form: 'metric rows',
  examples: {
    en: [
      '# Paint\n\n| Dimension | Zinc primer | Epoxy |\n| --- | --- | --- |\n| Adoption rate | 40% | 90% |',
      'matrix | Zinc primer | adoption rate | 40%',
      'matrix | Epoxy | adoption rate | 90%',
    ],
    zh: ['# 涂料\n\n## 富锌底漆\n\n| 指标 | 数值 |\n| --- | --- |\n| 采用率 | 40% |', 'quant | 富锌底漆 | 采用率 | 40%'],
  },
  read: readMetricRows,
};

type Row = readonly Text[];

/** Every row is a metric. A column holds its value, or its header names whom the column is about. */
function readMetricRows({ table, plan: { columns } }: PlannedTable, context: Context): void {
  const [header = [], ...body] = table.rows;
  const layout = layoutOf(header, columns, context);
  for (const row of body) {
    const named = metricNamed(cleaned(row[0]?.text ?? ''), context.vocabulary);
    if (named !== undefined) readMetricRow(row, named, header, layout, context);
  }
}

type Layout = ReturnType<typeof layoutOf>;

/** Where the values stand, and what holds for all of them. */
function layoutOf(header: Row, columns: readonly Column[], context: Context) {
  const columnOf = (is: Column['is']): number => columns.findIndex(column => column.is === is);
  const [value, status, confidence] = [columnOf('value'), columnOf('status'), columnOf('confidence')];
  const construct: Claim['construct'] = value < 0 ? 'matrix' : status >= 0 ? 'kv' : 'quant';
  return {
    value,
    status,
    confidence,
    construct,
    valued: value < 0 ? subjectColumns(header, columns) : [value],
    owner: captionSubject(context) ?? sectionSubject(context),
    time: timeIn((status >= 0 ? header[status]?.text : context.captions[0]?.text) ?? ''),
  };
}

function readMetricRow(row: Row, named: NamedMetric, header: Row, layout: Layout, context: Context): void {
  const { value, status, construct, owner } = layout;
  const { metric } = named;
  const own = metric.about ? defaultSubject(metric, context) : owner;
  const evidence = confidenceIn(row[layout.confidence]);
  for (const index of layout.valued) {
    const cell = row[index];
    if (cell === undefined) continue;
    const subject = value < 0 ? columnSubject(header[index]!, owner, context) : own;
    const time = named.year ?? timeIn(header[index]?.text ?? '') ?? layout.time;
    readCell(context, construct, cell, subject, named, { ...timed(time), ...evidence, ...scoped(cell.text, context) });
  }
  if (value >= 0 && row[value] !== undefined) readNotes(row.slice(value + 1), own, metric, context);
  if (metric.graded || metric.status) readStatus(row[status], owner, construct, context, timeIn(header[status]?.text ?? ''));
}

type NamedMetric = NonNullable<ReturnType<typeof metricNamed>>;

function readNotes(notes: Row, subject: Subject, metric: Metric, context: Context): void {
  for (const note of notes) productForm(note, subject, metric, context);
}

const timed = (time: string | undefined): Claim['qualifier'] => (time === undefined ? {} : { time });

function confidenceIn(cell: Text | undefined): Claim['qualifier'] {
  const stars = starsIn(cell?.text ?? '')?.stars;
  return stars === undefined ? {} : { confidence: stars };
}

const subjectColumns = (header: Row, columns: readonly Column[]): number[] =>
  header.flatMap((_, index) => (index > 0 && (columns[index]!.is === 'other' || columns[index]!.is === 'metric') ? [index] : []));

function columnSubject(header: Text, owner: Subject, { vocabulary }: Context): Subject {
  if (isYear(header.text)) return owner;
  return subjectOf(withoutGloss(header.text), vocabulary);
}

function readStatus(
  cell: Text | undefined,
  subject: Subject,
  construct: Claim['construct'],
  context: Context,
  time: string | undefined,
): void {
  const { status } = context.vocabulary;
  const reading = cell && levelIn(cell.text, context.vocabulary);
  if (cell !== undefined && reading?.unit === 'level' && status !== undefined)
    add(context, construct, cell, 0, subject, status, reading, time === undefined ? {} : { time });
}
