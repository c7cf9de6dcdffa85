import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { exceedsLimits } from '../limits.ts';
import type { Placement } from '../nodes.ts';
import { parseWithRemark } from '../remark.ts';
import type { InlineContext } from './inline.ts';
import { isSpaced } from './inlineForms.ts';
import { textNode } from './inlineNodes.ts';
import { declareUnsupported, type LineReader } from './lineReader.ts';

/** Gives text that `readInline` does not read to remark, alone. Declines the block where that could give it another meaning. */
export function readInlineByRemark(
  r: LineReader,
  i: number,
  last: number,
  from: number,
  to: number,
  context: InlineContext,
  out: PhrasingContent[],
): void {
  const source = sourceOf(r, i, last, from, to);
  if (isSpaced(r.text, to, context) && /www\.$/i.test(source.text)) declareUnsupported();
  if (source.text.includes('[')) r.refers = true;
  r.unsupported += source.text.length;
  if (exceedsLimits(source.text)) {
    r.isTooHard = true;
    out.push(textNode(source.text, source.startOf(0), source.endOf(source.text.length)));
    return;
  }
  const frame = frames[context];
  const { children } = parseWithRemark(frame.before + source.text + frame.after, r.defined, false);
  const content = frame.content(children, source.text);
  if (content === undefined) declareUnsupported();
  for (const node of content) {
    place(node, source, frame.before.length);
    out.push(node as PhrasingContent);
  }
}

interface Source {
  readonly text: string;
  /** From offsets in `text` to those from the base of the reading: of where something begins, of where it ends. */
  readonly startOf: (offset: number) => number;
  readonly endOf: (offset: number) => number;
}

/** The lines as they stand in their containers. */
function sourceOf(r: LineReader, i: number, last: number, from: number, to: number): Source {
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
    let line = starts.length - 1;
    while (starts[line]! > offset) line--;
    return offset + shifts[line]!;
  };
  return { text, startOf, endOf: offset => (offset === 0 ? startOf(0) : startOf(offset - 1) + 1) };
}

interface Frame {
  /** What makes the text what it is in the chapter. */
  readonly before: string;
  readonly after: string;
  /** The nodes that were read of it; undefined if it has become something else. */
  content(children: readonly RootContent[], text: string): readonly RootContent[] | undefined;
}

const cell: Frame = {
  before: '|x|\n|-|\n|',
  // A space, since a backslash may stand before it.
  after: ' |',
  content([node, ...others]) {
    if (node?.type !== 'table' || others.length > 0 || node.children.length !== 2 || node.children[1]!.children.length !== 1) return;
    return node.children[1]!.children[0]!.children;
  },
};

const frames: Readonly<Record<InlineContext, Frame>> = {
  paragraph: {
    before: '',
    after: '',
    content: ([node, ...others]) => (node?.type === 'paragraph' && others.length === 0 ? node.children : undefined),
  },
  heading: {
    before: '# ',
    after: '',
    content: ([node, ...others]) => (node?.type === 'heading' && others.length === 0 ? node.children : undefined),
  },
  cell,
};

/** Moves the places in a tree from offsets in the framed text to those of the reading. */
function place(node: Nodes, source: Source, framed: number): void {
  const placement = node as unknown as Placement;
  placement.from = source.startOf(placement.from - framed);
  placement.to = source.endOf(placement.to - framed);
  if (node.data) {
    for (const span of Object.values(node.data) as { start: number; end: number }[]) {
      span.start = source.startOf(span.start - framed);
      span.end = source.endOf(span.end - framed);
    }
  }
  if ('children' in node) for (const child of node.children) place(child, source, framed);
}
