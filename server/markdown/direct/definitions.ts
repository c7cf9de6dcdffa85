import type { RootContent } from 'mdast';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import {
  add,
  behindBlankLines,
  CARET,
  COLON,
  contentStart,
  declareUnsupported,
  LEFT_BRACKET,
  type LineReader,
  RIGHT_BRACKET,
  SPACE,
  spacesEnd,
} from './lineReader.ts';

/**
 * Reads the definitions of links, or the one of a footnote, that begin on line `i` at the margin and are written plainly: a label and a destination, each on a line of its own up
 * to a blank one; a footnote of nothing but paragraphs. A chapter may have thousands. Returns the line behind them, `i` where they are remark's.
 */
export function readDefinitions(r: LineReader, i: number, last: number, at: number, out: RootContent[]): number {
  if (r.depth > 0 || at !== r.raw[i]) return i;
  if (r.text.charCodeAt(at + 1) === CARET) return readFootnote(r, i, last, at, out);
  const found: Definition[] = [];
  let k = i;
  for (; k < last && contentStart(r, k) !== r.end[k]; k++) {
    const definition = definitionAt(r, k);
    if (definition === undefined) return i;
    found.push(definition);
  }
  if (k === last && !r.isRest) return i;
  r.defines = true;
  for (const definition of found) add(out, placed(definition, r));
  return k;
}

interface Definition {
  readonly at: number;
  readonly labelEnd: number;
  readonly destination: number;
  readonly destinationEnd: number;
  readonly title: string | null;
  readonly end: number;
}

/** Nothing but a label, a destination and perhaps a title, in which all characters mean themselves. */
function definitionAt(r: LineReader, k: number): Definition | undefined {
  const at = r.raw[k]!;
  const end = r.end[k]!;
  const labelEnd = labelEndAt(r, k, false);
  if (labelEnd < 0) return undefined;
  let destination = labelEnd + 2;
  while (r.text.charCodeAt(destination) === SPACE) destination++;
  const { angled, bare, title } = plainTarget.exec(r.text.slice(destination, end))?.groups ?? {};
  const url = angled ?? bare;
  if (url === undefined || character.test(url)) return undefined;
  if (angled !== undefined) destination++;
  return { at, labelEnd, destination, destinationEnd: destination + url.length, title: title?.slice(1, -1) ?? null, end };
}

const plainTarget = /^(?:<(?<angled>[^<>\\\p{Cc}]+)>|(?<bare>[^\s<>()\\\p{Cc}][^\s()\\\p{Cc}]*))(?: +(?<title>"[^"&\\]*"|'[^'&\\]*'))?$/u;
/** What may stand for another character. */
const character = /&#?\w+;/;

/** No label is longer (CommonMark 0.31, 6.3). */
const longest = 990;

/** Offset of the `]` behind a label in which all characters mean themselves, if a colon follows; else -1. */
function labelEndAt({ text, raw, end }: LineReader, k: number, isFootnote: boolean): number {
  const from = raw[k]! + (isFootnote ? 2 : 1);
  const labelEnd = text.indexOf(']', from);
  if (labelEnd < 0 || labelEnd + 1 >= end[k]! || text.charCodeAt(labelEnd + 1) !== COLON || labelEnd - from > longest) return -1;
  if (text.charCodeAt(raw[k]!) !== LEFT_BRACKET || (text.charCodeAt(from) === CARET && !isFootnote)) return -1;
  const label = text.slice(from, labelEnd);
  return label.trim() === '' || /[[\\&]/.test(label) || (isFootnote && /\s/.test(label)) ? -1 : labelEnd;
}

function placed({ at, labelEnd, destination, destinationEnd, title, end }: Definition, { text, base }: LineReader): object {
  const label = text.slice(at + 1, labelEnd);
  return {
    type: 'definition',
    identifier: normalizeIdentifier(label).toLowerCase(),
    label,
    title,
    url: text.slice(destination, destinationEnd),
    data: {
      label: { start: at + 1 - base, end: labelEnd - base },
      destination: { start: destination - base, end: destinationEnd - base },
    },
    from: at - base,
    to: end - base,
  };
}

function readFootnote(r: LineReader, i: number, last: number, at: number, out: RootContent[]): number {
  const { text, base } = r;
  const labelEnd = labelEndAt(r, i, true);
  if (labelEnd < 0) return i;
  const behind = footnoteEnd(r, i, last);
  if (!endsBehind(r, behind - 1, last)) return i;
  const label = text.slice(at + 2, labelEnd);
  let content = labelEnd + 2;
  while (text.charCodeAt(content) === SPACE) content++;
  if (content >= r.end[i]!) return i;
  r.start[i] = content;
  const children: RootContent[] = [];
  for (let k = i + 1; k < behind; k++) r.start[k] = Math.min(r.raw[k]! + 4, r.end[k]!);
  r.readBlocks(r, i, behind, children);
  if (children.some(({ type }) => type !== 'paragraph')) declareUnsupported();
  r.defines = true;
  add(out, {
    type: 'footnoteDefinition',
    identifier: normalizeIdentifier(label).toLowerCase(),
    label,
    children,
    data: { label: { start: at + 2 - base, end: labelEnd - base } },
    from: at - base,
    to: r.end[behind - 1]! - base,
  });
  return behind;
}

/** The line behind the indented ones that go on with the footnote of line `i`. */
function footnoteEnd(r: LineReader, i: number, last: number): number {
  let end = i + 1;
  for (let k = end; k < last; k++) {
    if (contentStart(r, k) === r.end[k]) continue;
    if (spacesEnd(r, k) - r.raw[k]! < 4) break;
    end = k + 1;
  }
  return end;
}

/** Whether no line behind line `i` goes on with the footnote that ends there. */
function endsBehind(r: LineReader, i: number, last: number): boolean {
  const k = behindBlankLines(r, i + 1, last);
  if (k === last) return r.isRest;
  const from = r.raw[k]!;
  if (contentStart(r, k) !== from) return false;
  return k > i + 1 || (r.text.charCodeAt(from) === LEFT_BRACKET && r.text.charCodeAt(from + 1) === CARET && labelEndAt(r, k, true) >= 0);
}

/** Whether what stands from one offset, that of a `[`, to another may begin with a definition. */
export const mayDefine = (text: string, from: number, to: number): boolean => {
  const last = Math.min(to, from + 2 * longest);
  for (let at = from + 1; at < last; at++) if (text.charCodeAt(at) === COLON && text.charCodeAt(at - 1) === RIGHT_BRACKET) return true;
  return false;
};
