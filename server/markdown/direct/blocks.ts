import type { PhrasingContent, RootContent } from 'mdast';
import { readDefinitions } from './definitions.ts';
import { readFence, readIndentedCode, readMath, startsFence, startsMath } from './fences.ts';
import { headingDepth, readHeading } from './headings.ts';
import { mayStartHtml, readHtmlBlock, startsHtmlBlock } from './html.ts';
import { readInline } from './inline.ts';
import { declineDefinition, endsContainer, interrupts } from './interrupts.ts';
import {
  ASTERISK,
  add,
  BACKTICK,
  CARET,
  contentStart,
  DASH,
  DOLLAR,
  declareUnsupported,
  GREATER,
  HASH,
  LEFT_BRACKET,
  LESS,
  type LineReader,
  PLUS,
  SPACE,
  spacesEnd,
  TAB,
  TILDE,
  trimmedEnd,
  UNDERSCORE,
} from './lineReader.ts';
import { readList } from './lists.ts';
import { isThematicBreak, startsItem } from './markers.ts';
import { readTable, startsTable } from './tables.ts';

/**
 * Reads the block that begins on line `i`, which is not blank, out of the lines before `last`; returns the line behind it.
 * Throws `declined` when only remark should read it. Of a table or list, at most `limit` rows or items are read; if more follow,
 * `r.goesOn` is set.
 */
export function readBlock(r: LineReader, i: number, last: number, out: RootContent[], limit = Number.POSITIVE_INFINITY): number {
  const at = spacesEnd(r, i);
  // A line that goes on with a paragraph that is not there.
  if (r.lazy[i] === 1) declareUnsupported();
  if (at - r.start[i]! > 3) return readIndentedCode(r, i, last, out);
  const c = r.text.charCodeAt(at);
  switch (c) {
    case HASH:
      if (headingDepth(r, i, at) > 0) return readHeading(r, i, at, out);
      break;
    case BACKTICK:
    case TILDE:
      if (startsFence(r, i, at)) return readFence(r, i, last, at, out);
      break;
    case DOLLAR:
      if (startsMath(r, i, at)) return readMath(r, i, last, at, out);
      break;
    case GREATER:
      return readQuote(r, i, last, at, out);
    case DASH:
    case ASTERISK:
    case UNDERSCORE:
      if (isThematicBreak(r, i, at)) {
        add(out, { type: 'thematicBreak', from: at - r.base, to: r.end[i]! - r.base });
        return i + 1;
      }
      if (c !== UNDERSCORE && startsItem(r, i, at)) return readList(r, i, last, at, out, limit);
      break;
    case LESS:
      if (startsHtmlBlock(r, i, at)) return readHtmlBlock(r, i, last, at, out);
      if (mayStartHtml(r, i, at)) declareUnsupported();
      break;
    case LEFT_BRACKET: {
      const behind = readDefinitions(r, i, last, at, out);
      if (behind > i) return behind;
      // Of a footnote, whatever is on the next line.
      if (r.text.charCodeAt(at + 1) === CARET) declineDefinition(r, at, r.end[i]!);
      break;
    }
    case PLUS:
      if (startsItem(r, i, at)) return readList(r, i, last, at, out, limit);
      break;
    default:
      if (c >= 48 && c <= 57 && startsItem(r, i, at)) return readList(r, i, last, at, out, limit);
  }
  if (i + 1 < last && r.lazy[i + 1] === 0 && startsTable(r, i, at)) return readTable(r, i, last, at, out, limit);
  return readParagraph(r, i, last, at, out);
}

/** Reads the lines of a container. Returns true when there is a blank line between its blocks. */
export function readBlocks(r: LineReader, first: number, last: number, out: RootContent[]): boolean {
  let blankBetween = false;
  if (++r.depth > 50) declareUnsupported();
  for (let i = first; i < last; ) {
    if (contentStart(r, i) === r.end[i]) {
      if (out.length > 0) blankBetween = true;
      i++;
    } else {
      i = readBlock(r, i, last, out);
    }
  }
  r.depth--;
  return blankBetween;
}

function readQuote(r: LineReader, i: number, last: number, from: number, out: RootContent[]): number {
  let k = i;
  for (; k < last; k++) {
    const at = spacesEnd(r, k);
    if (at === r.end[k]) break;
    if (r.lazy[k] === 1) continue;
    if (at - r.start[k]! > 3 || r.text.charCodeAt(at) !== GREATER) {
      if (contentStart(r, k - 1) === r.end[k - 1] || endsContainer(r, k, at)) break;
      r.lazy[k] = 1;
      continue;
    }
    const next = at + 1 < r.end[k]! ? r.text.charCodeAt(at + 1) : 0;
    if (next === TAB) declareUnsupported();
    r.start[k] = at + (next === SPACE ? 2 : 1);
  }
  const children: RootContent[] = [];
  // A quote in a quote: see readList.
  if (++r.quotes > 1) declareUnsupported();
  readBlocks(r, i, k, children);
  r.quotes--;
  if (children.length === 0) declareUnsupported();
  add(out, { type: 'blockquote', children, from: from - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

function readParagraph(r: LineReader, i: number, last: number, from: number, out: RootContent[]): number {
  let k = i + 1;
  for (; k < last; k++) {
    const at = contentStart(r, k);
    if (at === r.end[k] || (r.lazy[k] === 0 && interrupts(r, k, at))) break;
  }
  const to = r.end[k - 1]!;
  if (r.text.charCodeAt(from) === LEFT_BRACKET) declineDefinition(r, from, to);
  const children: PhrasingContent[] = [];
  readInline(r, i, k - 1, from, trimmedEnd(r.text, from, to), 'paragraph', children);
  add(out, { type: 'paragraph', children, from: from - r.base, to: to - r.base });
  return k;
}
