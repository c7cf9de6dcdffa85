import type { List, Nodes, Root, RootContent, Table } from 'mdast';
import type { Placement } from './nodes.ts';
import { type ReadPiece, type Result, readPieces, tooLong } from './pieces.ts';
import { nothingDefined, parseWithRemark } from './remark.ts';

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
  return new Chapter(text, piecesOf(text));
}

function piecesOf(text: string): ReadPiece[] {
  // Characters that change what every reader sees of a text: rare enough to leave to remark.
  if (/\0|\r(?!\n)/.test(text)) return [readWholly(text)];
  const request = { isStart: true, isRest: true, stopsAt: () => false };
  const result = readPieces(text, { ...request, defined: nothingDefined }) as Result;
  return result.pieces as ReadPiece[];
}

function readWholly(text: string): ReadPiece {
  const nodes = text.length > tooLong ? [] : parseWithRemark(text).children;
  return { length: text.length, nodes, refers: false, defined: nothingDefined, declined: text.length };
}

class Chapter implements Parsed {
  readonly text: string;
  readonly pieces: readonly Placed[];
  constructor(text: string, pieces: readonly ReadPiece[]) {
    this.text = text;
    let start = 0;
    this.pieces = pieces.map(piece => {
      const placed = { start, piece };
      start += piece.length;
      return placed;
    });
  }
}

/** Reads a chapter that was read before: pieces that the change does not concern stay the same objects. Never throws. */
export function reparse(previous: Parsed, text: string): Parsed {
  return previous.text === text ? previous : parse(text);
}

/** The tree of the whole chapter, with offsets into its text. */
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
