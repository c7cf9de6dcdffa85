import { timeIn } from '../../language/dates.ts';
import { oneOf } from '../../language/lexicon.ts';
import { cleaned, glossOf, keyOf, withoutGloss } from '../../language/names.ts';
import type { Text } from '../../language/source.ts';
import type { Qualifier } from '../../model/claims.ts';
import { readingsOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { type Context, Passage, type Subject, sectionSubject, subjectOf } from '../context.ts';
import { levelsIn, statusesIn, statusReading } from '../mentions.ts';
import { mayHoldPhrase, readPhrases } from '../phrases.ts';
import { type Named, readCell, scoped } from '../tableCells.ts';
import { type Column, kindsIn, type Plan, type PlannedTable } from '../tables.ts';
import { readExpected } from './schedule.ts';

/** A table whose rows are subjects, with columns of measures. */
export const subjectRows: Construct<'subject rows'> = {
  form: 'subject rows',
  examples: {
    en: [
      '# Paint\n\n| Product | Adoption rate |\n| --- | --- |\n| Zinc primer | 40% |\n| Epoxy | 90% |',
      'row | Zinc primer | adoption rate | 40%',
      'row | Epoxy | adoption rate | 90%',
    ],
    zh: [
      '# 涂料\n\n| 产品 | 采用率 | 收敛层级 |\n| --- | --- | --- |\n| 富锌底漆 | 40% | L3 |',
      'row | 富锌底漆 | 采用率 | 40%',
      'row | 富锌底漆 | 收敛层级 | L3',
    ],
  },
  read: readSubjectRows,
};

/** Every row is about its first cell, or about the section's subject within what the first cell names. */
function readSubjectRows({ table, plan }: PlannedTable, context: Context): void {
  const [header = [], ...body] = table.rows;
  const isKind = plan.scoped ? () => false : kindsIn(body, plan.columns);
  for (const row of body) {
    const first = row[0];
    if (first === undefined || cleaned(first.text) === '' || context.vocabulary.wording.total.test(first.text)) continue;
    new SubjectRow(row, first, isKind(first) ? row[1]! : first, header, plan, context).read();
  }
}

type Row = readonly Text[];

class SubjectRow {
  readonly #row: Row;
  readonly #first: Text;
  /** The cell that names whom the row is about. */
  readonly #whom: Text;
  readonly #header: Row;
  readonly #plan: Plan;
  readonly #context: Context;
  #subject: Subject | undefined;

  constructor(row: Row, first: Text, whom: Text, header: Row, plan: Plan, context: Context) {
    this.#row = row;
    this.#first = first;
    this.#whom = whom;
    this.#header = header;
    this.#plan = plan;
    this.#context = context;
  }

  read(): void {
    const { columns } = this.#plan;
    for (let index = 1; index < columns.length; index++) {
      const column = columns[index]!;
      const cell = this.#row[index];
      if (cell === undefined) continue;
      if (column.is === 'metric') this.#metric(cell, column, index);
      else if (column.is === 'status' && this.#isLevel(cell)) this.#level(cell, timeIn(this.#header[index]!.text));
      else if (!this.#plan.scoped) this.#other(cell);
    }
    this.#gloss();
  }

  #passage(cell: Text): Passage {
    return new Passage(this.#context, 'row', cell);
  }

  get #own(): Subject {
    this.#subject ??= this.#plan.scoped ? sectionSubject(this.#context) : subjectOf(this.#whom.text, this.#context.vocabulary);
    return this.#subject;
  }

  #qualifier(cell: Text, year = timeIn(this.#context.captions[0]?.text ?? '')): Qualifier {
    return {
      ...(year !== undefined && { time: year }),
      ...scoped(cell.text, this.#context),
      ...(this.#plan.scoped && { scope: cleaned(this.#first.text) }),
    };
  }

  #metric(cell: Text, column: MetricColumn, index: number): void {
    const { vocabulary } = this.#context;
    if (column.metric.level && !/\d/.test(cell.text) && column.metric !== vocabulary.status) return;
    const qualifier = this.#qualifier(cell, column.year);
    if (this.#pair(cell, column, qualifier)) return;
    const inside = /^\s*([^:：%\d]{1,20})[:：]/u.exec(cell.text)?.[1];
    if (inside === undefined) {
      const named = column.metric.named === 'left' ? nameToTheLeft(this.#row, this.#plan.columns, index, this.#context) : undefined;
      readCell(this.#passage(cell), named ?? this.#own, column, qualifier);
      return;
    }
    const when = timeIn(this.#first.text);
    readCell(this.#passage(cell), subjectOf(inside, vocabulary), column, when === undefined ? qualifier : { ...qualifier, time: when });
  }

  /** A cell that is a level or a status word, and nothing else. */
  #isLevel({ text }: Text): boolean {
    const { label, levelMark, statusWord } = this.#context.vocabulary;
    const rest = text.replace(levelMark, '').replace(statusWord, '');
    return label !== undefined && rest !== text && keyOf(rest).length <= 2;
  }

  #level(cell: Text, year: string | undefined): void {
    const { vocabulary } = this.#context;
    const label = vocabulary.label!;
    const [mark, word] = [levelsIn(cell.text, vocabulary)[0], statusesIn(cell.text, vocabulary)[0]];
    const [metric, reading] = mark === undefined ? [vocabulary.status ?? label, word!] : [label, mark];
    this.#passage(cell).add(0, this.#own, metric, reading, this.#qualifier(cell, year));
  }

  #other(cell: Text): void {
    const { vocabulary } = this.#context;
    readExpected(cell, this.#first.text, this.#context);
    if (!mayHoldPhrase(cell.text, vocabulary) || !(/\d/.test(cell.text) || vocabulary.states.test(cell.text))) return;
    // In a table of evidence the rows are kinds of evidence; they speak of the section's subject.
    const isOfMetrics = this.#plan.columns.some(({ is }) => is === 'metric');
    readPhrases(this.#passage(cell), isOfMetrics ? this.#own : sectionSubject(this.#context));
  }

  /** `甲法（准收敛）`. */
  #gloss(): void {
    const { text } = this.#first;
    const { vocabulary } = this.#context;
    const word = glossOf(text);
    if (word === undefined || vocabulary.status === undefined || !vocabulary.statuses.has(word)) return;
    const reading = statusReading(word, text.lastIndexOf(word), vocabulary);
    this.#passage(this.#first).add(0, subjectOf(withoutGloss(text), vocabulary), vocabulary.status, reading);
  }

  /** `90%+ vs 5%` in a row whose other columns name the two sides. */
  #pair(cell: Text, { metric }: Named, qualifier: Qualifier): boolean {
    const { vocabulary } = this.#context;
    const parts = cell.text.split(/\s+vs\.?\s+/iu);
    const sides = this.#plan.columns.flatMap((other, index) => (index > 0 && other.is === 'other' ? [this.#header[index]!] : []));
    if (parts.length < 2 || parts.length !== sides.length) return false;
    let at = 0;
    for (const [index, part] of parts.entries()) {
      at = cell.text.indexOf(part, at);
      for (const reading of readingsOf(metric, part, vocabulary))
        this.#passage(cell).add(at, subjectOf(sides[index]!.text, vocabulary), metric, reading, qualifier);
      at += part.length;
    }
    return true;
  }
}

type MetricColumn = Extract<Column, { readonly is: 'metric' }>;

/** `8.7x`, `$800-3000万/年`, `0（可购买）`, stars; not `8-bit AdamW`. */
const figures = new RegExp(
  `^(?:[\\s<>≤≥~$￥¥€]|${oneOf('about')})*\\d[\\d.,]*\\s*(?:[%％+×（(/KMBx]|${oneOf('tenThousand', 'hundredMillion', 'multiple', 'year', 'pieces')}|[-–]\\s*[$￥]?\\d|$)|[★☆]`,
  'u',
);

/** The nearest cell to the left that is a name, not a value. */
function nameToTheLeft(row: Row, columns: readonly Column[], index: number, { vocabulary }: Context): Subject | undefined {
  for (let i = index - 1; i > 0; i--) {
    const text = row[i]?.text ?? '';
    if (columns[i]!.is === 'other' && !figures.test(text) && cleaned(text) !== '') return subjectOf(text, vocabulary);
  }
  return undefined;
}
