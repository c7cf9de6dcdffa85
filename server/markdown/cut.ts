import type { RootContent } from 'mdast';
import type { Defined } from './defined.ts';
import { ASTERISK, contentStart, DASH, PLUS, type Reading, SPACE, TAB } from './direct/reading.ts';
import { parseWithRemark } from './remark.ts';
import { spanOf } from './span.ts';

/**
 * The first line behind line `i` that begins a new block whatever the lines from `i` on are, unless they leave code, HTML or a formula
 * open at the top level: a line at the margin behind a blank one, which no list and no footnote goes on with.
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

/**
 * What remark reads of lines that end at a border. Undefined if they leave something open: then a line behind the border does not begin a
 * new block, which one added to them shows.
 */
export function readUpToBorder(text: string, defined: Defined, isStart: boolean): RootContent[] | undefined {
  const { children } = parseWithRemark(`${text}x`, defined, isStart);
  const last = children.pop();
  return last?.type === 'paragraph' && spanOf(last).start === text.length ? children : undefined;
}
