import type { RootContent } from 'mdast';
import { htmlBlockNames } from 'micromark-util-html-tag-name';
import { add, contentStart, declareUnsupported, incomplete, type LineReader, trimmedEnd } from './lineReader.ts';
import { tagEnd } from './markup.ts';

const blockNames = new Set(htmlBlockNames);

/** Whether HTML that is a block begins at `at`. Declines for kinds that only remark reads. */
export function startsHtml(r: LineReader, i: number, at: number): boolean {
  if (startsHtmlBlock(r, i, at)) return true;
  if (mayStartHtml(r, i, at)) declareUnsupported();
  return false;
}

/** Whether HTML of a kind that is read here begins at `at`: a comment, or the tag of an element that is a block. */
function startsHtmlBlock(r: LineReader, i: number, at: number): boolean {
  if (r.text.startsWith('<!--', at)) return true;
  const tag = /^<\/?([a-z][a-z0-9-]*)(?:[ \t>]|\/>|$)/i.exec(r.text.slice(at, Math.min(r.end[i]!, at + 40)));
  return tag !== null && blockNames.has(tag[1]!.toLowerCase());
}

/** Whether any other HTML may begin at `at`: of tags, only those of raw text, and ones that are all there is in the line. */
function mayStartHtml(r: LineReader, i: number, at: number): boolean {
  const { text } = r;
  const end = r.end[i]!;
  if (at + 1 >= end) return false;
  const c = text.charCodeAt(at + 1);
  if (c === 33 || c === 63) return true;
  if (!/^<\/?[a-z]/i.test(text.slice(at, at + 3))) return false;
  if (/^<\/?(?:script|pre|style|textarea)(?![a-z0-9-])/i.test(text.slice(at, at + 12))) return true;
  const behind = tagEnd(text, at, end);
  return behind > 0 && trimmedEnd(text, behind, end) === behind;
}

/** Reads HTML that is in no container: a comment up to the line in which it ends, anything else up to a blank line. */
export function readHtmlBlock(r: LineReader, i: number, last: number, at: number, out: RootContent[]): number {
  const { text } = r;
  if (r.depth > 0 || at !== r.raw[i]) declareUnsupported();
  const isComment = text.startsWith('<!--', at);
  const close = isComment ? text.indexOf('-->', at + 2) : -1;
  const isOpen = isComment && close < 0;
  if (isOpen && !r.isRest) throw incomplete;
  let k = isOpen ? last : i + 1;
  while (k < last && (isComment ? r.raw[k]! <= close : contentStart(r, k) !== r.end[k])) k++;
  const to = isOpen ? text.length : r.end[k - 1]!;
  add(out, { type: 'html', value: text.slice(at, to), from: at - r.base, to: to - r.base });
  return k;
}
