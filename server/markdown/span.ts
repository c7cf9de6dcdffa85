import type { Node } from 'mdast';
import type { Span } from '../model/text.ts';
import type { Placement } from './nodes.ts';

/** Where a node stands, as UTF-16 offsets from the start of its piece (in the tree of a whole chapter: of the chapter). */
export function spanOf(node: Node): Span {
  const { from, to } = node as unknown as Placement;
  return { start: from, end: to };
}

/**
 * The destination of a link, image or definition as written, inside `<…>` if so, in the coordinates of `spanOf`; empty for `[a]()`.
 * Undefined for references, and for a bare address that GFM links by itself.
 */
export const destinationOf = (node: Node): Span | undefined => node.data?.destination;

/** The label of a reference, definition or footnote as written, without the brackets and `^`, in the coordinates of `spanOf`. */
export const labelOf = (node: Node): Span | undefined => node.data?.label;
