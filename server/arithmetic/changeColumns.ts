import { year } from '../language/dates.ts';
import { oneOf } from '../language/lexicon.ts';
import { cleaned } from '../language/names.ts';
import type { Text } from '../language/source.ts';
import { amount, contradicted, single } from './changes.ts';
import type { WrongCell } from './columns.ts';

const changing = new RegExp(oneOf('changeTitle'), 'iu');
const before = new RegExp(`${oneOf('before')}|${year}`, 'iu');
const after = new RegExp(`${oneOf('after')}|${year}`, 'iu');
const ofChange = new RegExp(`^\\s*[+\\-−↓↑]?\\s*${amount}`, 'iu');

/** A column of changes behind a column before and a column after. */
export function wrongChangeCells(header: readonly Text[], body: readonly (readonly Text[])[]): readonly WrongCell[] {
  return header.flatMap(({ text }, column) => {
    if (column < 3 || !changing.test(text)) return [];
    if (!before.test(header[column - 2]!.text) || !after.test(header[column - 1]!.text)) return [];
    return body.flatMap(row => wrongChange(row[column - 2], row[column - 1], row[column]) ?? []);
  });
}

function wrongChange(first: Text | undefined, second: Text | undefined, cell: Text | undefined): WrongCell | undefined {
  const [from, to] = [single(first?.text ?? ''), single(second?.text ?? '')];
  const stated = cell && ofChange.exec(cell.text);
  if (cell === undefined || from === undefined || to === undefined || !stated) return undefined;
  const actual = contradicted(from, to, stated[0].replace(/^\s*[+\-−↓↑]/u, ''));
  if (actual === undefined) return undefined;
  return {
    kind: 'change',
    cell,
    expression: `${cleaned(first!.text)} → ${cleaned(second!.text)}`,
    stated: stated[0].trim(),
    actual,
    start: stated.index,
    end: stated.index + stated[0].length,
  };
}
