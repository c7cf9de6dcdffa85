import type { PhrasingContent } from 'mdast';
import { readInlineByRemark } from './declinedInline.ts';
import { Bracket, Run, resolve, type Unresolved } from './emphasis.ts';
import {
  addressAt,
  autolinkEnd,
  characterReferenceAt,
  codeEnd,
  isPunctuation,
  markupMayStart,
  mathEnd,
  refersTo,
  resourceAt,
  tagEnd,
} from './inlineForms.ts';
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
  TILDE,
  trimmedEnd,
  UNDERSCORE,
} from './reading.ts';

/** Where text stands that is read as one: what remark makes of it alone depends on it. */
export type InlineContext = 'paragraph' | 'heading' | 'cell' | 'cell with pipes';

/**
 * Reads text from offset `from` on line `i` to offset `to` on line `last` (no spaces at both ends). What is unusual in it is given to
 * remark, this text alone if possible. `out` is empty before.
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
  if (scan(r, i, last, from, to, at, context, out)) return;
  out.length = 0;
  readInlineByRemark(r, i, last, from, to, context, out);
}

const NEWLINE = 10;
const RETURN = 13;
const EXCLAMATION = 33;
const AMPERSAND = 38;

/** Of each ASCII character, whether it can be anything but itself. */
const special = new Uint8Array(128);
for (const c of '\n\r!$&*:<@[\\]_`wW~') special[c.charCodeAt(0)] = 1;

/** Reads from `firstSpecial`, before which there is only text since `from`. False: only remark can read this. */
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
  const items: Unresolved[] = out;
  let brackets: Bracket[] | undefined;
  let line = i;
  let lineEnd = i === last ? to : r.end[i]!;
  let at = firstSpecial;
  let runs = 0;
  let strikes = 0;
  let tags = false;
  // Text read but not yet an item: from `textFrom`; up to `segment` it is in `value`.
  let textFrom = from;
  let segment = from;
  let value = '';

  while (at < to) {
    const c = text.charCodeAt(at);
    if (c >= 128 || special[c] === 0) {
      at++;
      continue;
    }
    // Where the item that begins here ends; or the text goes on.
    let end = at;
    let item: Unresolved | undefined;
    switch (c) {
      case RETURN:
      case NEWLINE: {
        if (c === RETURN && at !== lineEnd) return false;
        const stop = trimmedEnd(text, segment, at);
        line++;
        lineEnd = line === last ? to : r.end[line]!;
        if (stop === at) {
          value += text.slice(segment, r.raw[line]);
          segment = contentStart(r, line);
          at = segment;
          continue;
        }
        if (!isHardBreak(text, stop, at)) return false;
        if (stop > segment || value !== '') items.push(textNode(value + text.slice(segment, stop), textFrom - base, stop - base));
        items.push({ type: 'break', from: stop - base, to: r.raw[line]! - base } as never);
        at = contentStart(r, line);
        textFrom = at;
        segment = at;
        value = '';
        continue;
      }
      case BACKSLASH:
        if (at + 1 === lineEnd) {
          if (line < last) return false;
        } else if (isPunctuation(text.charCodeAt(at + 1))) {
          value += text.slice(segment, at);
          segment = at + 1;
          at++;
        }
        at++;
        continue;
      case BACKTICK: {
        const open = runEnd(text, at, lineEnd) - at;
        end = codeEnd(text, at + open, lineEnd, open);
        if (end < 0) return false;
        const node = inlineCode(text, at, end, open, base);
        if (context === 'cell with pipes' && node.value.includes('\\')) return false;
        item = node as never;
        break;
      }
      case DOLLAR: {
        const found = mathEnd(text, at, lineEnd, line < last);
        // Behind a tag, a formula may be none.
        if (found === undefined || tags) return false;
        if (found < 0) {
          at++;
          continue;
        }
        end = found;
        item = mathNode(text, at, end, base) as never;
        break;
      }
      case ASTERISK:
      case UNDERSCORE:
      case TILDE: {
        end = runEnd(text, at, lineEnd);
        const run = new Run(c, at, end, text, from, to);
        if (!run.opens && !run.closes) {
          at = end;
          continue;
        }
        if (c === TILDE) strikes++;
        else runs++;
        // How the two kinds nest, remark knows.
        if (runs > 0 && strikes > 1) return false;
        item = run;
        break;
      }
      case LEFT_BRACKET: {
        const index = at > segment || value !== '' ? items.length + 1 : items.length;
        const bracket = new Bracket(at, index);
        brackets ??= [];
        brackets.push(bracket);
        end = at + 1;
        item = bracket;
        break;
      }
      case RIGHT_BRACKET: {
        const bracket = brackets?.pop();
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
        if (at > segment || value !== '') items.push(endText(r, value, textFrom, segment, at, line));
        value = '';
        segment = at;
        const children = resolve(items, bracket.index + 1, base);
        if (children === undefined) return false;
        items.length = bracket.index;
        for (const outer of brackets!) outer.inactive = true;
        end = resource;
        item = linkNode(text, bracket.at, resource, children, base, at) as never;
        break;
      }
      case EXCLAMATION:
        if (text.charCodeAt(at + 1) === LEFT_BRACKET && at + 1 < to) return false;
        at++;
        continue;
      case LESS:
        if (!markupMayStart(text, at, to)) {
          at++;
          continue;
        }
        end = tagEnd(text, at, lineEnd);
        if (end > 0) {
          tags = true;
          item = { type: 'html', value: text.slice(at, end), from: at - base, to: end - base } as never;
        } else {
          end = autolinkEnd(text, at, lineEnd);
          if (end < 0) return false;
          item = autolinkNode(text, at, end, base) as never;
        }
        break;
      case AMPERSAND:
        if (characterReferenceAt(text, at, lineEnd)) return false;
        at++;
        continue;
      default:
        // `:`, `@`, `w`: perhaps in a bare address, which means nothing inside a link.
        if (addressAt(text, at, lineEnd)) {
          const bracket = brackets?.at(-1);
          if (bracket === undefined) return false;
          bracket.address = true;
        }
        at++;
        continue;
    }
    if (at > segment || value !== '') {
      items.push(endText(r, value, textFrom, segment, at, line));
      value = '';
    }
    items.push(item!);
    at = end;
    textFrom = at;
    segment = at;
  }
  if (brackets) for (const bracket of brackets) if (bracket.address) return false;
  if (to > segment || value !== '') items.push(endText(r, value, textFrom, segment, to, line));
  if (runs === 0 && strikes === 0 && brackets === undefined) return true;
  const resolved = resolve(items, 0, base);
  if (resolved === undefined) return false;
  out.length = 0;
  for (const node of resolved) out.push(node);
  return true;
}

const textNode = (value: string, from: number, to: number): PhrasingContent => ({ type: 'text', value, from, to }) as never;

/** The text from `textFrom` to `end`, `value` being what it is up to `segment`. */
function endText(r: Reading, value: string, textFrom: number, segment: number, end: number, line: number): PhrasingContent {
  // A line ending ends before what containers take off the next line.
  const to = end > segment ? end : r.raw[line]!;
  return textNode(value === '' ? r.text.slice(segment, end) : value + r.text.slice(segment, end), textFrom - r.base, to - r.base);
}

/** Two spaces and more, and nothing else. */
function isHardBreak(text: string, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (text.charCodeAt(k) !== SPACE) return false;
  return to - from > 1;
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

function autolinkNode(text: string, from: number, end: number, base: number) {
  const address = text.slice(from + 1, end - 1);
  const destination = { start: from + 1 - base, end: end - 1 - base };
  return {
    type: 'link',
    title: null,
    url: address.includes(':') ? address : `mailto:${address}`,
    children: [textNode(address, destination.start, destination.end)],
    data: { destination },
    from: from - base,
    to: end - base,
  };
}
