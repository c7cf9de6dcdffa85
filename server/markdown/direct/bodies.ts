import type { RootContent } from 'mdast';
import { borderBehind, fartherBorder, readUpToBorder } from '../blockBoundary.ts';
import { exceedsLimits } from '../limits.ts';
import { means } from '../means.ts';
import { readBlock } from './blocks.ts';
import { behindBlankLines, declareUnsupported, declined, type LineReader, leaveToRemark } from './lineReader.ts';
import { placeIn, sourceOf } from './source.ts';

/** Reads lines that are a document of their own, of which remark reads a block that is unusual, so that the others need not be. */
export function readBody(r: LineReader, first: number, last: number, end: number, out: RootContent[]): void {
  if (++r.depth > 50) declareUnsupported();
  const starts = r.start.slice(first, last);
  for (let i = behindBlankLines(r, first, last); i < last; i = behindBlankLines(r, i, last)) {
    if (r.lazy[i] === 1) declareUnsupported();
    i = readAnyhow(r, i, last, end, out, () => r.start.set(starts.subarray(i - first), i));
  }
  r.depth--;
}

/** `undo`: what has been taken off the lines by the reading that was given up. */
function readAnyhow(r: LineReader, i: number, last: number, end: number, out: RootContent[], undo: () => void): number {
  const { depth, quotes, refers, unsupported, defines } = r;
  const count = out.length;
  try {
    return readBlock(r, i, last, out);
  } catch (error) {
    // In a quote, micromark reads lists in bodies otherwise than by themselves.
    if (error !== declined || quotes > 0) throw error;
    out.length = count;
    Object.assign(r, { depth, refers, unsupported, defines, quotes });
    undo();
    r.lazy.fill(0, i, last);
    return readByRemark(r, i, last, end, out);
  }
}

function readByRemark(r: LineReader, i: number, last: number, end: number, out: RootContent[]): number {
  for (let k = borderBehind(r, i, last); ; k = fartherBorder(r, i, k, last)) {
    const source = sourceOf(r, i, k - 1, r.start[i]!, k < last ? r.raw[k]! : end);
    const { text } = source;
    if (exceedsLimits(text)) {
      r.isTooHard = true;
      return k;
    }
    const nodes =
      k < last
        ? readUpToBorder(text, r.text.slice(r.start[k], r.end[k]), r.defined, false, r.syntax)
        : means.remark(text, r.defined, false, r.syntax).children;
    if (nodes === undefined) continue;
    if (nodes.length === 0) r.isTooHard = true;
    if (text.includes('[')) r.refers = true;
    leaveToRemark(r, text);
    r.defines = true;
    for (const node of nodes) {
      placeIn(source, node);
      out.push(node);
    }
    return k;
  }
}
