import type { RootContent } from 'mdast';
import type { Syntax } from '../../model/site.ts';
import type { Defined } from '../defined.ts';

/**
 * One run of direct reading. Lines are kept as offsets; what a list item or block quote takes off the front of its lines is added to
 * `start`, so that a block inside is read just as one outside.
 */
export interface LineReader {
  readonly text: string;
  /** Whether the chapter ends with the text. */
  readonly isRest: boolean;
  readonly defined: Defined;
  readonly syntax: Syntax;
  /** Reads the lines of a container, whose blocks may be containers again. Returns true when there is a blank line between its blocks. */
  readonly readBlocks: (r: LineReader, first: number, last: number, out: RootContent[]) => boolean;
  /** Reads the lines of a container that are a document of their own, which ends at offset `end`. */
  readonly readBody: (r: LineReader, first: number, last: number, end: number, out: RootContent[]) => void;
  /** Offset in `text` that the positions of nodes count from. */
  base: number;
  /** Offset of each line's first character, of the line itself and of what is inside its containers. */
  readonly raw: Int32Array;
  readonly start: Int32Array;
  /** Offset behind each line's last character, before its line ending. */
  readonly end: Int32Array;
  readonly lineCount: number;
  /** 1 for lines that only go on with a paragraph in a list item or quote, without the item's indentation or the quote's mark. */
  readonly lazy: Uint8Array;
  /** How many containers, and among them block quotes, the lines that are read stand in. */
  depth: number;
  quotes: number;
  /** Set when something read would mean something else if other references were defined. */
  refers: boolean;
  /** Set when some text was too hard to read. */
  isTooHard: boolean;
  /** Set when definitions were read. */
  defines: boolean;
  /** How many characters were left to remark. */
  unsupported: number;
  /** Whether rows or items at the top level must end before the line at this offset. */
  readonly stopsAt: (offset: number) => boolean;
  /** Set when rows or items at the top level go on behind what was read. */
  goesOn: boolean;
}

/** Thrown by whatever meets Markdown that only remark should read. */
export const declined = Symbol('declined');

export function declareUnsupported(): never {
  observer.declined?.();
  throw declined;
}

/** Who wants to know what is left to remark, and why: a measurement (test/bench/reader.ts). */
export const observer: { declined?: (at?: string) => void; left?: (text: string) => void } = {};

/** Counts text that remark reads. */
export function leaveToRemark(r: LineReader, text: string): void {
  r.unsupported += text.length;
  observer.left?.(text);
}

/** Thrown when what is read goes on behind the text, which is not the rest of the chapter. */
export const incomplete = Symbol('incomplete');

export const TAB = 9;
export const SPACE = 32;
export const HASH = 35;
export const DOLLAR = 36;
export const ASTERISK = 42;
export const PLUS = 43;
export const DASH = 45;
export const COLON = 58;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const LEFT_BRACKET = 91;
export const BACKSLASH = 92;
export const RIGHT_BRACKET = 93;
export const CARET = 94;
export const UNDERSCORE = 95;
export const BACKTICK = 96;
export const PIPE = 124;
export const TILDE = 126;

/** Splits a text at LF and CRLF. A lone CR is not looked for: callers leave such texts to remark. */
export function readingOf(
  text: string,
  {
    isRest,
    defined,
    syntax,
    readBlocks,
    readBody,
    stopsAt,
  }: Pick<LineReader, 'isRest' | 'defined' | 'syntax' | 'readBlocks' | 'readBody' | 'stopsAt'>,
): LineReader {
  let size = 64;
  let raw = new Int32Array(size);
  let end = new Int32Array(size);
  let lineCount = 0;
  for (let at = 0; at <= text.length; lineCount++) {
    let newline = text.indexOf('\n', at);
    if (newline < 0) newline = text.length;
    if (lineCount === size) {
      size *= 4;
      raw = grown(raw, size);
      end = grown(end, size);
    }
    raw[lineCount] = at;
    end[lineCount] = newline > at && text.charCodeAt(newline - 1) === 13 && newline < text.length ? newline - 1 : newline;
    at = newline + 1;
  }
  return {
    text,
    isRest,
    defined,
    syntax,
    readBlocks,
    readBody,
    base: 0,
    raw,
    start: raw.slice(0, lineCount),
    end,
    lineCount,
    lazy: new Uint8Array(lineCount),
    depth: 0,
    quotes: 0,
    refers: false,
    isTooHard: false,
    defines: false,
    unsupported: 0,
    stopsAt,
    goesOn: false,
  };
}

function grown(array: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(array);
  return larger;
}

/** Offset of the first character of the line that is no space or tab, or of its end. */
export function contentStart(r: LineReader, line: number): number {
  const { text } = r;
  const end = r.end[line]!;
  let at = r.start[line]!;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c !== SPACE && c !== TAB) break;
    at++;
  }
  return at;
}

/** Whether containers take something off the lines behind line `i`, up to line `last`. */
export function isParted(r: LineReader, i: number, last: number): boolean {
  for (let line = i + 1; line <= last; line++) if (r.start[line] !== r.raw[line]) return true;
  return false;
}

/** Offset of a line, or of the end. */
export const lineOffset = (r: LineReader, line: number): number => (line < r.lineCount ? r.raw[line]! : r.text.length);

/** The first line from line `i` on, not behind `last`, that is not blank. */
export function behindBlankLines(r: LineReader, i: number, last: number): number {
  let k = i;
  while (k < last && contentStart(r, k) === r.end[k]) k++;
  return k;
}

/** Like `contentStart`, for places where a tab would count as several columns. */
export function spacesEnd(r: LineReader, line: number): number {
  const at = contentStart(r, line);
  for (let i = r.start[line]!; i < at; i++) if (r.text.charCodeAt(i) === TAB) declareUnsupported();
  return at;
}

/** Offset behind the last character before `end`, not before `start`, that is no space or tab. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start) {
    const c = text.charCodeAt(at - 1);
    if (c !== SPACE && c !== TAB) break;
    at--;
  }
  return at;
}

/** Nodes as built here: mdast with `from` and `to` (see nodes.ts). */
export function add(out: RootContent[], node: object): void {
  out.push(node as RootContent);
}
