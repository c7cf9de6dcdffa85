import type { RootContent } from 'mdast';
import type { Syntax } from '../model/site.ts';
import { finished, type Steps } from '../model/steps.ts';
import { Chapter } from './chapter.ts';

/**
 * What a chapter's text means, in pieces. A piece is a run of whole top-level blocks (or some rows of a long table, some items of a long
 * list) that was read by itself: the tree of the chapter is that of its pieces, one after the other. Positions inside a piece count
 * from its start, so a piece stays the same object when text before it changes: facts read off it can be remembered by identity.
 *
 * A piece begins where a block does, at the beginning of a line; blank lines behind a block belong to its piece. A piece may have no
 * nodes: of blank text, and of text that only remark could read and that it would take too long for (see limits.ts).
 */
export interface Piece {
  /** Length in UTF-16 units. */
  readonly length: number;
  /** Top-level mdast nodes, read with `spanOf`. */
  readonly nodes: readonly RootContent[];
  /**
   * For the later rows of a long table or items of a long list: the piece whose last node is that table or list, with its head or first
   * item. The only node of this piece is then a `table` (with the same `align`) all of whose rows are body rows, or a `list` whose
   * `start` is the number of its own first item. The whole list is `spread` if one of its pieces is. It is another object when the piece
   * it continues is, so what is read off both may be remembered with this one.
   */
  readonly continues?: Piece;
  /** A reader of Markdown has failed on it. Of \`markdown\`, another one has read it; of \`links\`, nobody: it has no nodes. */
  readonly unread?: readonly { readonly what: 'markdown' | 'links'; readonly reason: string }[];
}

export interface Placed {
  /** Offset of the piece in the chapter. */
  readonly start: number;
  readonly piece: Piece;
}

export interface Parsed {
  readonly text: string;
  /** By what it was read. */
  readonly syntax: Syntax;
  /** In order, without gaps: each begins where the one before ends, the last one ends at the end of the text. */
  readonly pieces: readonly Placed[];
  /** All of it is read again whatever changes in it, since it has line ends or characters that hardly anybody writes. */
  readonly isReadWhole: boolean;
}

/** Reads a chapter. `syntax`: what there is besides GFM and formulas. Never throws. */
export function parse(text: string, syntax: Syntax = {}): Parsed {
  return Chapter.of(text, syntax);
}

/** The same, a few blocks at a time. */
export const parsing = (text: string, syntax: Syntax = {}): Steps<Parsed> => Chapter.reading(text, syntax);

/** Reads a chapter that was read before: pieces that the change does not concern stay the same objects. Never throws. */
export const reparse = (previous: Parsed, text: string): Parsed => finished(reparsing(previous, text));

/** The same, a few blocks at a time. */
export function* reparsing(previous: Parsed, text: string): Steps<Parsed> {
  if (previous.text === text) return previous;
  return yield* previous instanceof Chapter ? previous.editing(text) : parsing(text, previous.syntax);
}
