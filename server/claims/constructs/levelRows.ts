import { timeIn } from '../../language/dates.ts';
import { point } from '../../language/interval.ts';
import type { Table, Text } from '../../language/source.ts';
import type { Claim } from '../../model/claims.ts';
import type { Construct } from '../construct.ts';
import { add, type Context, type Subject } from '../context.ts';
import { readOtherNames } from '../levelNames.ts';
import { type Member, membersOf } from '../members.ts';
import { levelsIn, type Reading, statusesIn } from '../mentions.ts';
import { readPhrases } from '../phrases.ts';
import { levelOf } from '../subjects.ts';
import { type Named, readCell } from '../tableCells.ts';
import type { Column, Plan } from '../tables.ts';

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
  read: ({ table, plan }, context) => readLevelRows(table, plan, context),
};

type Row = readonly Text[];

/** The first cell is a level, a column lists its members; a value in the row is that of the level and of each member. */
export function readLevelRows(table: Table, { columns }: Plan, context: Context): void {
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
  const [word] = statusesIn(
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
  const found = levelOf(text, vocabulary) ?? levelsIn(text, vocabulary)[0]?.word;
  return vocabulary.levels.find(({ label }) => label === found);
}
