import type { RootContent } from 'mdast';

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
