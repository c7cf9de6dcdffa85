import type { List, ListItem, Nodes } from 'mdast';
import type { Piece } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import type { Link, LinkList } from '../model/facts.ts';
import { shifted, span } from '../model/text.ts';
import type { Collected, PieceFacts } from './pieceFacts.ts';

/** A list of the piece's top level, if it leads to places in the same chapter (`always`: also if not). `from`: the index of its first link in `into.links`. */
export function collectLinkList(list: List, from: number, into: Collected, always: boolean): void {
  if (!always && !into.links.slice(from).some(isOwn)) return;
  const starts: number[] = [];
  const depths: number[] = [];
  const links: number[] = [];
  let next = from;
  for (const { start, depth, first } of itemsOf(list, 0)) {
    starts.push(start);
    depths.push(depth);
    const link = first?.type === 'paragraph' ? firstLink(first) : undefined;
    const at = link === undefined ? -1 : indexFrom(into.links, next, spanOf(link).start);
    links.push(at);
    if (at >= 0) next = at + 1;
  }
  into.linkLists.push({ span: spanOf(list), starts, depths, links });
}

/** The items of a list, and of the lists in it: where each begins, and what it begins with. */
function* itemsOf({ children: items }: List, depth: number): Iterable<{ start: number; depth: number; first: Nodes | undefined }> {
  for (const item of items) {
    const children = childrenOf(item);
    yield { start: spanOf(item).start, depth, first: children[0] };
    for (const child of children) if (child.type === 'list') yield* itemsOf(child, depth + 1);
  }
}

/** `* 1. [text](#x)`, a list in an item, is an item with a number in front. */
function childrenOf(item: ListItem): ListItem['children'] {
  const numbered = onlyItem(item);
  return numbered === undefined ? item.children : [...numbered.children, ...item.children.slice(1)];
}

/** The item of an ordered list of one that a bullet begins with. */
function onlyItem({ children: [first] }: ListItem): ListItem | undefined {
  return first?.type === 'list' && first.ordered && first.children.length === 1 && first.children[0]!.children[0]?.type === 'paragraph'
    ? first.children[0]
    : undefined;
}

/** Links to a place in the same chapter. */
const isOwn = ({ destination }: { readonly destination: string | undefined }): boolean => destination?.startsWith('#') === true;

function firstLink(node: Nodes): Nodes | undefined {
  if (node.type === 'link') return node;
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const found = firstLink(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function indexFrom(links: Collected['links'], from: number, start: number): number {
  for (let i = from; i < links.length && links[i]!.span.start <= start; i++) if (links[i]!.span.start === start) return i;
  return -1;
}

interface Growing {
  span: LinkList['span'];
  readonly starts: number[];
  readonly depths: number[];
  readonly links: number[];
  /** The piece that the list begins in. */
  readonly head: Piece;
}

/** The lists of a chapter, put together from its pieces in order: the later items of a long list are a piece of their own. */
export class LinkLists {
  readonly #lists: Growing[] = [];

  /** `firstLink`: the index in the chapter's links of the piece's first link. */
  add(own: PieceFacts, piece: Piece, start: number, firstLink: number): void {
    for (const list of own.linkLists) {
      const placed = { start: shifted(list.span, start), links: list.links.map(at => (at < 0 ? at : at + firstLink)) };
      const goesOn = piece.continues !== undefined && piece.nodes[0] !== undefined && spanOf(piece.nodes[0]).start === list.span.start;
      if (!goesOn) {
        this.#lists.push({
          span: placed.start,
          starts: list.starts.map(at => at + start),
          depths: [...list.depths],
          links: placed.links,
          head: piece,
        });
        continue;
      }
      const begun = this.#lists.at(-1);
      if (begun?.head !== piece.continues) continue;
      begun.span = span(begun.span.start, placed.start.end);
      for (const at of list.starts) begun.starts.push(at + start);
      for (const depth of list.depths) begun.depths.push(depth);
      for (const link of placed.links) begun.links.push(link);
    }
  }

  /** The lists that lead to places in the same chapter with at least half of their items. `moved` answers where a link has gone, given where it was. */
  in(links: readonly Link[], moved: (at: number) => number): LinkList[] {
    return this.#lists
      .map(({ head: _, ...list }) => ({ ...list, links: list.links.map(moved) }))
      .filter(list => 2 * list.links.filter(at => links[at] !== undefined && isOwn(links[at]!)).length >= list.links.length);
  }
}
