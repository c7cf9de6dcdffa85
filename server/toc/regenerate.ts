import type { Facts, Heading } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import { finished, resting, type Steps } from '../model/steps.ts';
import type { Comparison, Row } from './compare.ts';
import { columns, contentColumn, hasOwnText, type Item, itemsOf, type Written } from './items.ts';
import { lineEdits } from './lineEdits.ts';
import { type Manner, mannerOf, sourceOf } from './manner.ts';
import { counted, numbered } from './ordered.ts';
import type { Entry, Table } from './table.ts';

/**
 * The edits that make a table say what its headings say, in its own style: entries that are right stay as they are, down to the byte, and so does everything around them.
 * None when nothing is to be done, or when the list is written in a way that cannot be kept.
 */
export function* regenerating(
  table: Table,
  { rows, others }: Comparison,
  facts: Facts,
  text: string,
): Steps<Pick<Edit, 'span' | 'newText'>[]> {
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  if (rows.length === 0) return [];
  if (table.list === undefined) {
    if (text.slice(table.span.start, table.span.end).trim() !== '') return [];
    return [{ span: table.span, newText: `${newline}${newline}${newTable(rows, newline)}${newline}${newline}` }];
  }
  const items = yield* itemsOf(table.list, text);
  if (items === undefined) return [];
  const manner = yield* mannerOf(items, table, rows, facts, text, newline);
  const written: Written[] = [];
  const rest = resting();
  for (const part of inOrder(rows, others, table, items)) {
    if (rest()) yield;
    const depth = Math.min(part.depth, (written.at(-1)?.depth ?? -1) + 1);
    written.push(part.entry === undefined ? newItem(part.row.heading, depth, manner) : keptItem(part, depth, items, manner));
  }
  const [first, last] = [items[0]!, items.at(-1)!];
  const start = first.at - first.gap.length - first.marker.length - first.indent.length;
  const end = last.at + last.body.length;
  yield;
  const renumbered = counted(numbered(written, items), items, table.list.depths);
  yield;
  const now = joined(fitted(renumbered));
  yield;
  return yield* lineEdits(text.slice(start, end), now, start);
}

/** The same at once. */
export const regenerated = (table: Table, comparison: Comparison, facts: Facts, text: string): Pick<Edit, 'span' | 'newText'>[] =>
  finished(regenerating(table, comparison, facts, text));

/** A table written anew: `- [text](#anchor)`, two spaces for each depth. No line end after the last entry. */
export const newTable = (rows: readonly Pick<Row, 'heading' | 'depth'>[], newline: string): string =>
  rows.map(({ heading, depth }) => `${'  '.repeat(depth)}- [${sourceOf(heading)}](#${heading.anchor})`).join(newline);

const newItem = (heading: Heading, depth: number, manner: Manner): Written => ({
  depth,
  indent: manner.indent(depth, heading.level),
  marker: manner.marker(depth),
  gap: manner.gap,
  body: manner.link(heading),
  tail: manner.tail,
});

function keptItem({ entry, row }: KeptPart, depth: number, items: readonly Item[], manner: Manner): Written {
  const was = items[entry.at]!;
  const isMoved = entry.depth !== depth;
  return {
    was,
    depth,
    indent: isMoved ? manner.indent(depth, row?.heading.level) : was.indent,
    marker: isMoved ? manner.marker(depth) : was.marker,
    gap: was.gap,
    body: row === undefined ? was.body : manner.body(was, row),
    tail: was === items.at(-1) ? manner.tail : was.tail,
  };
}

interface NewPart {
  readonly entry: undefined;
  readonly row: Row;
  readonly depth: number;
}

interface KeptPart {
  readonly entry: Entry;
  /** Absent for an item that is no entry of a heading. */
  readonly row?: Row;
  readonly depth: number;
}

/** The rows, and behind the entry that they follow now the items that are no entries of headings, or that lead nowhere but have a text of their own, which is not ours to throw away. */
function inOrder(rows: readonly Row[], others: ReadonlySet<Entry>, table: Table, items: readonly Item[]): (NewPart | KeptPart)[] {
  const followers = new Map([undefined, ...rows.map(({ entry }) => entry)].map(entry => [entry, [] as KeptPart[]]));
  let before: Entry | undefined;
  for (const entry of table.entries) {
    if (followers.has(entry)) before = entry;
    else if (others.has(entry) || hasOwnText(items[entry.at]!, entry.link?.span))
      followers.get(before)!.push({ entry, depth: entry.depth });
  }
  const behind = (entry: Entry | undefined): KeptPart[] => followers.get(entry)!;
  return [
    ...behind(undefined),
    ...rows.flatMap(row => [{ row, depth: row.depth, entry: row.entry }, ...(row.entry ? behind(row.entry) : [])]),
  ];
}

/** Indents what would not lie below its parent, or beside its sibling, where Markdown wants it. */
function fitted(items: readonly Written[]): Written[] {
  const above: { column: number; content: number; indent: string }[] = [];
  return items.map(item => {
    const [parent, sibling] = [above[item.depth - 1], above[item.depth]];
    let { indent } = item;
    const column = columns(indent);
    if (sibling !== undefined && column >= sibling.content) indent = sibling.indent;
    if (parent !== undefined && (columns(indent) < parent.content || columns(indent) > parent.content + 3))
      indent = ' '.repeat(parent.content);
    if (parent === undefined && columns(indent) > 3) indent = sibling?.indent ?? '';
    const placed = { ...item, indent };
    above.length = item.depth;
    above.push({ column: columns(indent), content: contentColumn(placed), indent });
    return placed;
  });
}

function joined(items: readonly Written[]): string {
  return items
    .map((item, i) => `${item.indent}${item.marker}${item.gap}${shiftedBody(item)}${i === items.length - 1 ? '' : item.tail}`)
    .join('');
}

/** The further lines of an item go where its content goes. */
function shiftedBody({ was, body, indent, marker, gap }: Written): string {
  if (was === undefined || !body.includes('\n')) return body;
  const by = contentColumn({ indent, marker, gap }) - contentColumn(was);
  if (by === 0) return body;
  return body.replace(
    /\n([ \t]*)(?=\S)/g,
    (_, space: string) => `\n${by > 0 ? space + ' '.repeat(by) : space.slice(0, Math.max(0, space.length + by))}`,
  );
}
