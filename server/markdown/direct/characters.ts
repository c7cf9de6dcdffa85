import { unicodePunctuation, unicodeWhitespace } from 'micromark-util-character';
import { SPACE } from './lineReader.ts';

export const LETTER = 1;
export const SPACES = 2;
export const PUNCTUATION = 3;
const classes = new Uint8Array(65536);

/** What a UTF-16 unit is for emphasis and addresses: spaces and line endings, punctuation and symbols, or neither. */
export function classOf(c: number): number {
  const known = classes[c]!;
  if (known !== 0) return known;
  const found = unicodeWhitespace(c) ? SPACES : unicodePunctuation(c) ? PUNCTUATION : LETTER;
  classes[c] = found;
  return found;
}

/** Offset behind the run of one character that begins at `at`. */
export function runEnd(text: string, at: number, end: number): number {
  const c = text.charCodeAt(at);
  let k = at + 1;
  while (k < end && text.charCodeAt(k) === c) k++;
  return k;
}

/** Two spaces and more, and nothing else. */
export function isHardBreak(text: string, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (text.charCodeAt(k) !== SPACE) return false;
  return to - from > 1;
}
