import type { PhrasingContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import type { FormulaTypo } from '../model/facts.ts';
import { spanOfPlaces } from '../model/formula.ts';
import { contains, type Span } from '../model/text.ts';
import { typosOf } from '../tex/typos.ts';

/** The typos of a formula that typesets, where they stand. */
export const placedTypos = (source: string, places: readonly number[], bracketed: boolean): FormulaTypo[] =>
  typosOf(source).map(({ kind, start, end, changes }) => ({
    kind,
    ...(bracketed && { bracketed }),
    span: spanOfPlaces(places, start, end),
    edits: changes.map(change => ({ span: spanOfPlaces(places, change.start, change.end), newText: change.newText })),
  }));

/** `| $P(a|b)$ |`: what would be a formula if its bars did not end the cell. `row`: of a table. */
export function tornFormulas(text: string, row: Span): FormulaTypo[] {
  const line = text.slice(row.start, row.end);
  if (!line.includes('$')) return [];
  const found: FormulaTypo[] = [];
  for (const { 0: whole, 2: inside = '', index } of line.matchAll(/(?<![\\$])(\$\$?)(?![\s$])((?:\\.|[^$\\])+?)(?<![\s\\])\1(?![\d$])/g)) {
    // Sums of money in two cells are no formula.
    if (!/[\\_^=]|\p{L}\(/u.test(inside)) continue;
    const bars = [...whole.matchAll(/(?<!\\)\|/g)].map(bar => index + bar.index);
    const [first] = bars;
    if (first === undefined) continue;
    const edits = bars.map(at => ({
      span: { start: row.start + at, end: row.start + at + 1 },
      newText: /[A-Za-z]/.test(line[at + 1] ?? '') ? '\\vert ' : '\\vert',
    }));
    found.push({ kind: 'bar', span: { start: row.start + first, end: row.start + first + 1 }, edits });
  }
  return found;
}

/**
 * `| $\|x\|_2$ |`: in a table, a backslash only keeps a bar from ending the cell. A pair of them may well be an absolute value; that a norm was meant, an index behind it says, or
 * a word in the row.
 */
export function singleBars(text: string, { start, end }: Span): FormulaTypo[] {
  const inside = text.slice(start, end);
  if (!inside.includes('\\|')) return [];
  const lineEnd = text.indexOf('\n', end);
  const row = text.slice(text.lastIndexOf('\n', start) + 1, lineEnd < 0 ? text.length : lineEnd);
  const isCalledNorm = /范数|(?<![A-Za-z])norms?(?![A-Za-z])/i.test(row);
  const found: FormulaTypo[] = [];
  for (const { 0: whole, index } of inside.matchAll(/\\\|(?:(?!\\\|)[^|])+\\\|/g)) {
    const behind = inside.slice(index + whole.length);
    if (!isCalledNorm && !/^\s*_/.test(behind)) continue;
    const [open, close] = [start + index, start + index + whole.length - 2];
    const bar = (at: number, command: string) => ({
      span: { start: at, end: at + 2 },
      newText: /[A-Za-z]/.test(text[at + 2] ?? '') ? `${command} ` : command,
    });
    found.push({ kind: 'norm', span: { start: open, end: open + 2 }, edits: [bar(open, '\\lVert'), bar(close, '\\rVert')] });
  }
  return found;
}

/** `\(a_{i} + b_{j}\)`, in which Markdown finds emphasis: between dollars it looks for none. */
export function emphasised({ start, end }: Span, children: readonly PhrasingContent[], text: string): FormulaTypo[] {
  const mark = children.find(
    child =>
      (child.type === 'emphasis' || child.type === 'strong') && contains({ start, end }, spanOf(child).start) && spanOf(child).start < end,
  );
  if (mark === undefined) return [];
  const dollars = text[start + 1] === '[' ? '$$' : '$';
  const inside = text.slice(start + 2, end - 2);
  const at = spanOf(mark).start;
  return [
    {
      kind: 'emphasis',
      bracketed: true,
      span: { start: at, end: at + 1 },
      edits: [
        { span: { start, end: start + 2 + inside.length - inside.trimStart().length }, newText: dollars },
        { span: { start: start + 2 + inside.trimEnd().length, end }, newText: dollars },
      ],
    },
  ];
}
