import type { List, Nodes, Root, RootContent, Table } from 'mdast';
import type { Placement } from './nodes.ts';
import type { Parsed } from './parse.ts';

/** The tree of the whole chapter, with offsets into its text: a copy. */
export function mdastOf(parsed: Parsed): Root {
  const children: RootContent[] = [];
  for (const { start, piece } of parsed.pieces) {
    const nodes = structuredClone(piece.nodes) as RootContent[];
    for (const node of nodes) move(node, start);
    if (piece.continues) append(children.at(-1) as List | Table, nodes[0] as List | Table);
    else children.push(...nodes);
  }
  return { type: 'root', children, from: 0, to: parsed.text.length } as Root;
}

function append(to: List | Table, more: List | Table): void {
  (to.children as unknown[]).push(...more.children);
  if (to.type === 'list' && (more as List).spread) to.spread = true;
  (to as unknown as Placement).to = (more as unknown as Placement).to;
}

function move(node: Nodes, by: number): void {
  const placement = node as unknown as Placement;
  placement.from += by;
  placement.to += by;
  for (const span of Object.values(node.data ?? {}) as { start: number; end: number }[]) {
    span.start += by;
    span.end += by;
  }
  if ('children' in node) for (const child of node.children) move(child, by);
}
