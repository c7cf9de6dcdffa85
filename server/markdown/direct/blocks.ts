import type { PhrasingContent, RootContent } from 'mdast';
import { mayDefine, readDefinitions } from './definitions.ts';
import { readFence, readIndentedCode, readMath, startsFence, startsMath } from './fences.ts';
import { headingDepth, readHeading } from './headings.ts';
import { mayStartHtml, readHtmlBlock, startsHtmlBlock } from './html.ts';
import { readInline } from './inline.ts';
import { endsContainer, isThematicBreak, readList, startsItem } from './lists.ts';
import {
  ASTERISK,
  add,
  BACKTICK,
  CARET,
  COLON,
  contentStart,
  DASH,
  DOLLAR,
  decline,
  EQUALS,
  GREATER,
  HASH,
  LEFT_BRACKET,
  LESS,
  PIPE,
  PLUS,
  type Reading,
  SPACE,
  spacesEnd,
  TAB,
  TILDE,
  trimmedEnd,
  UNDERSCORE,
} from './reading.ts';
import { readTable, startsDelimiterRow, startsTable } from './tables.ts';

/**
 * Reads the block that begins on line `i`, which is not blank, out of the lines before `last`; returns the line behind it.
 * Throws `declined` when only remark should read it. Of a table or list, at most `limit` rows or items are read; if more follow,
 * `r.goesOn` is set.
 */
export function readBlock(r: Reading, i: number, last: number, out: RootContent[], limit = Number.POSITIVE_INFINITY): number {
  const at = spacesEnd(r, i);
  // A line that goes on with a paragraph that is not there.
  if (r.lazy[i] === 1) decline();
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
      if (mayStartHtml(r, i, at)) decline();
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
export function readBlocks(r: Reading, first: number, last: number, out: RootContent[]): boolean {
  let blankBetween = false;
  if (++r.depth > 50) decline();
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

function readQuote(r: Reading, i: number, last: number, from: number, out: RootContent[]): number {
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
    if (next === TAB) decline();
    r.start[k] = at + (next === SPACE ? 2 : 1);
  }
  const children: RootContent[] = [];
  // A quote in a quote: see readList.
  if (++r.quotes > 1) decline();
  readBlocks(r, i, k, children);
  r.quotes--;
  if (children.length === 0) decline();
  add(out, { type: 'blockquote', children, from: from - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

function readParagraph(r: Reading, i: number, last: number, from: number, out: RootContent[]): number {
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

/** Whether the line, which follows a paragraph, begins another block. Declines where it would give the paragraph another meaning. */
export function interrupts(r: Reading, k: number, at: number): boolean {
  const c = r.text.charCodeAt(at);
  // The usual letters.
  if (c > TILDE || (c >= 97 && c <= 122) || (c >= 65 && c <= 90)) return false;
  if (spacesEnd(r, k) - r.start[k]! > 3) return false;
  switch (c) {
    case HASH:
      return headingDepth(r, k, at) > 0;
    case BACKTICK:
    case TILDE:
      return startsFence(r, k, at);
    case DOLLAR:
      return startsMath(r, k, at);
    case GREATER:
      return true;
    case LESS:
      if (startsHtmlBlock(r, k, at)) return true;
      if (mayStartHtml(r, k, at)) decline();
      return false;
    case EQUALS:
      // Perhaps the underline of a heading.
      return decline();
    case COLON:
    case PIPE:
      declineTable(r, k);
      return false;
    case LEFT_BRACKET:
      declineDefinition(r, at, r.end[k]!);
      return false;
    case DASH:
      declineTable(r, k);
      if (isUnderline(r, k, at)) decline();
      return isThematicBreak(r, k, at) || startsItem(r, k, at);
    case ASTERISK:
      return isThematicBreak(r, k, at) || startsItem(r, k, at);
    case UNDERSCORE:
      return isThematicBreak(r, k, at);
    case PLUS:
      return startsItem(r, k, at);
    default:
      // Of numbered items, only a first one ends a paragraph.
      if (c === 49 && startsItem(r, k, at)) {
        const after = r.text.charCodeAt(at + 1);
        return after < 48 || after > 57;
      }
      return false;
  }
}

/** Declines a paragraph whose last line is the header of a table, its delimiter row line `k`. */
function declineTable(r: Reading, k: number): void {
  if (startsDelimiterRow(r, k) && startsTable(r, k - 1, contentStart(r, k - 1))) decline();
}

function isUnderline(r: Reading, k: number, at: number): boolean {
  const end = trimmedEnd(r.text, at, r.end[k]!);
  for (let i = at; i < end; i++) if (r.text.charCodeAt(i) !== DASH) return false;
  return true;
}

/** Definitions of links and footnotes are remark's. */
function declineDefinition(r: Reading, from: number, to: number): void {
  if (mayDefine(r.text, from, to)) decline();
}
