import type { Span } from '../model/text.ts';

/**
 * What the reading of claims is given of a chapter: its blocks in document order, without the Markdown. A block stands for itself, so it can be
 * made from one piece of a chapter and remembered with it; its offsets count from the start of that piece.
 */
export type Block = Heading | Paragraph | Table | Fence | Formula;

interface Remembering {
  /** Of a block that will be asked about again: one of a chapter that is edited. */
  readonly memo?: Memo;
}

/** What has been read of a block, by what read it. */
export type Memo = Map<object, unknown>;

/** What something reads of a block: once, if the block has a memo. `reader`: which of its readings it is. */
export function remembered<T>({ memo }: { readonly memo?: Memo }, reader: object, read: () => T): T {
  if (memo === undefined) return read();
  const known = memo.get(reader);
  if (known !== undefined || memo.has(reader)) return known as T;
  const made = read();
  memo.set(reader, made);
  return made;
}

/** A block and the offset in the chapter from which its own offsets count. */
export interface PlacedBlock {
  readonly start: number;
  readonly block: Block;
}

export interface Heading extends Remembering {
  readonly kind: 'heading';
  /** 1 to 6. */
  readonly depth: number;
  readonly span: Span;
  readonly text: Text;
}

/** A paragraph, also one in a list item or a quotation. */
export interface Paragraph extends Remembering {
  readonly kind: 'paragraph';
  readonly span: Span;
  readonly text: Text;
  /** How its source begins, marks left out, when it says nothing by itself but may announce what comes. */
  readonly quiet?: string;
  /** For the first paragraph of a list item. */
  readonly item?: { readonly depth: number; readonly ordered: boolean };
}

export interface Table extends Remembering {
  readonly kind: 'table';
  readonly span: Span;
  /** The header first. A row may have fewer or more cells than the header. */
  readonly rows: readonly (readonly Text[])[];
  /** Only some rows of the table that is meant, under its header. */
  readonly partial?: true;
}

/** A code block of one of the languages in `fences`. `info` is its language in lower case, empty when it has none. */
export interface Fence extends Remembering {
  readonly kind: 'fence';
  readonly span: Span;
  readonly info: string;
  readonly lines: readonly Line[];
}

/** The languages of code blocks that may claim something. */
export const fences: ReadonlySet<string> = new Set(['', 'text', 'math', 'mermaid']);

export interface Line {
  readonly text: string;
  /** Offset of its first character. */
  readonly at: number;
}

/** A formula set off from the text, without its dollar signs. */
export interface Formula extends Remembering {
  readonly kind: 'formula';
  readonly span: Span;
  readonly lines: readonly Line[];
}

/** What a reader sees of a run of Markdown, and where each part of it stands. */
export interface Text {
  /** Without emphasis, link destinations and code marks; formulas as written, dollar signs included. */
  readonly text: string;
  /** Pairs: an offset in `text`, the offset of that character in the source; up to the next pair both run in step. */
  readonly map: readonly number[];
  /** Ranges of `text` in strong emphasis, in order. */
  readonly strong: readonly Span[];
  /** Ranges of `text` that are code or a formula, in order. */
  readonly opaque: readonly Span[];
  /** The block begins with a link: an entry of a table of contents or of a list of references. */
  readonly linked?: true;
}

/** Where a range of the visible text stands in the source. */
export function spanIn(text: Text, start: number, end: number): Span {
  const from = sourceOffset(text, start);
  return { start: from, end: end > start ? sourceOffset(text, end - 1) + 1 : from };
}

function sourceOffset({ map }: Text, offset: number): number {
  let low = 0;
  let high = map.length / 2;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (map[2 * middle]! <= offset) low = middle;
    else high = middle;
  }
  return (map[2 * low + 1] ?? 0) + offset - (map[2 * low] ?? 0);
}

/** No statement is as long as this. What is longer is not read, so that nobody waits for a pattern that tries every start. */
export const longest = 1200;

const nothing: Text = { text: '', map: [0, 0], strong: [], opaque: [] };

/** The table with every endless cell empty. */
export function bounded(table: Table): Table {
  if (!hasEndless(table)) return table;
  return { ...table, rows: table.rows.map(row => row.map(cell => (cell.text.length > longest ? nothing : cell))) };
}

function hasEndless({ rows }: Table): boolean {
  for (const row of rows) for (let i = 0; i < row.length; i++) if (row[i]!.text.length > longest) return true;
  return false;
}

/** Lines as one text. */
export function joined(lines: readonly Line[]): Text {
  const map: number[] = [];
  let length = 0;
  for (const { text, at } of lines) {
    map.push(length, at);
    length += text.length + 1;
  }
  return { text: lines.map(({ text }) => text).join('\n'), map, strong: [], opaque: [] };
}

/** Plain text that stands in the source as it is: for fixtures and for code. */
export const plain = (text: string, at = 0): Text => ({ text, map: [0, at], strong: [], opaque: [] });
