import { metricNamed } from './cells.ts';
import type { Table, Text } from './source.ts';
import { cleaned, withoutGloss } from './subjects.ts';
import { keyOf, type Metric, type Vocabulary } from './vocabulary.ts';

/** What a column of a table holds. */
export type Column =
  | { readonly is: 'metric'; readonly metric: Metric; readonly complement?: true; readonly year?: string }
  | { readonly is: 'value' | 'status' | 'note' | 'confidence' | 'members' | 'criterion' | 'cumulative' | 'other' };

/** How the claims of a table are laid out (convergence.md §2, S1–S5). */
export type Layout = 'metric rows' | 'level rows' | 'subject rows' | 'none';

export interface Plan {
  readonly layout: Layout;
  readonly columns: readonly Column[];
  /** The first column names a part (a model series), so rows limit a statement about the section's subject. */
  readonly scoped: boolean;
}

/** Reads the header and the first column. */
export function planOf(table: Table, vocabulary: Vocabulary): Plan {
  const [header = [], ...body] = table.rows;
  const columns = header.map((cell, index) => columnOf(cell.text, header, index, vocabulary));
  const first = body.map(row => row[0]?.text ?? '');
  const metricRows = first.filter(text => metricNamed(cleaned(text), vocabulary) !== undefined).length;
  const levelRows = first.filter(text => isLevelCell(text, vocabulary)).length;
  const scope = keyOf(withoutGloss(header[0]?.text ?? ''));
  const scoped = vocabulary.words.tables.scope.some(word => keyOf(word) === scope);
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
  const counts = new Map<string, number>();
  for (const [first] of body) if (first !== undefined) counts.set(keyOf(first.text), (counts.get(keyOf(first.text)) ?? 0) + 1);
  const second = body.map(row => keyOf(row[1]?.text ?? ''));
  const named = columns[1]?.is === 'other' && second.every(name => /^\p{L}/u.test(name)) && new Set(second).size === second.length;
  return first => named && (counts.get(keyOf(first.text)) ?? 0) > 1;
}

const isLevelCell = (text: string, { levels, words }: Vocabulary): boolean => {
  if (text.length > 80 || !text.includes(words.levels.mark)) return false;
  const key = keyOf(text);
  return levels.some(
    ({ label }) => key === keyOf(label) || (key.startsWith(keyOf(label)) && !/^[0-9a-z]/.test(key.slice(keyOf(label).length))),
  );
};

function columnOf(text: string, header: readonly Text[], index: number, vocabulary: Vocabulary): Column {
  if (index === 0) return { is: 'other' };
  const { tables } = vocabulary.words;
  const key = keyOf(withoutGloss(text));
  const bare = key.replace(/^20\d\d年?/, '');
  const among = (words: readonly string[]): boolean => words.some(word => keyOf(word) === key || keyOf(word) === bare);
  if (tables.cumulative.some(word => key.startsWith(keyOf(word)))) return { is: 'cumulative' };
  if (among(tables.confidence)) return { is: 'confidence' };
  if (among(tables.members)) return { is: 'members' };
  const metric = metricNamed(text, vocabulary);
  if (metric !== undefined) {
    const named = metric.metric.share ? shareNamed(metric.metric, header, index, vocabulary) : metric.metric;
    return { is: 'metric', ...metric, metric: named };
  }
  if (among(tables.value)) return { is: 'value' };
  if (among(tables.status)) return { is: 'status' };
  if (among(tables.criterion)) return { is: 'criterion' };
  return { is: among(tables.note) ? 'note' : 'other' };
}

/** `论文数量 | 占比`: the share is one of the things counted. */
function shareNamed(metric: Metric, header: readonly Text[], index: number, vocabulary: Vocabulary): Metric {
  if (!metric.keysOnly) return metric;
  const counted = /^(.{1,8}?)(?:数量|数|总数|count)$/u.exec(cleaned(header[index - 1]?.text ?? ''))?.[1];
  if (counted === undefined) return metric;
  return vocabulary.metricByKey.get(keyOf(counted + metric.name))?.metric ?? { ...metric, name: counted + metric.name };
}
