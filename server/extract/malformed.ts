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
  let openings: ReadonlyMap<number, number> | undefined;
  let from = 0;
  for (const match of source.matchAll(/[\]］】][(（]/g)) {
    // Most parentheses behind a bracket hold prose: that is seen sooner than where the bracket was opened.
    const aim = aimAt(source, match.index + 1);
    if (aim === undefined) continue;
    openings ??= openingBrackets(source);
    const start = openings.get(match.index);
    if (start === undefined || start < from) continue;
    const flaw = flawOf(source, start, match.index, aim);
    if (flaw === undefined) continue;
    const { end, target } = aim;
    found.push({
      flaw,
      span: span(at + start, at + end),
      text: source.slice(start + 1, match.index).replaceAll('\uFFFC', ''),
      content: span(at + start + 1, at + match.index),
      destination: source.slice(target.start, target.end),
      target: span(at + target.start, at + target.end),
    });
    from = end;
  }
  return found;
}

/** Nobody writes a longer destination; looking no further keeps odd text from costing its square. */
const longest = 2000;

/** What a parenthesis holds that looks like the destination of a link. */
interface Aim {
  readonly closing: number | undefined;
  readonly end: number;
  readonly target: { readonly start: number; readonly end: number };
}

function aimAt(source: string, opener: number): Aim | undefined {
  const lineEnd = endOfLine(source, opener);
  const closing = closingAfter(source, opener, lineEnd);
  const inside = trimmed(source, opener + 1, closing ?? endOfUnclosed(source, opener + 1, lineEnd));
  const title = /\s+(?:"[^"]*"|'[^']*')$/.exec(source.slice(inside.start, inside.end));
  const target = title === null ? inside : { start: inside.start, end: inside.end - title[0].length };
  const destination = source.slice(target.start, target.end);
  if (destination.includes('\uFFFC') || /[<>]/.test(destination) || !looksLikePath(destination)) return undefined;
  return { closing, end: closing === undefined ? target.end : closing + 1, target };
}

/** `start` and `closing`: the brackets around the text. */
function flawOf(source: string, start: number, closing: number, aim: Aim): MalformedLink['flaw'] | undefined {
  const brackets = source[start]! + source[closing] + source[closing + 1] + (aim.closing === undefined ? '' : source[aim.closing]);
  if (fullWidth.test(brackets)) return 'fullwidth';
  if (aim.closing === undefined) return 'bracket';
  return /\s/.test(source.slice(aim.target.start, aim.target.end)) ? 'space' : undefined;
}

/** A relative path with an extension, one that begins with a dot or a slash, or a fragment. Prose in parentheses and addresses are none of these. */
function looksLikePath(destination: string): boolean {
  if (destination === '' || destination.length > 1000) return false;
  if (/^[a-z][a-z0-9+.-]+:(?!\s)/i.test(destination)) return false;
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
