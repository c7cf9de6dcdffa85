import type { RootContent } from 'mdast';
import type { Syntax } from '../model/site.ts';
import type { Defined } from './defined.ts';
import { ASTERISK, contentStart, DASH, type LineReader, PLUS, SPACE, TAB } from './direct/lineReader.ts';
import { means } from './means.ts';
import { spanOf } from './span.ts';

/**
 * The first line behind line `i` that begins a new block whatever the lines from `i` on are, unless they leave code, HTML or a formula
 * open at the top level: a line at the margin of what it is in behind a blank one, which no list and no footnote goes on with.
 */
export function borderBehind(r: LineReader, i: number, last: number): number {
  let blank = false;
  for (let k = i + 1; k < last; k++) {
    const at = r.start[k]!;
    if (contentStart(r, k) === r.end[k]) blank = true;
    else if (blank && beginsAnew(r.text.charCodeAt(at))) return k;
    else blank = false;
  }
  return last;
}

/** A border at least twice as far away from line `i` as line `k`, so that however many are needed, little is read in vain. */
export function fartherBorder(r: LineReader, i: number, k: number, last: number): number {
  const from = r.raw[i]!;
  const enough = 2 * (r.raw[k]! - from);
  let farther = k;
  while (farther < last && r.raw[farther]! - from < enough) farther = borderBehind(r, farther, last);
  return farther;
}

function beginsAnew(c: number): boolean {
  if (c === SPACE || c === TAB) return false;
  return c !== DASH && c !== ASTERISK && c !== PLUS && !(c >= 48 && c <= 57);
}

/**
 * What remark reads of text that ends at a border, `next` being the line behind it (micromark lets that decide where code that is not
 * closed ends). Undefined if the text leaves something open: then that line does not begin a new block.
 */
export function readUpToBorder(text: string, next: string, defined: Defined, isStart: boolean, syntax: Syntax): RootContent[] | undefined {
  // What looks like the definition of a link may be none, for what comes behind it.
  const line = /^\[(?!\^)/.test(next) ? 'x' : next;
  const { children } = means.remark(text + line, defined, isStart, syntax);
  const border = children.findIndex(node => spanOf(node).end > text.length);
  if (border < 0 || spanOf(children[border]!).start !== text.length) return;
  return children.slice(0, border);
}
