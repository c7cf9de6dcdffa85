import type { Data, Node, Nodes, PhrasingContent, RootContent, Text } from 'mdast';
import type { Span } from '../model/text.ts';

/** A formula between `$` and `$`, as VS Code's preview and GitHub read it. */
export interface InlineMath extends Node {
  type: 'inlineMath';
  /** The TeX source, as written between the dollars. */
  value: string;
  data: MathData;
}

/** A formula between `$$` and `$$`: a block of its own, or inside a paragraph, a cell, a heading. */
export interface Math extends Node {
  type: 'math';
  /** The TeX source, without the indentation and quote marks that the block stands in. */
  value: string;
  data: MathData;
}

/** `[[note#heading|text]]`, where the dialect has such links; of `![[file]]`, which is shown in its place, `embeds`, and there is no text. */
export interface WikiLink extends Node {
  type: 'wikiLink';
  /** What stands before the `|`, as a destination of Markdown would say it. */
  url: string;
  embeds: boolean;
  /** One text: the one behind the `|`, or the destination as written. */
  children: Text[];
  /** Where that stands. */
  data: Data & { destination: Span };
}

/** A block of a site that GFM does not know, with blocks in it: its title, if it has one, and its body. */
export interface Container extends Node {
  type: 'container';
  children: RootContent[];
}

export interface ContainerTitle extends Node {
  type: 'containerTitle';
  children: PhrasingContent[];
}

export interface MathData extends Data {
  /** From behind the opening dollars to before the closing ones. */
  content: { start: number; end: number };
}

declare module 'mdast' {
  interface PhrasingContentMap {
    inlineMath: InlineMath;
    math: Math;
    wikiLink: WikiLink;
  }
  interface BlockContentMap {
    container: Container;
    containerTitle: ContainerTitle;
    math: Math;
  }
  interface RootContentMap {
    container: Container;
    containerTitle: ContainerTitle;
    inlineMath: InlineMath;
    math: Math;
    wikiLink: WikiLink;
  }
  interface Data {
    /**
     * Of links, images and definitions: the destination as written, inside `<…>` if so; empty for `[a]()`. A link without one is a bare
     * address that GFM links by itself.
     */
    destination?: Span;
    /** Of references, definitions and footnotes: the label as written, without brackets and `^`. */
    label?: Span;
  }
}

/**
 * How positions are kept: two numbers in the node itself instead of unist's `position`, whose three objects are larger than most nodes.
 * `spanOf` reads them.
 */
export interface Placement {
  from: number;
  to: number;
}

/** Moves all places in a tree. */
export function moveAll(node: Nodes, by: number): void {
  if (by !== 0) move(node, by);
  if ('children' in node) for (const child of node.children) moveAll(child, by);
}

/** Moves the places of one node. */
export function move(node: Nodes, by: number): void {
  const placement = node as unknown as Placement;
  placement.from += by;
  placement.to += by;
  for (const span of Object.values(node.data ?? {}) as Placement[] & { start: number; end: number }[]) {
    span.start += by;
    span.end += by;
  }
}
