import type { MalformedLink } from '../model/facts.ts';
import { span } from '../model/text.ts';

const openers = '[［【';
const closers = ']］】';
const fullWidth = /[［］【】（）]/;

/**
 * What a writer meant as a link and CommonMark reads as text. `source`: a paragraph, heading or cell in which everything that *is* a link, code or a
 * formula is covered up, so that whatever still looks like a link is none; `at`: its offset in the piece.
 */
export function malformedLinks(source: string, at: number): MalformedLink[] {
  // What is a link is covered up: hardly anything is left that looks like one.
  if (!/[\]］】][(（]/.test(source)) return [];
  const found: MalformedLink[] = [];
  const openings = openingBrackets(source);
  let from = 0;
  for (const match of source.matchAll(/[\]］】][(（]/g)) {
    const start = openings.get(match.index);
    const candidate = start === undefined || start < from ? undefined : readAt(source, start, match.index);
    if (candidate === undefined) continue;
    const { flaw, end, target } = candidate;
    found.push({
      flaw,
      span: span(at + start!, at + end),
      text: source.slice(start! + 1, match.index).replaceAll('\uFFFC', ''),
      content: span(at + start! + 1, at + match.index),
      destination: source.slice(target.start, target.end),
      target: span(at + target.start, at + target.end),
    });
    from = end;
  }
  return found;
}

/** Nobody writes a longer destination; looking no further keeps odd text from costing its square. */
const longest = 2000;

interface Candidate {
  readonly flaw: MalformedLink['flaw'];
  readonly end: number;
  readonly target: { readonly start: number; readonly end: number };
}

/** `start` and `closing`: the brackets around the text. */
function readAt(source: string, start: number, closing: number): Candidate | undefined {
  const opener = closing + 1;
  const lineEnd = endOfLine(source, opener);
  const end = closingAfter(source, opener, lineEnd);
  const inside = trimmed(source, opener + 1, end ?? endOfUnclosed(source, opener + 1, lineEnd));
  const title = /\s+(?:"[^"]*"|'[^']*')$/.exec(source.slice(inside.start, inside.end));
  const target = title === null ? inside : { start: inside.start, end: inside.end - title[0].length };
  const destination = source.slice(target.start, target.end);
  if (destination.includes('\uFFFC') || /[<>]/.test(destination) || !looksLikePath(destination)) return undefined;
  const brackets = source[start]! + source[closing] + source[opener] + (end === undefined ? '' : source[end]);
  const span = { end: end === undefined ? target.end : end + 1, target };
  if (fullWidth.test(brackets)) return { flaw: 'fullwidth', ...span };
  if (end === undefined) return { flaw: 'bracket', ...span };
  if (/\s/.test(destination)) return { flaw: 'space', ...span };
  return undefined;
}

/** A relative path with an extension, one that begins with a dot or a slash, or a fragment. Prose in parentheses and addresses are none of these. */
function looksLikePath(destination: string): boolean {
  if (destination === '' || destination.length > 1000) return false;
  if (/^[a-z][a-z0-9+.-]*:(?!\s)/i.test(destination)) return false;
  if (/^(?:\.{1,2}\/|\/[^/\s]|#\p{L})/u.test(destination)) return true;
  return (
    /^[^\s,;，；。：][^,;，；。]*\.[a-z][a-z0-9]{0,7}(?:#.*)?$/i.test(destination) &&
    /\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|pdf|py|ts|js|json|ya?ml|toml|txt|csv|rs|go|java|lean|ipynb)(?:#|$)/i.test(destination)
  );
}

/** The bracket that each closing one closes; what is escaped is none. */
function openingBrackets(source: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[][] = [[], [], []];
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '\\') {
      i++;
      continue;
    }
    const opens = openers.indexOf(c);
    if (opens >= 0) open[opens]!.push(i);
    const closes = closers.indexOf(c);
    const start = closes < 0 ? undefined : open[closes]!.pop();
    if (start !== undefined) pairs.set(i, start);
  }
  return pairs;
}

/** The parenthesis that ends the destination: the one that balances the opening one, of either width; nothing when the line has none. */
function closingAfter(source: string, opener: number, lineEnd: number): number | undefined {
  let depth = 0;
  for (let i = opener + 1; i < lineEnd; i++) {
    const c = source[i];
    if (c === '(' || c === '（') depth++;
    else if ((c === ')' || c === '）') && depth-- === 0) return i;
  }
  return undefined;
}

/** The end of the line that `from` is in, or of what is looked at. */
function endOfLine(source: string, from: number): number {
  const limit = Math.min(source.length, from + longest);
  let end = from;
  while (end < limit && source[end] !== '\n' && source[end] !== '\r') end++;
  return end;
}

/** Where a destination that nothing closes ends: at a space, the end of a cell, or the punctuation of the sentence it stands in. */
const endOfUnclosed = (source: string, from: number, to: number): number => {
  const end = source.slice(from, to).search(/[\s|，。；、]/);
  return end < 0 ? to : from + end;
};

function trimmed(source: string, start: number, end: number): { start: number; end: number } {
  while (start < end && /\s/.test(source[start]!)) start++;
  while (end > start && /\s/.test(source[end - 1]!)) end--;
  return { start, end };
}
