import type { Block } from '../extract/inserting.ts';
import type { Edit } from '../model/fix.ts';
import { positionAt, type Span } from '../model/text.ts';

/** An edit that only inserts, in the chapter at hand. */
export type Insertion = Omit<Edit, 'path'>;

/** A chapter, and what a comment in it is to silence. */
export interface Wanted {
  readonly text: string;
  readonly lines: readonly number[];
  readonly newline: string;
  /** Where the finding begins. */
  readonly offset: number;
  /** What stands around that, innermost first. */
  readonly blocks: readonly Block[];
  readonly rule: string;
}

/**
 * Where the comments may stand that silence a rule at an offset and as little else as possible, the best place first. Whether one is a comment there and
 * changes nothing, reading the text with it says: a place may be none.
 */
export function* placesFor(wanted: Wanted): Iterable<readonly Insertion[]> {
  for (const block of wanted.blocks) {
    if (block.type === 'tableCell' || block.type === 'tableRow') yield* behind(block.span, wanted);
    else {
      yield* beside(block, wanted);
      yield* around(block, wanted);
    }
  }
}

/** In a line of a paragraph, or above what begins on the line of the finding. */
function* beside(block: Block, wanted: Wanted): Iterable<readonly Insertion[]> {
  const { blocks, lines, offset } = wanted;
  const { line } = positionAt(lines, offset);
  const begins = positionAt(lines, block.span.start).line === line;
  if (block.type === 'paragraph') {
    if (begins && blocks.length === 1) yield* above(block, wanted);
    yield* insideLine(line, block.span, wanted);
  } else if (begins && block.type === 'listItem') {
    if (block.before !== undefined) yield* inItemBefore(block, block.before, wanted);
  } else if (begins && block.type !== 'list') yield* above(block, wanted);
}

const insertion = (at: number, newText: string): Insertion => ({ span: { start: at, end: at }, newText });

const comment = (form: string, { rule }: Wanted): string => `<!-- concord-${form} ${rule} -->`;

/** Where the line that an offset stands on begins and ends. */
function lineAround(offset: number, { lines, text }: Wanted): Span {
  const { line } = positionAt(lines, offset);
  const start = lines[line]!;
  return { start, end: start + text.slice(start, lines[line + 1] ?? text.length).replace(/[\r\n]+$/, '').length };
}

/** Behind the text of a line, or else between two of its words. */
function* insideLine(line: number, { start, end }: Span, wanted: Wanted): Iterable<readonly Insertion[]> {
  const { text, lines } = wanted;
  const from = Math.max(start, lines[line]!);
  const written = text.slice(from, Math.min(end, lineAround(from, wanted).end)).trimEnd();
  // A backslash at the end breaks the line.
  const shown = written.replace(/\\$/, '').trimEnd();
  const words = [...shown.matchAll(/(?<=\S)(?= \S)/g)].map(({ index }) => index);
  for (const at of [shown.length, ...words.slice(-mostWords).reverse()])
    yield [insertion(from + at, ` ${comment('disable-line', wanted)}`)];
}

/** Between so many words it is tried. */
const mostWords = 8;

/** At the end of a cell, or of the last cells of a row. */
function* behind({ start, end }: Span, wanted: Wanted): Iterable<readonly Insertion[]> {
  const written = wanted.text.slice(start, end);
  const bars = [...written.matchAll(/(?<!\\)\|/g)].map(({ index }) => index);
  for (const to of [written.length, ...bars.slice(-mostCells).reverse()]) {
    const at = start + written.slice(0, to).trimEnd().length;
    yield [insertion(at, ` ${comment('disable-line', wanted)}`)];
  }
}

const mostCells = 4;

/** What stands before a block on its first line, if that is nothing but the marks of quotes and white space. */
function marginOf({ span: { start } }: Block, wanted: Wanted): string | undefined {
  const margin = wanted.text.slice(lineAround(start, wanted).start, start);
  return /^[\s>]*$/.test(margin) ? margin : undefined;
}

/** On the line above a block. */
function* above(block: Block, wanted: Wanted): Iterable<readonly Insertion[]> {
  const margin = marginOf(block, wanted);
  const { start } = lineAround(block.span.start, wanted);
  if (margin !== undefined) yield [insertion(start, margin + comment('disable-next-line', wanted) + wanted.newline)];
}

/** As the last of what the item before says. `content`: where that begins. */
function* inItemBefore({ span }: Block, content: number, wanted: Wanted): Iterable<readonly Insertion[]> {
  const margin = wanted.text.slice(lineAround(content, wanted).start, content).replace(/[^\s>]/g, ' ');
  yield [insertion(lineAround(span.start, wanted).start, margin + comment('disable-next-line', wanted) + wanted.newline)];
}

/** A comment above a block that begins it and one below that ends it. */
function* around(block: Block, wanted: Wanted): Iterable<readonly Insertion[]> {
  const margin = marginOf(block, wanted);
  if (margin === undefined) return;
  const { start } = lineAround(block.span.start, wanted);
  const { end } = lineAround(Math.max(block.span.start, block.span.end - 1), wanted);
  yield [
    insertion(start, margin + comment('disable', wanted) + wanted.newline),
    insertion(end, wanted.newline + margin + comment('enable', wanted)),
  ];
}
