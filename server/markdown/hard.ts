import { ASTERISK, BACKTICK, LEFT_BRACKET, PIPE, RIGHT_BRACKET, TILDE, UNDERSCORE } from './direct/reading.ts';

/** Characters of text that remark may be given at once: at most some seconds of work. */
export const tooLong = 1 << 17;

/** Emphasis marks and brackets in one paragraph; the time they take grows with their square. */
const tooManyMarks = 4000;

/** Lines in one paragraph; the time they take grows with the square of their number if they are lazy. */
const tooManyLines = 4000;

/** List items and quotes in each other; likewise. */
const tooDeep = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){60}|^ {120}[ \t]*(?:[>*+-]|\d{1,9}[.)])[ \t]/m;

/**
 * Whether a text is such that remark would take very long to read it. Nobody writes such text: the piece that it is in has no nodes, or a
 * paragraph of nothing but text.
 */
export function isTooHard(text: string): boolean {
  return text.length > tooLong || hasLongText(text) || tooDeep.test(text);
}

function hasLongText(text: string): boolean {
  if (text.length <= tooManyMarks) return false;
  let marks = 0;
  let lines = 0;
  let lineStart = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const ends = c === 10 || c === 13;
    // A blank line or a row of a table is another text.
    if (lineStart && (ends || c === PIPE)) {
      marks = 0;
      lines = 0;
    }
    lineStart = ends || (lineStart && (c === 32 || c === 9));
    if (isMark(c) && ++marks > tooManyMarks) return true;
    if (ends && ++lines > tooManyLines) return true;
  }
  return false;
}

const isMark = (c: number): boolean =>
  c === ASTERISK || c === UNDERSCORE || c === LEFT_BRACKET || c === RIGHT_BRACKET || c === BACKTICK || c === TILDE;
