import type { PhrasingContent } from 'mdast';
import { readInlineByRemark } from './declinedInline.ts';
import { plainEnd } from './inlineForms.ts';
import { textNode } from './inlineNodes.ts';
import { InlineReader } from './inlineReader.ts';
import type { LineReader } from './lineReader.ts';

/** Where text stands that is read as one: what remark makes of it alone depends on it. */
export type InlineContext = 'paragraph' | 'heading' | 'cell';

/**
 * Reads text from offset `from` on line `i` to offset `to` on line `last` (no spaces at both ends) into `out`, which is empty. What is
 * unusual in it is given to remark, this text alone if possible.
 */
export function readInline(
  r: LineReader,
  i: number,
  last: number,
  from: number,
  to: number,
  context: InlineContext,
  out: PhrasingContent[],
): void {
  const { text } = r;
  const at = plainEnd(text, from, to);
  if (at === to) {
    // Most text is nothing else.
    out.push(textNode(text.slice(from, to), from - r.base, to - r.base));
    return;
  }
  const reader = new InlineReader(r, i, last, from, to, context, out);
  if (reader.read(at)) return;
  out.length = 0;
  readInlineByRemark(r, i, last, from, to, context, out);
}
