import type { PhrasingContent, RootContent } from 'mdast';
import { exceedsLimits } from '../limits.ts';
import { parseWithRemark } from '../remark.ts';
import type { InlineContext } from './inline.ts';
import { isSpaced } from './inlineForms.ts';
import { textNode } from './inlineNodes.ts';
import { declareUnsupported, type LineReader, leaveToRemark } from './lineReader.ts';
import { placeIn, sourceOf } from './source.ts';

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
  leaveToRemark(r, source.text);
  if (exceedsLimits(source.text)) {
    r.isTooHard = true;
    out.push(textNode(source.text, source.startOf(0), source.endOf(source.text.length)));
    return;
  }
  const frame = frames[context];
  const { children } = parseWithRemark(frame.before + source.text + frame.after, r.defined, false, r.syntax);
  const content = frame.content(children, source.text);
  if (content === undefined) declareUnsupported();
  for (const node of content) {
    placeIn(source, node, frame.before.length);
    out.push(node as PhrasingContent);
  }
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
