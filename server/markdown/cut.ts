import type { RootContent } from 'mdast';
import { ASTERISK, contentStart, DASH, PLUS, type Reading, SPACE, TAB } from './direct/reading.ts';
import type { Placement } from './nodes.ts';

/**
 * The first line behind line `i` that begins a new block whatever the lines from `i` on are, unless they leave code, HTML or a formula
 * open at the top level (see `leavesOpen`): a line at the margin behind a blank one, which no list and no footnote goes on with.
 */
export function borderBehind(r: Reading, i: number): number {
  let blank = false;
  for (let k = i + 1; k < r.lineCount; k++) {
    const at = r.raw[k]!;
    if (contentStart(r, k) === r.end[k]) blank = true;
    else if (blank && beginsAnew(r.text.charCodeAt(at))) return k;
    else blank = false;
  }
  return r.lineCount;
}

function beginsAnew(c: number): boolean {
  if (c === SPACE || c === TAB) return false;
  return c !== DASH && c !== ASTERISK && c !== PLUS && !(c >= 48 && c <= 57);
}

/** Whether the last of the nodes that were read of `text` would go on if more text followed a blank line at its end. */
export function leavesOpen(nodes: readonly RootContent[], text: string): boolean {
  const node = nodes.at(-1);
  if (node === undefined) return false;
  const { from, to } = node as unknown as Placement;
  const source = text.slice(from, to);
  switch (node.type) {
    case 'code':
      return /^[`~]/.test(source) && !fenceIsClosed(source);
    case 'math':
      return source.indexOf('$$', 2) < 0;
    case 'html':
      return htmlIsOpen(source);
    default:
      return false;
  }
}

function fenceIsClosed(source: string): boolean {
  const fence = /^(`+|~+)/.exec(source)![0];
  const last = /[\r\n] {0,3}(`{3,}|~{3,})[ \t]*$/.exec(source);
  return last !== null && last[1]!.startsWith(fence);
}

/** By the end conditions of CommonMark's HTML blocks of kinds 1 to 5; the others end at a blank line. */
function htmlIsOpen(source: string): boolean {
  if (/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i.test(source)) return !/<\/(?:script|pre|style|textarea)>/i.test(source);
  if (source.startsWith('<!--')) return !source.includes('-->', 2);
  if (source.startsWith('<?')) return !source.includes('?>');
  if (source.startsWith('<![CDATA[')) return !source.includes(']]>');
  return /^<![a-z]/i.test(source) && !source.includes('>');
}
