import type { InlineCode, PhrasingContent } from 'mdast';
import { BACKTICK, DOLLAR, SPACE } from './reading.ts';

/*
 * Nodes of what stands in the text from offset `at` to `end`; their places count from `base`.
 */

export const textNode = (value: string, from: number, to: number): PhrasingContent => ({ type: 'text', value, from, to }) as never;

/** Code between runs of `size` backticks. */
export function inlineCode(text: string, at: number, end: number, size: number, base: number): InlineCode {
  let from = at + size;
  let to = end - size;
  // One space at both ends is padding, if there is anything else.
  if (to - from > 2 && text.charCodeAt(from) === SPACE && text.charCodeAt(to - 1) === SPACE) {
    let k = from;
    while (k < to && text.charCodeAt(k) === SPACE) k++;
    if (k < to) {
      from++;
      to--;
    }
  }
  return { type: 'inlineCode', value: text.slice(from, to), from: at - base, to: end - base } as never;
}

export function mathNode(text: string, at: number, end: number, base: number): PhrasingContent {
  const display = text.charCodeAt(at + 1) === DOLLAR;
  let size = display ? 2 : 1;
  if (!display && end - at > 4 && text.charCodeAt(at + 1) === BACKTICK && text.charCodeAt(end - 2) === BACKTICK) size = 2;
  return {
    type: display ? 'math' : 'inlineMath',
    value: text.slice(at + size, end - size),
    data: { content: { start: at + size - base, end: end - size - base } },
    from: at - base,
    to: end - base,
  } as never;
}

/** A link whose label ends with the `]` at offset `close`. */
export function linkNode(text: string, at: number, close: number, end: number, children: PhrasingContent[], base: number): PhrasingContent {
  let start = close + 2;
  while (text.charCodeAt(start) === SPACE) start++;
  let stop = end - 1;
  while (stop > start && text.charCodeAt(stop - 1) === SPACE) stop--;
  if (stop <= start) {
    start = close + 2;
    stop = start;
  }
  return {
    type: 'link',
    title: null,
    url: text.slice(start, stop),
    children,
    data: { destination: { start: start - base, end: stop - base } },
    from: at - base,
    to: end - base,
  } as never;
}

export function autolinkNode(text: string, at: number, end: number, base: number): PhrasingContent {
  const address = text.slice(at + 1, end - 1);
  const destination = { start: at + 1 - base, end: end - 1 - base };
  return {
    type: 'link',
    title: null,
    url: address.includes(':') ? address : `mailto:${address}`,
    children: [textNode(address, destination.start, destination.end)],
    data: { destination },
    from: at - base,
    to: end - base,
  } as never;
}
