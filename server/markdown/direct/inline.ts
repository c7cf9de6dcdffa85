import type { PhrasingContent } from 'mdast';
import { readInlineByRemark } from './declinedInline.ts';
import { isSpaced, plainEnd } from './inlineForms.ts';
import { textNode } from './inlineNodes.ts';
import { InlineReader } from './inlineReader.ts';
import { type LineReader, observer, readingOf } from './lineReader.ts';
import { placeIn, sourceOf } from './source.ts';

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
  if (reader.isParted && readJoined(r, i, last, from, to, context, out)) return;
  observer.declined?.(text.slice(reader.at, to));
  out.length = 0;
  readInlineByRemark(r, i, last, from, to, context, out);
}

/** Reads lines that containers take something off as if they stood in none. False when only remark can. */
function readJoined(
  r: LineReader,
  i: number,
  last: number,
  from: number,
  to: number,
  context: InlineContext,
  out: PhrasingContent[],
): boolean {
  if (isSpaced(r.text, to, context)) return false;
  const source = sourceOf(r, i, last, from, to);
  const joined = readingOf(source.text, { ...r, isRest: true });
  const isRead = new InlineReader(joined, 0, joined.lineCount - 1, 0, source.text.length, context, out).read(0);
  r.refers ||= joined.refers;
  r.isTooHard ||= joined.isTooHard;
  if (isRead) for (const node of out) placeIn(source, node);
  return isRead;
}
