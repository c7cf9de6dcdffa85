import type { PhrasingContent } from 'mdast';
import { linkBareAddresses } from '../addresses.ts';
import { hasHardAddresses } from '../limits.ts';
import { classOf, LETTER, SPACES } from './characters.ts';
import { COLON, LEFT_BRACKET, type LineReader, RIGHT_BRACKET, SPACE, UNDERSCORE } from './lineReader.ts';

/*
 * Bare addresses of GFM, as micromark-extension-gfm-autolink-literal (2.1.0) has them; what its pattern for finished text finds besides, `linkBareAddresses` does.
 */

export interface Address {
  readonly from: number;
  readonly end: number;
  /** What stands before its text to make a URL. */
  readonly prefix: '' | 'http://' | 'mailto:';
}

/** Where an address may stand: in one line of the text, behind what has been read as something else. */
export interface Room {
  readonly lineStart: number;
  readonly behind: number;
  readonly lineEnd: number;
  /** Whether the text ends with the line, with no space behind it. */
  readonly endsText: boolean;
}

const [AT, DOT, SLASH, HYPHEN, AMPERSAND, SEMICOLON, LESS] = [64, 46, 47, 45, 38, 59, 60];

/** Links the addresses in the finished text from one offset to another. */
export function linkAddresses(r: LineReader, nodes: PhrasingContent[], from: number, to: number): void {
  if (hasHardAddresses(r.text.slice(from, to))) r.isTooHard = true;
  else linkBareAddresses(nodes, r.text, r.base);
}

/** Finds the addresses of one text, asked in its order: what was looked at in vain is not looked at again. */
export class Addresses {
  readonly #text: string;
  /** Before it, nothing begins or goes on with the name of a mail address. */
  #named = 0;
  /** Of the domain that was none: a domain that begins behind `from` and not behind `to` is none either. */
  #noDomain = { from: 0, to: -1 };
  /** Of the punctuation that was looked at last. */
  #trail = { from: 0, to: -1, ends: false };

  constructor(text: string) {
    this.#text = text;
  }

  /** The address that the `_`, `@`, `:`, `w` or `W` at `at` is part of. Undefined if it is of none. */
  around(at: number, room: Room): Address | undefined {
    const c = this.#text.charCodeAt(at);
    if (c === COLON) return this.#protocol(at, room);
    const mail = this.#mail(at, room);
    return mail !== undefined || c === UNDERSCORE || c === AT ? mail : this.#www(at, room);
  }

  #mail(at: number, { lineStart, behind, lineEnd }: Room): Address | undefined {
    const text = this.#text;
    if (at < this.#named) return;
    let sign = at;
    while (sign < lineEnd && isName(text.charCodeAt(sign))) sign++;
    this.#named = sign + 1;
    if (sign >= lineEnd || text.charCodeAt(sign) !== AT) return;
    let from = at;
    while (from > lineStart && isName(text.charCodeAt(from - 1))) from--;
    if (from === sign || from < behind || (from > lineStart && text.charCodeAt(from - 1) === SLASH)) return;
    const end = mailEnd(text, sign + 1, lineEnd);
    return end < 0 ? undefined : { from, end, prefix: 'mailto:' };
  }

  #www(at: number, { lineStart, lineEnd, endsText }: Room): Address | undefined {
    if (at > lineStart && !precedesWww(this.#text.charCodeAt(at - 1))) return;
    if (endsText && at + 4 === lineEnd) return;
    const end = this.#domain(at, lineEnd);
    return end < 0 ? undefined : { from: at, end: this.#path(end, lineEnd), prefix: 'http://' };
  }

  #protocol(at: number, { lineStart, behind, lineEnd }: Room): Address | undefined {
    const text = this.#text;
    const size = (text.charCodeAt(at - 1) | 32) === 115 ? 5 : 4;
    const from = at - size;
    if (from < lineStart || from < behind || !/^https?$/i.test(text.slice(from, at))) return;
    if (from > lineStart && isLetter(text.charCodeAt(from - 1))) return;
    const host = at + 3;
    const c = text.charCodeAt(host);
    if (host >= lineEnd || c < SPACE || c === 127 || classOf(c) !== LETTER) return;
    const end = this.#domain(host, lineEnd);
    return end < 0 ? undefined : { from, end: this.#path(end, lineEnd), prefix: '' };
  }

  /** Where a domain ends; -1 when it is none. */
  #domain(at: number, lineEnd: number): number {
    const text = this.#text;
    if (at > this.#noDomain.from && at <= this.#noDomain.to) return -1;
    const [end, isPlain] = this.#labels(at, lineEnd);
    // Neither the last label nor the one before it may have an underscore in it.
    const last = Math.max(text.lastIndexOf('.', end - 1) + 1, at);
    const before = last > at ? Math.max(text.lastIndexOf('.', last - 2) + 1, at) : at;
    if (isPlain && !text.slice(before, end).includes('_')) return end;
    this.#noDomain = { from: at, to: before };
    return -1;
  }

  /** Where the labels of a domain end, and whether anything stands in them but dots and underscores. */
  #labels(at: number, lineEnd: number): [end: number, isPlain: boolean] {
    const text = this.#text;
    let isPlain = false;
    let k = at;
    for (; k < lineEnd; k++) {
      const c = text.charCodeAt(k);
      const separates = c === DOT || c === UNDERSCORE;
      if (separates ? this.#isTrail(k, lineEnd) : c !== HYPHEN && classOf(c) !== LETTER) break;
      if (!separates) isPlain = true;
    }
    return [k, isPlain];
  }

  #path(at: number, lineEnd: number): number {
    const text = this.#text;
    let open = 0;
    for (let k = at; k < lineEnd; k++) {
      const c = text.charCodeAt(k);
      if (c === 40) open++;
      else if (c === 41 && open > 0) open--;
      else if (trails[c] === 1 ? this.#isTrail(k, lineEnd) : classOf(c) === SPACES) return k;
    }
    return lineEnd;
  }

  /** Whether nothing but punctuation stands from an offset on up to where addresses end. */
  #isTrail(at: number, lineEnd: number): boolean {
    const known = this.#trail;
    if (at >= known.from && at < known.to) return known.ends;
    const [end, ends] = trailFrom(this.#text, at, lineEnd);
    this.#trail = { from: at, to: Math.max(end, at + 1), ends };
    return ends;
  }
}

/** Where punctuation ends that begins at an offset, and whether an address may end before it. */
function trailFrom(text: string, at: number, lineEnd: number): [end: number, ends: boolean] {
  let k = at;
  while (k < lineEnd) {
    const c = text.charCodeAt(k);
    if (c === LESS || classOf(c) === SPACES) return [k, true];
    if (c > 126 || trails[c] !== 1) return [k, false];
    k++;
    if (c === RIGHT_BRACKET && opensLink(text, k, lineEnd)) return [k, true];
    if (c === AMPERSAND) {
      const end = referenceEnd(text, k, lineEnd);
      if (end < 0) return [k, false];
      k = end;
    }
  }
  return [k, true];
}

/** Whether what follows a `]` makes the text before it that of a link. */
const opensLink = (text: string, at: number, lineEnd: number): boolean =>
  at < lineEnd && (text.charCodeAt(at) === 40 || text.charCodeAt(at) === LEFT_BRACKET);

/** Offset behind the name and semicolon of a character reference; -1 when there is none. */
function referenceEnd(text: string, from: number, lineEnd: number): number {
  let end = from;
  while (end < lineEnd && isLetter(text.charCodeAt(end))) end++;
  return end > from && end < lineEnd && text.charCodeAt(end) === SEMICOLON ? end + 1 : -1;
}

function mailEnd(text: string, from: number, lineEnd: number): number {
  let [data, dot] = [false, false];
  let k = from;
  for (; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === DOT) {
      if (k + 1 >= lineEnd || !isAlphanumeric(text.charCodeAt(k + 1))) break;
      dot = true;
    } else if (c === HYPHEN || c === UNDERSCORE || isAlphanumeric(c)) data = true;
    else break;
  }
  return data && dot && isLetter(text.charCodeAt(k - 1)) ? k : -1;
}

const isLetter = (c: number): boolean => (c | 32) >= 97 && (c | 32) <= 122;

const isAlphanumeric = (c: number): boolean => isLetter(c) || (c >= 48 && c <= 57);

const isName = (c: number): boolean => c === 43 || c === HYPHEN || c === DOT || c === UNDERSCORE || isAlphanumeric(c);

/** Line endings, spaces and ``( * _ [ ] ~``. */
const precedesWww = (c: number): boolean =>
  c === 40 ||
  c === 42 ||
  c === UNDERSCORE ||
  c === LEFT_BRACKET ||
  c === RIGHT_BRACKET ||
  c === 126 ||
  c === 9 ||
  c === 10 ||
  c === 13 ||
  c === SPACE;

const trails = new Uint8Array(127);
for (const c of `!"&')*,.:;<?_~]`) trails[c.charCodeAt(0)] = 1;
