/*
 * micromark takes the square of what it is given, and more, for some text that nobody writes. What makes it so is counted here, each with the number up to which a text is read
 * within a tenth of a second or so; long paragraphs, pictures in an address and large fences have little of it. Beyond, the text is left alone, and the writer is told.
 */

/** Characters of text that remark may be given at once, but for those in lines without a space: nothing is looked for in a picture. */
const mostCharacters = 1 << 17;
const longLine = 4000;

/** Emphasis marks, brackets and dollars in one paragraph: each of those that close something looks back through all before it. */
const mostMarks = 3000;

/** How deep in each other's brackets all links and images of a paragraph stand, added up: what is in an image is copied for each image around it. */
const mostNesting = 20_000;

/** Characters looked through in vain, added up: an opening `<`, `<!--`, `](` is read on to what would close it. */
const mostVain = 4_000_000;

/** Punctuation in a row behind an address, squared and added up: for each character, all that follow are asked whether the address ends. */
const mostTrailing = 4_000_000;

/** Lines in one paragraph: those that go on with a paragraph in a list or quote without its mark cost the square of their number. */
const mostLines = 2000;

/** Lines that may underline a heading, and lines in a quote in a quote, in one text. */
const mostUnderlines = 500;
const mostQuotes = 1000;

/** List items, quotes and footnotes in each other. */
const tooDeep = /^(?:[ \t]*(?:\[\^[^\]\s]{1,999}\]:|>|[*+-][ \t]|\d{1,9}[.)][ \t])){60}|^ {120}[ \t]*(?:[>*+-]|\d{1,9}[.)])[ \t]/m;

/** Whether a text is such that remark would take very long to read it: the piece that it is in has no nodes, or a paragraph of nothing but text. */
export function exceedsLimits(text: string): boolean {
  if (text.length <= shortest) return false;
  return weightOf(text) > mostCharacters || hasHardText(text) || hasHardLines(text) || tooDeep.test(text) || hasTrailing(text);
}

/** What is said of a piece of which something was left alone: nothing went wrong. */
export const limitExceeded = { what: 'links', reason: '' } as const;

/** No bound lies within so few characters, but that on depth, which needs as many. */
const shortest = 120;

function weightOf(text: string): number {
  if (text.length <= mostCharacters) return text.length;
  let weight = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    weight += end - at > longLine && spacesIn(text, at, end) * 100 < end - at ? (end - at) / 32 : end - at;
    at = end;
  }
  return weight;
}

function spacesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 32) count++;
  return count;
}

/** One text after the other: what ends one is a blank line, or a row of a table. */
function hasHardText(text: string): boolean {
  let [marks, lines, open, nesting, vain] = [0, 0, 0, 0, 0];
  const ends = new Ends(text);
  let lineStart = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const isLineEnd = c === 10 || c === 13;
    if (lineStart && (isLineEnd || c === 124)) [marks, lines, open, nesting] = [0, 0, 0, 0];
    lineStart = isLineEnd || (lineStart && (c === 32 || c === 9));
    if (isLineEnd && ++lines > mostLines) return true;
    if (c > 126 || isMark[c] === 0) continue;
    if (c === 60) vain += ends.behind(i);
    else if (++marks > mostMarks) return true;
    if (c === 91) open++;
    else if (c === 93) {
      const next = text.charCodeAt(i + 1);
      if (next === 40) vain += ends.next(')', i) - i;
      if (next === 40 || next === 91) nesting += open;
      if (open > 0) open--;
    }
    if (vain > mostVain || nesting > mostNesting) return true;
  }
  return false;
}

/** `` * _ [ ] ` ~ $ < `` */
const isMark = new Uint8Array(127);
for (const c of '*_[]`~$<') isMark[c.charCodeAt(0)] = 1;

/** Where what closes something stands next. */
class Ends {
  readonly #text: string;
  readonly #known = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of a mark behind an offset, or of the end. Asked in the order of the text. */
  next(mark: string, from: number): number {
    const known = this.#known.get(mark) ?? -1;
    if (known >= from) return known;
    const found = this.#text.indexOf(mark, from);
    const end = found < 0 ? this.#text.length : found;
    this.#known.set(mark, end);
    return end;
  }

  /** How far micromark may read on from a `<`. */
  behind(at: number): number {
    const c = this.#text.charCodeAt(at + 1);
    const isTag = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 47;
    if (!isTag && c !== 33 && c !== 63) return 0;
    const mark = c === 63 ? '?>' : this.#text.startsWith('<!--', at) ? '-->' : this.#text.startsWith('<![', at) ? ']]>' : '>';
    return this.next(mark, at) - at;
  }
}

function hasHardLines(text: string): boolean {
  let underlines = 0;
  for (const _ of text.matchAll(/^[ \t>]*(?:=+|-+)[ \t]*\r?$/gm)) if (++underlines > mostUnderlines) return true;
  let quotes = 0;
  if (text.includes('>')) for (const _ of text.matchAll(/^[ \t]*>[ \t]*(?:[*+-] )?>/gm)) if (++quotes > mostQuotes) return true;
  return false;
}

function hasTrailing(text: string): boolean {
  if (text.length < 1000 || !/:\/\/|www\.|@/i.test(text)) return false;
  let [run, sum] = [0, 0];
  for (let i = 0; i <= text.length; i++) {
    const c = i < text.length ? text.charCodeAt(i) : 32;
    // What may be part of an entity is of the run.
    const isLetter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
    if (c < 127 && trails[c] === 1) run++;
    else if (!isLetter || run === 0 || !followsEntity(text, i)) {
      sum += run > 100 ? run * run : 0;
      if (sum > mostTrailing) return true;
      run = 0;
    } else run++;
  }
  return false;
}

const trails = new Uint8Array(127);
for (const c of `!"&'()*,.:;<?_~]`) trails[c.charCodeAt(0)] = 1;

/** Whether an offset stands in the name of an entity. */
function followsEntity(text: string, at: number): boolean {
  for (let i = at - 1; i >= at - 12; i--) {
    const c = text.charCodeAt(i);
    if (c === 38) return true;
    if (c < 65) return false;
  }
  return false;
}
