import type { PhrasingContent } from 'mdast';
import { readInlineByRemark } from './declinedInline.ts';
import { Bracket, Run, resolve, type Unresolved } from './emphasis.ts';
import { addressAt, characterReferenceAt, codeEnd, isPunctuation, markupMayStart, mathEnd, refersTo, resourceAt } from './inlineForms.ts';
import {
  ASTERISK,
  add,
  BACKSLASH,
  BACKTICK,
  contentStart,
  DOLLAR,
  LEFT_BRACKET,
  LESS,
  type Reading,
  RIGHT_BRACKET,
  SPACE,
  TAB,
  TILDE,
  UNDERSCORE,
} from './reading.ts';

/** Where text stands that is read as one: what remark makes of it alone depends on it. */
export type InlineContext = 'paragraph' | 'heading' | 'cell' | 'cell with pipes';

/**
 * Reads text from offset `from` on line `i` to offset `to` on line `last` (no spaces at both ends). What is unusual in it is given to
 * remark, this text alone if possible.
 */
export function readInline(
  r: Reading,
  i: number,
  last: number,
  from: number,
  to: number,
  context: InlineContext,
  out: PhrasingContent[],
): void {
  const { text, base } = r;
  let at = from;
  if (i === last) {
    // Most text is nothing else.
    while (at < to) {
      const c = text.charCodeAt(at);
      if (c < 128 && special[c] !== 0) break;
      at++;
    }
    if (at === to) {
      add(out as never, { type: 'text', value: text.slice(from, to), from: from - base, to: to - base });
      return;
    }
  }
  const before = out.length;
  if (scan(r, i, last, from, to, at, context, out)) return;
  out.length = before;
  readInlineByRemark(r, i, last, from, to, context, out);
}

const NEWLINE = 10;
const RETURN = 13;
const EXCLAMATION = 33;
const AMPERSAND = 38;

/** Of each ASCII character, whether it can be anything but itself. */
const special = new Uint8Array(128);
for (const c of '\n\r!$&*:<@[\\]_`wW~') special[c.charCodeAt(0)] = 1;

/** Reads from `at`, before which there is only text since `from`. False: only remark can read this. */
function scan(
  r: Reading,
  i: number,
  last: number,
  from: number,
  to: number,
  firstSpecial: number,
  context: InlineContext,
  out: PhrasingContent[],
): boolean {
  const { text, base } = r;
  const items: Unresolved[] = [];
  const brackets: Bracket[] = [];
  let line = i;
  let lineEnd = i === last ? to : r.end[i]!;
  let at = firstSpecial;
  let resolvable = false;
  let tildes = 0;
  // Text read but not yet an item: from `textFrom`; up to `segment` it is in `value`.
  let textFrom = from;
  let segment = from;
  let value = '';

  const endText = (end: number): void => {
    if (end === segment && value === '') return;
    const whole = value === '' ? text.slice(segment, end) : value + text.slice(segment, end);
    // A line ending ends before what containers take off the next line.
    const to = end > segment ? end : r.raw[line]!;
    items.push({ type: 'text', value: whole, from: textFrom - base, to: to - base } as never);
    value = '';
  };

  for (; at < to; ) {
    const c = text.charCodeAt(at);
    if (c >= 128 || special[c] === 0) {
      at++;
      continue;
    }
    switch (c) {
      case RETURN:
      case NEWLINE: {
        if (c === RETURN && at !== lineEnd) return false;
        const previous = text.charCodeAt(at - 1);
        // Perhaps a hard break.
        if (previous === SPACE || previous === TAB) return false;
        line++;
        value += text.slice(segment, r.raw[line]);
        segment = contentStart(r, line);
        at = segment;
        lineEnd = line === last ? to : r.end[line]!;
        continue;
      }
      case BACKSLASH: {
        if (at + 1 === lineEnd) {
          if (line < last) return false;
        } else if (isPunctuation(text.charCodeAt(at + 1))) {
          value += text.slice(segment, at);
          segment = at + 1;
          at += 2;
          continue;
        }
        at++;
        continue;
      }
      case BACKTICK: {
        const open = runEnd(text, at, lineEnd) - at;
        const end = codeEnd(text, at + open, lineEnd, open);
        if (end < 0) return false;
        endText(at);
        const node = inlineCode(text, at, end, open, base);
        if (context === 'cell with pipes' && node.value.includes('\\')) return false;
        items.push(node as never);
        at = end;
        break;
      }
      case DOLLAR: {
        const end = mathEnd(text, at, lineEnd, line < last);
        if (end === undefined) return false;
        if (end < 0) {
          at++;
          continue;
        }
        endText(at);
        items.push(mathNode(text, at, end, base) as never);
        at = end;
        break;
      }
      case ASTERISK:
      case UNDERSCORE:
      case TILDE: {
        const end = runEnd(text, at, lineEnd);
        // One alone strikes nothing through.
        if (c === TILDE && ++tildes > 1) return false;
        if (c !== TILDE) {
          const run = new Run(c, at, end, text, from, to);
          if (run.opens || run.closes) {
            endText(at);
            items.push(run);
            resolvable = true;
            at = end;
            break;
          }
        }
        at = end;
        continue;
      }
      case LEFT_BRACKET: {
        endText(at);
        const bracket = new Bracket(at, items.length);
        items.push(bracket);
        brackets.push(bracket);
        resolvable = true;
        at++;
        break;
      }
      case RIGHT_BRACKET: {
        const bracket = brackets.pop();
        if (bracket === undefined) {
          at++;
          continue;
        }
        const resource = bracket.inactive || text.charCodeAt(at + 1) !== 40 ? -1 : resourceAt(text, at + 1, lineEnd, line < last);
        if (resource === undefined) return false;
        if (resource === -1) {
          if (bracket.address) return false;
          r.refers = true;
          if (refersTo(r.defined, text, bracket.at + 1, at)) return false;
          at++;
          continue;
        }
        endText(at);
        const children = resolve(items, bracket.index + 1, base);
        if (children === undefined) return false;
        items.length = bracket.index;
        items.push(linkNode(text, bracket.at, resource, children, base, at) as never);
        for (const outer of brackets) outer.inactive = true;
        at = resource;
        break;
      }
      case EXCLAMATION:
        if (text.charCodeAt(at + 1) === LEFT_BRACKET && at + 1 < to) return false;
        at++;
        continue;
      case LESS:
        if (markupMayStart(text, at, to)) return false;
        at++;
        continue;
      case AMPERSAND:
        if (characterReferenceAt(text, at, lineEnd)) return false;
        at++;
        continue;
      default:
        // `:`, `@`, `w`: perhaps in a bare address, which means nothing inside a link.
        if (addressAt(text, at, lineEnd)) {
          const bracket = brackets[brackets.length - 1];
          if (bracket === undefined) return false;
          bracket.address = true;
        }
        at++;
        continue;
    }
    textFrom = at;
    segment = at;
  }
  for (const bracket of brackets) if (bracket.address) return false;
  endText(to);
  if (!resolvable) {
    for (const item of items) out.push(item as PhrasingContent);
    return true;
  }
  const resolved = resolve(items, 0, base);
  if (resolved === undefined) return false;
  for (const node of resolved) out.push(node);
  return true;
}

function runEnd(text: string, at: number, end: number): number {
  const c = text.charCodeAt(at);
  let k = at + 1;
  while (k < end && text.charCodeAt(k) === c) k++;
  return k;
}

function inlineCode(text: string, at: number, end: number, size: number, base: number) {
  let from = at + size;
  let to = end - size;
  // One space at both ends is padding, if there is anything else.
  if (to - from > 2 && text.charCodeAt(from) === SPACE && text.charCodeAt(to - 1) === SPACE) {
    let k = from;
    while (k < to && text.charCodeAt(k) === SPACE) k++;
    if (k < to) {
      from++;
      to--;
    }
  }
  return { type: 'inlineCode', value: text.slice(from, to), from: at - base, to: end - base };
}

function mathNode(text: string, at: number, end: number, base: number) {
  const display = text.charCodeAt(at + 1) === DOLLAR;
  let size = display ? 2 : 1;
  if (!display && end - at > 4 && text.charCodeAt(at + 1) === BACKTICK && text.charCodeAt(end - 2) === BACKTICK) size = 2;
  return {
    type: display ? 'math' : 'inlineMath',
    value: text.slice(at + size, end - size),
    data: { content: { start: at + size - base, end: end - size - base } },
    from: at - base,
    to: end - base,
  };
}

function linkNode(text: string, from: number, end: number, children: PhrasingContent[], base: number, close: number) {
  let start = close + 2;
  while (text.charCodeAt(start) === SPACE) start++;
  let stop = end - 1;
  while (stop > start && text.charCodeAt(stop - 1) === SPACE) stop--;
  if (stop <= start) {
    start = close + 2;
    stop = start;
  }
  return {
    type: 'link',
    title: null,
    url: text.slice(start, stop),
    children,
    data: { destination: { start: start - base, end: stop - base } },
    from: from - base,
    to: end - base,
  };
}
