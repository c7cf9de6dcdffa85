import type { Html, InlineCode, PhrasingContent } from 'mdast';
import type { Address } from './addresses.ts';
import type { Bracket } from './emphasis.ts';

import { BACKTICK, DOLLAR, SPACE } from './lineReader.ts';
import type { Resource } from './resources.ts';

/*
 * Nodes of what stands in the text from offset `at` to `end`; their places count from `base`.
 */

export const textNode = (value: string, from: number, to: number): PhrasingContent => ({ type: 'text', value, from, to }) as never;

/** Code between runs of `size` backticks. In a table, escaped pipes in it are pipes. */
export function inlineCode(text: string, at: number, end: number, size: number, base: number, isCell: boolean): InlineCode {
  let from = at + size;
  let to = end - size;
  // One space or line ending at both ends is padding, if there is anything else.
  if (isPadding(text.charCodeAt(from)) && isPadding(text.charCodeAt(to - 1)) && !isBlank(text, from, to)) {
    from += text.startsWith('\r\n', from) ? 2 : 1;
    to -= text.startsWith('\r\n', to - 2) ? 2 : 1;
  }
  const value = text.slice(from, to);
  const shown = isCell && value.includes('\\|') ? value.replace(/\\([\\|])/g, unescapedPipe) : value;
  return { type: 'inlineCode', value: shown, from: at - base, to: end - base } as never;
}

/** micromark takes up to three blanks off the lines that it goes on in. */
export const htmlNode = (text: string, at: number, end: number, base: number): Html & PhrasingContent =>
  ({ type: 'html', value: text.slice(at, end).replace(/\n {1,3}/g, '\n'), from: at - base, to: end - base }) as never;

const isPadding = (c: number): boolean => c === SPACE || c === 10 || c === 13;

function isBlank(text: string, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (!isPadding(text.charCodeAt(k))) return false;
  return true;
}

const unescapedPipe = (written: string, character: string): string => (character === '|' ? character : written);

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

/** A link, or, without children of its own, an image. */
export function resourceNode(
  { isImage, at }: Bracket,
  { url, title, from, to, end }: Resource,
  children: PhrasingContent[],
  base: number,
): PhrasingContent {
  const data = { destination: { start: from - base, end: to - base } };
  if (isImage) return { type: 'image', title, url, alt: altOf(children), data, from: at - base, to: end - base } as never;
  return { type: 'link', title, url, children, data, from: at - base, to: end - base } as never;
}

/** The text of an image, without its markup. */
export function altOf(nodes: readonly PhrasingContent[]): string {
  let alt = '';
  for (const node of nodes) {
    if ('value' in node) alt += node.value;
    else if ('alt' in node) alt += node.alt ?? '';
    else if ('children' in node) alt += altOf(node.children);
  }
  return alt;
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

/** A bare address. */
export function addressNode(text: string, { from, end, prefix }: Address, base: number): PhrasingContent {
  const address = text.slice(from, end);
  const children = [textNode(address, from - base, end - base)];
  return { type: 'link', title: null, url: prefix + address, children, from: from - base, to: end - base } as never;
}
