import { timeIn } from '../../language/dates.ts';
import { point } from '../../language/interval.ts';
import type { Text } from '../../language/source.ts';
import type { Claim } from '../../model/claims.ts';
import { boundIn } from '../bounds.ts';
import type { Construct } from '../construct.ts';
import { type Context, Passage, type Subject } from '../context.ts';
import { readOtherNames } from '../levelNames.ts';
import { type Member, membersOf } from '../members.ts';
import { levelsIn, statusesIn } from '../mentions.ts';
import { readPhrases } from '../phrases.ts';
import { levelOf } from '../subjects.ts';
import { type Named, readCell } from '../tableCells.ts';
import type { Column, Plan, PlannedTable } from '../tables.ts';
import type { Level } from '../vocabulary.ts';

/** A table whose rows are levels, with columns of their bounds, values and members. */
export const levelRows: Construct<'level rows'> = {
  form: 'level rows',
  examples: {
    en: [
      '# Paint\n\n| Level | Convergence degree | Examples |\n| --- | --- | --- |\n| L4 | > 95% | Epoxy, Alkyd |\n| L3 | 80%-95% | Zinc |',
      'rule | L4 | convergence degree | >95%',
      'row | Epoxy | convergence level | L4',
      'row | Alkyd | convergence level | L4',
      'rule | L3 | convergence degree | 80%–95%',
      'row | Zinc | convergence level | L3',
    ],
    zh: [
      '# 涂料\n\n| 层级 | 收敛度 | 代表产品 |\n| --- | --- | --- |\n| L4 完全收敛 | > 95% | 环氧、醇酸 |\n| L3 准收敛 | 80%-95% | 富锌 |',
      'rule | L4 | 收敛度 | >95%',
      'row | 环氧 | 收敛层级 | L4',
      'row | 醇酸 | 收敛层级 | L4',
      'rule | L3 | 收敛度 | 80%–95%',
      'row | 富锌 | 收敛层级 | L3',
    ],
  },
  read: readLevelRows,
};

/** The first cell is a level, a column lists its members; a value in the row is that of the level and of each member. */
function readLevelRows({ table, plan }: PlannedTable, context: Context): void {
  const [header = [], ...body] = table.rows;
  for (const row of body) {
    const level = levelNamed(row[0]?.text ?? '', context);
    if (level !== undefined) new LevelRow(row, level, header, plan, context).read();
  }
}

type Row = readonly Text[];

class LevelRow {
  readonly #row: Row;
  readonly #level: Level;
  readonly #header: Row;
  readonly #columns: readonly Column[];
  readonly #context: Context;
  readonly #whole: Subject;
  readonly #members: readonly Member[];
  /** So many claims were made before. */
  readonly #before: number;

  constructor(row: Row, level: Level, header: Row, { columns }: Plan, context: Context) {
    this.#row = row;
    this.#level = level;
    this.#header = header;
    this.#columns = columns;
    this.#context = context;
    this.#whole = { name: level.label, text: level.label };
    this.#members = columns.flatMap(({ is }, index) => (is === 'members' && row[index] ? membersOf(row[index], context.vocabulary) : []));
    this.#before = context.claims.length;
  }

  read(): void {
    let isValued = false;
    for (let index = 1; index < this.#columns.length; index++) {
      const cell = this.#row[index];
      if (cell !== undefined)
        isValued = this.#cell(this.#passage(cell), this.#columns[index]!, this.#header[index]?.text ?? '') || isValued;
    }
    if (isValued) this.#word(this.#row[0]!);
    const { label } = this.#context.vocabulary;
    const reading = { unit: 'level', range: point(this.#level.level), word: this.#level.label } as const;
    if (label !== undefined)
      for (const { subject, cell, start, end } of this.#members) this.#passage(cell).add(0, subject, label, { ...reading, start, end });
  }

  #passage(cell: Text): Passage {
    return new Passage(this.#context, 'row', cell);
  }

  /** Whether the level has got a value. */
  #cell(cell: Passage, column: Column, title: string): boolean {
    if (column.is === 'metric') return this.#value(cell, column, timeIn(title));
    if (this.#bound(cell, title)) return false;
    if (column.is === 'criterion') readPhrases(cell, this.#whole);
    if (column.is === 'other' || column.is === 'value') readOtherNames(cell.text, title, this.#level.label, this.#context);
    return false;
  }

  /** `0.70 < C ≤ 0.90` under whatever title: what the level admits, of the measure that the bound, or the title, names. */
  #bound(cell: Passage, title: string): boolean {
    const found = boundIn(cell.text.text, title, this.#context.vocabulary);
    if (found !== undefined) cell.as('rule').add(0, this.#whole, found.metric, found);
    return found !== undefined;
  }

  /** Whether the cell, or one before it, has given the level a value. */
  #value(cell: Passage, column: Named, time: string | undefined): boolean {
    const { claims } = this.#context;
    const from = claims.length;
    readCell(cell, this.#whole, column, time === undefined ? {} : { time });
    if (column.metric.graded) asRules(claims, from);
    if (column.metric.level || claims.length === this.#before || claims.at(-1)!.construct === 'rule') return false;
    for (const { subject } of this.#members) readCell(cell, subject, column, {});
    return true;
  }

  /** The status word beside the mark of the level. */
  #word(first: Text): void {
    const { vocabulary } = this.#context;
    const [word] = statusesIn(
      first.text.replace(vocabulary.levelMark, mark => ' '.repeat(mark.length)),
      vocabulary,
    );
    if (word !== undefined && vocabulary.status !== undefined) this.#passage(first).add(0, this.#whole, vocabulary.status, word);
  }
}

/** A range in the row of a level is what the level admits, not a value. */
function asRules(claims: Claim[], from: number): void {
  for (let i = from; i < claims.length; i++) {
    const { range, qualifier } = claims[i]!;
    if (range !== undefined && range.low !== range.high && !qualifier.approximate) claims[i] = { ...claims[i]!, construct: 'rule' };
  }
}

function levelNamed(text: string, { vocabulary }: Context): Level | undefined {
  const found = levelOf(text, vocabulary) ?? levelsIn(text, vocabulary)[0]?.word;
  return vocabulary.levels.find(({ label }) => label === found);
}
