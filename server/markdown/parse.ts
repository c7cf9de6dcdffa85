import type { Root, RootContent } from 'mdast';
import { parseWithRemark } from './remark.ts';

/**
 * What a chapter's text means, in pieces. A piece is a run of whole top-level blocks (or some rows of a long table, some items of a long
 * list) that was read by itself: the tree of the chapter is that of its pieces, one after the other. Positions inside a piece count
 * from its start, so a piece stays the same object when text before it changes: facts read off it can be remembered by identity.
 */
export interface Piece {
  /** Length in UTF-16 units. */
  readonly length: number;
  /** Top-level mdast nodes, read with `spanOf`. */
  readonly nodes: readonly RootContent[];
  /** For the later rows of a long table or items of a long list: the piece with the table's head or the list's first item. */
  readonly continues?: Piece;
}

export interface Placed {
  /** Offset of the piece in the chapter. */
  readonly start: number;
  readonly piece: Piece;
}

export interface Parsed {
  readonly text: string;
  /** In order, without gaps: each begins where the one before ends, the last one ends at the end of the text. */
  readonly pieces: readonly Placed[];
}

/** Reads a chapter. Never throws. */
export function parse(text: string): Parsed {
  return { text, pieces: [{ start: 0, piece: { length: text.length, nodes: parseWithRemark(text).children } }] };
}

/** Reads a chapter that was read before: pieces that the change does not concern stay the same objects. Never throws. */
export function reparse(previous: Parsed, text: string): Parsed {
  return previous.text === text ? previous : parse(text);
}

/** The tree of the whole chapter, with offsets into its text. */
export function mdastOf(parsed: Parsed): Root {
  return { type: 'root', children: [...parsed.pieces[0]!.piece.nodes], from: 0, to: parsed.text.length } as Root;
}
