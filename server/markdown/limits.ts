/*
 * micromark takes the square of what it is given, and more, for some text that nobody writes. What makes it so is counted here, each with the number up to which a text is read
 * within a tenth of a second or so; long paragraphs, pictures in an address and large fences have little of it. Beyond, the text is left alone, and the writer is told.
 */

/** Characters of text that remark may be given at once, but for those in lines without a space: nothing is looked for in a picture. */
const mostCharacters = 1 << 17;
const longLine = 4000;

/** Marks, links and what else stands in one paragraph, which is read at a stretch: our own reader leaves more to remark, whose bounds lie lower. */
export const mostItems = 1 << 15;

/** Emphasis marks, brackets and dollars in one paragraph: each of those that close something looks back through all before it. */
const mostMarks = 3000;

/** How deep in each other's brackets all links and images of a paragraph stand, added up: what is in an image is copied for each image around it. */
const mostNesting = 20_000;

/** Characters looked through in vain, added up: an opening `<`, `<!--`, `](` is read on to what would close it. */
const mostVain = 4_000_000;

/** Punctuation in a row behind an address, squared and added up: for each character, all that follow are asked whether the address ends. */
const mostTrailing = 4_000_000;

/** Characters in a row without a space times the addresses that may begin in them, added up: mdast's patterns go through the rest of the row for each that is none. */
const mostAddresses = 16_000_000;

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
  return (
    weightOf(text) > mostCharacters ||
    hasHardText(text) ||
    hasHardLines(text) ||
    tooDeep.test(text) ||
    hasTrailing(text) ||
    hasHardAddresses(text)
  );
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
  const weights = new TextWeights(text);
  let lineStart = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const isLineEnd = c === 10 || c === 13;
    if (lineStart && (isLineEnd || c === 124)) weights.begin();
    lineStart = isLineEnd || (lineStart && (c === 32 || c === 9));
    if (!isLineEnd && (c > 126 || isMark[c] === 0)) continue;
    weights.add(c, i);
    if (weights.exceed()) return true;
  }
  return false;
}

/** What makes text hard, counted in its order. */
class TextWeights {
  readonly #text: string;
  readonly #ends: Ends;
  #marks = 0;
  #nesting = 0;
  /** Brackets that nothing has closed yet. */
  #open = 0;
  #vain = 0;
  #lines = 0;

  constructor(text: string) {
    this.#text = text;
    this.#ends = new Ends(text);
  }

  /** Begins a text. What is looked for in vain is so in all that follows. */
  begin(): void {
    this.#marks = 0;
    this.#nesting = 0;
    this.#open = 0;
    this.#lines = 0;
  }

  /** Counts the mark or line ending at an offset. */
  add(mark: number, at: number): void {
    switch (mark) {
      case 10:
      case 13:
        this.#lines++;
        return;
      case 60:
        this.#vain += this.#ends.behind(at);
        return;
      case 91:
        this.#open++;
        break;
      case 93:
        this.#close(at);
    }
    this.#marks++;
  }

  #close(at: number): void {
    const next = this.#text.charCodeAt(at + 1);
    if (next === 40) this.#vain += this.#ends.next(')', at) - at;
    if (next === 40 || next === 91) this.#nesting += this.#open;
    if (this.#open > 0) this.#open--;
  }

  exceed(): boolean {
    return this.#lines > mostLines || this.#marks > mostMarks || this.#nesting > mostNesting || this.#vain > mostVain;
  }
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
  let sum = 0;
  for (const [run] of text.matchAll(trailing)) {
    sum += run.length > 100 ? run.length ** 2 : 0;
    if (sum > mostTrailing) return true;
  }
  return false;
}

/** Punctuation, with the names of character references that may be in it; no longer than what is over the bound alone. */
const trailing = /(?:&[a-z]{0,12}|[!"'()*,.:;<?_~\]]){1,4000}/gi;

/** Whether looking for the bare addresses of GFM in finished text would take very long. */
export function hasHardAddresses(text: string): boolean {
  if (text.length < 1000 || !/:\/\/|www\./i.test(text)) return false;
  let sum = 0;
  for (const [row] of text.matchAll(/\S+/g)) if (row.length > 100) sum += row.length * (row.match(/www\.|:\/\//gi)?.length ?? 0);
  return sum > mostAddresses;
}
