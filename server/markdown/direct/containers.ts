import type { PhrasingContent, RootContent } from 'mdast';
import { bodyIndent, closes, type Opening, openingOf } from '../containers.ts';
import { readInline } from './inline.ts';
import { add, COLON, contentStart, declareUnsupported, type LineReader, SPACE, spacesEnd, TAB } from './lineReader.ts';

/** Whether a container of the site begins on line `i` at `at`. */
export const startsContainer = (r: LineReader, i: number, at: number): boolean => openingAt(r, i, at) !== undefined;

function openingAt(r: LineReader, i: number, at: number): Opening | undefined {
  const { containers } = r.syntax;
  if (containers === undefined) return undefined;
  const line = r.text.slice(at, r.end[i]);
  const opening = openingOf(line, containers);
  // Tabs are spaces to patterns.
  if (line.includes('\t')) declareUnsupported();
  return opening;
}

/** Reads the container that begins on line `i` at `at`, if one does; returns the line behind it. */
export function readContainer(r: LineReader, i: number, last: number, at: number, out: RootContent[]): number | undefined {
  const opening = openingAt(r, i, at);
  if (opening === undefined) return undefined;
  const children: RootContent[] = [];
  if (opening.to > 0) readTitle(r, i, at + opening.from, at + opening.to, children);
  const indent = at - r.start[i]!;
  const behind = opening.colons > 0 ? readFenced(r, i, last, indent, opening.colons, children) : readIndented(r, i, last, indent, children);
  add(out, { type: 'container', children, from: at - r.base, to: r.end[behind - 1]! - r.base });
  return behind;
}

function readTitle(r: LineReader, i: number, from: number, to: number, out: RootContent[]): void {
  const children: PhrasingContent[] = [];
  readInline(r, i, i, from, to, 'heading', children);
  add(out, { type: 'containerTitle', children, from: from - r.base, to: to - r.base });
}

/** A body of lines that stand further in than the opening one. */
function readIndented(r: LineReader, i: number, last: number, indent: number, out: RootContent[]): number {
  const margin = indent + bodyIndent;
  let behind = i + 1;
  for (let k = behind; k < last && r.lazy[k] === 0; k++) {
    const at = spacesEnd(r, k);
    if (at === r.end[k]) continue;
    if (at - r.start[k]! < margin) break;
    behind = k + 1;
  }
  takeOff(r, i + 1, behind, margin);
  if (behind > i + 1) r.readBody(r, i + 1, behind, r.end[behind - 1]!, out);
  return behind;
}

/** A body up to a line of colons, or to the end of what it is in. */
function readFenced(r: LineReader, i: number, last: number, indent: number, colons: number, out: RootContent[]): number {
  let k = i + 1;
  while (k < last && r.lazy[k] === 0 && !isClosed(r, k, colons)) k++;
  const isOpen = k === last || r.lazy[k] === 1;
  // What is not closed may end with the blank lines behind it, or before them.
  if (isOpen && (r.depth > 0 || k < last || !r.isRest)) declareUnsupported();
  takeOff(r, i + 1, k, indent);
  if (k > i + 1) r.readBody(r, i + 1, k, k < r.lineCount ? r.raw[k]! : r.text.length, out);
  return isOpen ? k : k + 1;
}

function isClosed(r: LineReader, k: number, colons: number): boolean {
  const at = contentStart(r, k);
  return r.text.charCodeAt(at) === COLON && closes(r.text.slice(at, r.end[k]), colons) && spacesEnd(r, k) - r.start[k]! < 4;
}

/** Takes up to so many spaces off the lines from `first` to before `last`. */
function takeOff(r: LineReader, first: number, last: number, margin: number): void {
  for (let k = first; k < last; k++) {
    let left = margin;
    for (; left > 0 && r.start[k]! < r.end[k]! && isSpace(r, r.start[k]!); left--) r.start[k]!++;
  }
}

function isSpace({ text }: LineReader, at: number): boolean {
  if (text.charCodeAt(at) === TAB) declareUnsupported();
  return text.charCodeAt(at) === SPACE;
}
