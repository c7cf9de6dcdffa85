import { isYear, timeIn } from '../../language/dates.ts';
import { cleaned, withoutGloss } from '../../language/names.ts';
import { starsIn } from '../../language/quantities.ts';
import type { Text } from '../../language/source.ts';
import type { Claim } from '../../model/claims.ts';
import { captionSubject } from '../captions.ts';
import { metricNamed } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { type Context, defaultSubject, Passage, type Subject, sectionSubject, subjectOf } from '../context.ts';
import { levelIn } from '../mentions.ts';
import { readCell, scoped } from '../tableCells.ts';
import type { Column, PlannedTable } from '../tables.ts';
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
  const reader = new MetricRows(header, columns, context);
  for (const row of body) {
    const named = metricNamed(cleaned(row[0]?.text ?? ''), context.vocabulary);
    if (named !== undefined) reader.read(row, named);
  }
}

class MetricRows {
  readonly #header: Row;
  readonly #context: Context;
  readonly #construct: Claim['construct'];
  /** The columns of values, of states, of how sure somebody is; -1 for one that is not there. */
  readonly #value: number;
  readonly #status: number;
  readonly #confidence: number;
  /** The columns that give a value. */
  readonly #valued: readonly number[];
  readonly #owner: Subject;
  readonly #time: string | undefined;

  constructor(header: Row, columns: readonly Column[], context: Context) {
    const columnOf = (is: Column['is']): number => columns.findIndex(column => column.is === is);
    this.#header = header;
    this.#context = context;
    [this.#value, this.#status, this.#confidence] = [columnOf('value'), columnOf('status'), columnOf('confidence')];
    this.#construct = this.#value < 0 ? 'matrix' : this.#status >= 0 ? 'kv' : 'quant';
    this.#valued = this.#value < 0 ? subjectColumns(header, columns) : [this.#value];
    this.#owner = captionSubject(context) ?? sectionSubject(context);
    this.#time = timeIn((this.#status >= 0 ? header[this.#status]?.text : context.captions[0]?.text) ?? '');
  }

  read(row: Row, named: NamedMetric): void {
    const { metric } = named;
    const own = metric.about ? defaultSubject(metric, this.#context) : this.#owner;
    const evidence = confidenceIn(row[this.#confidence]);
    for (const index of this.#valued) {
      const cell = row[index];
      if (cell === undefined) continue;
      const subject = this.#value < 0 ? this.#columnSubject(this.#header[index]!) : own;
      const time = named.year ?? timeIn(this.#header[index]?.text ?? '') ?? this.#time;
      readCell(this.#passage(cell), subject, named, { ...timed(time), ...evidence, ...scoped(cell.text, this.#context) });
    }
    if (row[this.#value] !== undefined) for (const note of row.slice(this.#value + 1)) productForm(note, own, metric, this.#context);
    if (metric.graded || metric.status) this.#readStatus(row[this.#status]);
  }

  #passage(cell: Text): Passage {
    return new Passage(this.#context, this.#construct, cell);
  }

  #columnSubject({ text }: Text): Subject {
    return isYear(text) ? this.#owner : subjectOf(withoutGloss(text), this.#context.vocabulary);
  }

  #readStatus(cell: Text | undefined): void {
    const { vocabulary } = this.#context;
    const reading = cell && levelIn(cell.text, vocabulary);
    if (cell !== undefined && reading?.unit === 'level' && vocabulary.status !== undefined)
      this.#passage(cell).add(0, this.#owner, vocabulary.status, reading, timed(timeIn(this.#header[this.#status]?.text ?? '')));
  }
}

type NamedMetric = NonNullable<ReturnType<typeof metricNamed>>;

const timed = (time: string | undefined): Claim['qualifier'] => (time === undefined ? {} : { time });

function confidenceIn(cell: Text | undefined): Claim['qualifier'] {
  const stars = starsIn(cell?.text ?? '')?.stars;
  return stars === undefined ? {} : { confidence: stars };
}

const subjectColumns = (header: Row, columns: readonly Column[]): number[] =>
  header.flatMap((_, index) => (index > 0 && (columns[index]!.is === 'other' || columns[index]!.is === 'metric') ? [index] : []));
