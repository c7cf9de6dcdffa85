import type { Nodes } from 'mdast';
import type { Placement } from '../nodes.ts';
import type { LineReader } from './lineReader.ts';

/** Text without what containers take off its lines. */
export interface Source {
  readonly text: string;
  /** From offsets in `text` to those from the base of the reading: of where something begins, of where it ends. */
  readonly startOf: (offset: number) => number;
  readonly endOf: (offset: number) => number;
}

/** The lines as they stand in their containers. */
export function sourceOf(r: LineReader, i: number, last: number, from: number, to: number): Source {
  if (i === last) {
    const shifted = (offset: number): number => offset + from - r.base;
    return { text: r.text.slice(from, to), startOf: shifted, endOf: shifted };
  }
  let text = '';
  const starts: number[] = [];
  const shifts: number[] = [];
  for (let line = i; line <= last; line++) {
    const start = line === i ? from : r.start[line]!;
    starts.push(text.length);
    shifts.push(start - text.length - r.base);
    text += r.text.slice(start, line === last ? to : r.raw[line + 1]);
  }
  const startOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! > offset) high = middle - 1;
      else low = middle;
    }
    return offset + shifts[low]!;
  };
  return { text, startOf, endOf: offset => (offset === 0 ? startOf(0) : startOf(offset - 1) + 1) };
}

/** Moves the places in a tree from offsets in the framed text to those of the reading. */
export function placeIn(source: Source, node: Nodes, framed = 0): void {
  const placement = node as unknown as Placement;
  placement.from = source.startOf(placement.from - framed);
  placement.to = source.endOf(placement.to - framed);
  if (node.data) {
    for (const span of Object.values(node.data) as { start: number; end: number }[]) {
      span.start = source.startOf(span.start - framed);
      // What closes it stands behind it, perhaps on the next line.
      span.end = source.startOf(span.end - framed);
    }
  }
  if ('children' in node) for (const child of node.children) placeIn(source, child, framed);
}
