import type { PhrasingContent, RootContent } from 'mdast';
import { byCharacter } from './byCharacter.ts';
import { readContainer } from './containers.ts';
import { readDefinitions } from './definitions.ts';
import { startsTable } from './delimiterRows.ts';
import { readFence, readIndentedCode, readMath, startsFence, startsMath } from './fences.ts';
import { headingDepth, readHeading } from './headings.ts';
import { readHtmlBlock, startsHtml } from './html.ts';
import { readInline } from './inline.ts';
import { declineDefinition, endsContainer, interrupts } from './interrupts.ts';
import {
  add,
  CARET,
  contentStart,
  declareUnsupported,
  GREATER,
  LEFT_BRACKET,
  type LineReader,
  SPACE,
  spacesEnd,
  TAB,
  trimmedEnd,
} from './lineReader.ts';
import { readList } from './lists.ts';
import { isThematicBreak, startsItem } from './markers.ts';
import { readTable } from './tables.ts';

/** Reads the block that begins on line `i` at `at`, if one of the kind does; returns the line behind it. */
type ReadBlock = (r: LineReader, i: number, last: number, at: number, out: RootContent[], limit: number) => number | undefined;

const readListHere: ReadBlock = (r, i, last, at, out, limit) => (startsItem(r, i, at) ? readList(r, i, last, at, out, limit) : undefined);

const readBreak: ReadBlock = (r, i, _last, at, out) => {
  if (!isThematicBreak(r, i, at)) return;
  add(out, { type: 'thematicBreak', from: at - r.base, to: r.end[i]! - r.base });
  return i + 1;
};

/** What may begin with a character, but for tables and paragraphs, which begin with any. */
const constructs = byCharacter<ReadBlock>({
  '#': (r, i, _last, at, out) => (headingDepth(r, i, at) > 0 ? readHeading(r, i, at, out) : undefined),
  '`~': (r, i, last, at, out) => (startsFence(r, i, at) ? readFence(r, i, last, at, out) : undefined),
  $: (r, i, last, at, out) => (startsMath(r, i, at) ? readMath(r, i, last, at, out) : undefined),
  '>': readQuote,
  '-*': (r, i, last, at, out, limit) => readBreak(r, i, last, at, out, limit) ?? readListHere(r, i, last, at, out, limit),
  _: readBreak,
  '!?=:': readContainer,
  '+0123456789': readListHere,
  '<': (r, i, last, at, out) => (startsHtml(r, i, at) ? readHtmlBlock(r, i, last, at, out) : undefined),
  '[': (r, i, last, at, out) => {
    const behind = readDefinitions(r, i, last, at, out);
    if (behind > i) return behind;
    // Of a footnote, whatever is on the next line.
    if (r.text.charCodeAt(at + 1) === CARET) declineDefinition(r, at, r.end[i]!);
    return undefined;
  },
});

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
  const behind = c < 128 ? constructs[c]?.(r, i, last, at, out, limit) : undefined;
  if (behind !== undefined) return behind;
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
  const k = quoteLines(r, i, last);
  const children: RootContent[] = [];
  // A quote in a quote: see readList.
  if (++r.quotes > 1) declareUnsupported();
  readBlocks(r, i, k, children);
  r.quotes--;
  if (children.length === 0) declareUnsupported();
  add(out, { type: 'blockquote', children, from: from - r.base, to: r.end[k - 1]! - r.base });
  return k;
}

/** Takes the marks off the lines of the quote that begins on line `i`, and marks the lazy ones; returns the line behind its last one. */
function quoteLines(r: LineReader, i: number, last: number): number {
  let k = i;
  for (; k < last; k++) {
    const at = spacesEnd(r, k);
    if (at === r.end[k]) break;
    if (r.lazy[k] === 1) continue;
    if (at - r.start[k]! < 4 && r.text.charCodeAt(at) === GREATER) {
      r.start[k] = quoteMarkEnd(r, k, at);
    } else {
      if (contentStart(r, k - 1) === r.end[k - 1] || endsContainer(r, k, at)) break;
      r.lazy[k] = 1;
    }
  }
  return k;
}

/** Offset behind the `>` at `at` and the space that is of it. */
function quoteMarkEnd(r: LineReader, k: number, at: number): number {
  const next = at + 1 < r.end[k]! ? r.text.charCodeAt(at + 1) : 0;
  if (next === TAB) declareUnsupported();
  return at + (next === SPACE ? 2 : 1);
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
