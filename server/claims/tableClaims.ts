import type { Claim, Construct, Qualifier } from '../model/claims.ts';
import { captionSubject } from './captions.ts';
import { levelReadings, metricNamed, type Reading, readingsOf, statusReading, turned } from './cells.ts';
import { add, type Context, defaultSubject, type Subject, scopeIn, sectionSubject, subjectOf } from './context.ts';
import { isYear, timeIn } from './dates.ts';
import { productForm } from './forms.ts';
import { readOtherNames } from './levelNames.ts';
import { oneOf } from './lexicon.ts';
import { membersOf } from './members.ts';
import { mayHoldPhrase, readPhrases } from './phrases.ts';
import { starsIn } from './quantities.ts';
import { readExpected } from './schedule.ts';
import type { Table, Text } from './source.ts';
import { cleaned, glossOf, levelOf, withoutGloss } from './subjects.ts';
import { type Column, kindsIn, type Plan, planOf } from './tables.ts';
import { thresholdIn } from './thresholds.ts';
import { keyOf, type Metric } from './vocabulary.ts';

/** The claims of a table: S1–S5 of convergence.md. */
export function readTable(table: Table, context: Context): void {
  const plan = planOf(table, context.vocabulary);
  if (plan.layout === 'metric rows') readMetricRows(table, plan, context);
  else if (plan.layout === 'level rows') readLevelRows(table, plan, context);
  else if (plan.layout === 'subject rows') readSubjectRows(table, plan, context);
}

type Row = readonly Text[];

/** S1–S3: every row is a metric. A column holds its value, or its header names whom the column is about. */
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

function scoped(text: string, context: Context): Qualifier {
  const scope = scopeIn(text, context.vocabulary) ?? context.vocabulary.words.scopes.find(word => text.toLowerCase().includes(word));
  return scope === undefined ? {} : { scope };
}

interface Named {
  readonly metric: Metric;
  readonly complement?: true;
}

function readCell(
  context: Context,
  construct: Construct,
  cell: Text,
  subject: Subject,
  { metric, complement }: Named,
  qualifier: Qualifier,
): void {
  if (metric.graded) {
    const threshold = thresholdIn(cell.text);
    if (threshold !== undefined) {
      add(context, 'rule', cell, 0, subject, metric, { unit: 'ratio', ...threshold }, {});
      return;
    }
  }
  for (const reading of readingsOf(metric, cell.text, context.vocabulary))
    add(context, construct, cell, 0, subject, metric, complement ? turned(reading) : reading, qualifier);
}

function readStatus(cell: Text | undefined, subject: Subject, construct: Construct, context: Context, time: string | undefined): void {
  const { status } = context.vocabulary;
  const reading = cell && levelReadings(cell.text, context.vocabulary).find(found => found.unit === 'level');
  if (cell !== undefined && reading !== undefined && status !== undefined)
    add(context, construct, cell, 0, subject, status, reading, time === undefined ? {} : { time });
}

/** S5: the first cell is a level, a column lists its members; a value in the row is that of the level and of each member. */
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

/** S4: every row is about its first cell, or about the section's subject within what the first cell names. */
function readSubjectRows(table: Table, { columns, scoped: isScope }: Plan, context: Context): void {
  const { vocabulary } = context;
  const [header = [], ...body] = table.rows;
  const { status, label } = vocabulary;
  const time = timeIn(context.captions[0]?.text ?? '');
  const hasMetric = columns.some(column => column.is === 'metric');
  const isKind = isScope ? () => false : kindsIn(body, columns);
  for (const row of body) {
    const first = row[0];
    if (first === undefined || cleaned(first.text) === '' || isTotal(first.text, context)) continue;
    let subject: Subject | undefined;
    const own = (): Subject => {
      subject ??= isScope ? sectionSubject(context) : subjectOf((isKind(first) ? row[1]! : first).text, vocabulary);
      return subject;
    };
    const qualifierOf = (cell: Text, year = time): Qualifier => ({
      ...(year !== undefined && { time: year }),
      ...scoped(cell.text, context),
      ...(isScope && { scope: cleaned(first.text) }),
    });
    for (let index = 1; index < columns.length; index++) {
      const column = columns[index]!;
      const cell = row[index];
      if (cell === undefined) continue;
      if (column.is === 'metric') {
        const qualifier = qualifierOf(cell, column.year);
        if (column.metric.level && !/\d/.test(cell.text) && column.metric !== status) continue;
        if (readPair(context, cell, header, columns, column, qualifier)) continue;
        const inside = /^\s*([^:：%\d]{1,20})[:：]/u.exec(cell.text)?.[1];
        const whom =
          inside !== undefined
            ? subjectOf(inside, vocabulary)
            : column.metric.named === 'left'
              ? (nameToTheLeft(row, columns, index, context) ?? own())
              : own();
        const when = inside === undefined ? undefined : timeIn(first.text);
        readCell(context, 'row', cell, whom, column, when === undefined ? qualifier : { ...qualifier, time: when });
      } else if (column.is === 'status' && label !== undefined && exactLevel(cell.text, context)) {
        for (const reading of levelReadings(cell.text, vocabulary))
          add(
            context,
            'row',
            cell,
            0,
            own(),
            levelMarked(reading, vocabulary) ? label : (status ?? label),
            reading,
            qualifierOf(cell, timeIn(header[index]!.text)),
          );
      } else if (!isScope) {
        readExpected(cell, first.text, context);
        // In a table of evidence the rows are kinds of evidence; they speak of the section's subject.
        if (mayHoldPhrase(cell.text, vocabulary) && (/\d/.test(cell.text) || vocabulary.states.test(cell.text)))
          readPhrases(context, 'row', cell, hasMetric ? own() : sectionSubject(context));
      }
    }
    const word = glossOf(first.text);
    if (word !== undefined && status !== undefined && vocabulary.statuses.has(word)) {
      const start = first.text.lastIndexOf(word);
      add(context, 'row', first, 0, subjectOf(withoutGloss(first.text), vocabulary), status, statusReading(word, start, vocabulary));
    }
  }
}

/** `90%+ vs 5%` in a row whose other columns name the two sides. */
function readPair(context: Context, cell: Text, header: Row, columns: readonly Column[], column: Named, qualifier: Qualifier): boolean {
  const parts = cell.text.split(/\s+vs\.?\s+/iu);
  if (parts.length < 2) return false;
  const sides = columns.flatMap((other, index) => (index > 0 && other.is === 'other' ? [header[index]!] : []));
  if (parts.length !== sides.length) return false;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    for (const reading of readingsOf(column.metric, part, context.vocabulary))
      add(context, 'row', cell, at, subjectOf(sides[index]!.text, context.vocabulary), column.metric, reading, qualifier);
    at = cell.text.indexOf(part, at) + part.length;
    at = index + 1 < parts.length ? cell.text.indexOf(parts[index + 1]!, at) : at;
  }
  return true;
}

const levelMarked = ({ word = '' }: Reading, { levelMark }: Context['vocabulary']): boolean => word.search(levelMark) >= 0;

const exactLevel = (text: string, { vocabulary }: Context): boolean => {
  const rest = text.replace(vocabulary.levelMark, '').replace(vocabulary.statusWord, '');
  return rest !== text && keyOf(rest).length <= 2;
};

const isTotal = (text: string, { vocabulary }: Context): boolean => vocabulary.total.test(text);

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
