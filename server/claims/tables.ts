import { withoutYear } from '../language/dates.ts';
import { oneOf } from '../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import type { Table, Text } from '../language/source.ts';
import { memoized } from '../model/memoize.ts';
import { mayEndIn, metricNamed } from './cells.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** What a column of a table holds. */
export type Column =
  | { readonly is: 'metric'; readonly metric: Metric; readonly complement?: true; readonly year?: string }
  | { readonly is: 'value' | 'status' | 'note' | 'confidence' | 'members' | 'criterion' | 'cumulative' | 'other' };

/** How the claims of a table are laid out. */
export type Layout = 'metric rows' | 'level rows' | 'subject rows' | 'none';

export interface Plan {
  readonly layout: Layout;
  readonly columns: readonly Column[];
  /** The first column names a part (a model series), so rows limit a statement about the section's subject. */
  readonly scoped: boolean;
}

/** A table and how it is laid out. */
export interface PlannedTable {
  readonly table: Table;
  readonly plan: Plan;
}

/** Reads the header and the first column. */
export function planOf(table: Table, vocabulary: Vocabulary): Plan {
  const [header = [], ...body] = table.rows;
  const columns = header.map((cell, index) => columnOf(cell.text, header, index, vocabulary));
  const first = body.map(row => row[0]?.text ?? '');
  const metricRows = first.filter(text => mayEndIn(text, vocabulary) && metricNamed(cleaned(text), vocabulary) !== undefined).length;
  const levelRows = first.filter(text => isLevelCell(text, vocabulary)).length;
  const scope = keyOf(withoutGloss(header[0]?.text ?? ''));
  const scoped = wordsOf(vocabulary).scope.has(scope);
  const layout: Layout =
    body.length === 0
      ? 'none'
      : levelRows >= 2 && levelRows * 2 > body.length
        ? 'level rows'
        : metricRows >= 1 &&
            (metricRows * 2 >= body.length || metricRows >= 2 || columns.some(c => c.is === 'value')) &&
            !scoped &&
            columns.length > 1
          ? 'metric rows'
          : 'subject rows';
  return { layout, columns, scoped };
}

/** A first cell that several rows share names a kind: then each row is about its second cell, if these are names and no two alike. */
export function kindsIn(body: readonly (readonly Text[])[], columns: readonly Column[]): (first: Text) => boolean {
  const second = columns[1]?.is === 'other' ? body.map(row => keyOf(row[1]?.text ?? '')) : [];
  const named = second.length > 0 && second.every(name => /^\p{L}/u.test(name)) && new Set(second).size === second.length;
  if (!named) return () => false;
  const counts = new Map<string, number>();
  for (const [first] of body) if (first !== undefined) counts.set(keyOf(first.text), (counts.get(keyOf(first.text)) ?? 0) + 1);
  return first => (counts.get(keyOf(first.text)) ?? 0) > 1;
}

const isLevelCell = (text: string, { levels, words }: Vocabulary): boolean => {
  if (text.length > 80 || !text.includes(words.levels.mark)) return false;
  const key = keyOf(text);
  return levels.some(level => key.startsWith(level.key) && !/^[0-9a-z]/.test(key.slice(level.key.length)));
};

function columnOf(text: string, header: readonly Text[], index: number, vocabulary: Vocabulary): Column {
  if (index === 0) return { is: 'other' };
  const words = wordsOf(vocabulary);
  const key = keyOf(withoutGloss(text));
  const bare = withoutYear(key);
  const among = (keys: ReadonlySet<string>): boolean => keys.has(key) || keys.has(bare);
  if (words.cumulative.some(word => key.startsWith(word))) return { is: 'cumulative' };
  if (among(words.confidence)) return { is: 'confidence' };
  if (among(words.members)) return { is: 'members' };
  const metric = metricNamed(text, vocabulary);
  if (metric !== undefined) {
    const named = metric.metric.share ? shareNamed(metric.metric, header, index, vocabulary) : metric.metric;
    return { is: 'metric', ...metric, metric: named };
  }
  if (among(words.value)) return { is: 'value' };
  if (among(words.status)) return { is: 'status' };
  if (among(words.criterion)) return { is: 'criterion' };
  return { is: among(words.note) ? 'note' : 'other' };
}

type Keys = ReadonlySet<string>;

/** The words of headers by their keys, see `keyOf`. */
interface HeaderWords extends Record<'scope' | 'confidence' | 'members' | 'value' | 'status' | 'criterion' | 'note', Keys> {
  readonly cumulative: readonly string[];
}

const wordsOf = memoized(({ words }: Vocabulary): HeaderWords => {
  const { scope, confidence, members, value, status, criterion, note, cumulative } = words.tables;
  const keys = (words: readonly string[]): Keys => new Set(words.map(keyOf));
  return {
    scope: keys(scope),
    confidence: keys(confidence),
    members: keys(members),
    value: keys(value),
    status: keys(status),
    criterion: keys(criterion),
    note: keys(note),
    cumulative: cumulative.map(keyOf),
  };
});

const countTitle = new RegExp(`^(.{1,8}?)${oneOf('howMany')}$`, 'u');

/** `论文数量 | 占比`: the share is one of the things counted. */
function shareNamed(metric: Metric, header: readonly Text[], index: number, vocabulary: Vocabulary): Metric {
  if (!metric.keysOnly) return metric;
  const counted = countTitle.exec(cleaned(header[index - 1]?.text ?? ''))?.[1];
  if (counted === undefined) return metric;
  return vocabulary.metricByKey.get(keyOf(counted + metric.name))?.metric ?? { ...metric, name: counted + metric.name };
}
