import type { MalformedLink } from '../model/facts.ts';
import { span } from '../model/text.ts';
import { Next } from './next.ts';

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
  const places = placesIn(source);
  let from = 0;
  for (const match of source.matchAll(/[\]］】][(（]/g)) {
    // Most parentheses behind a bracket hold prose: that is seen sooner than where the bracket was opened.
    const aim = aimAt(source, match.index + 1, places);
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
const longestPath = 1000;

/** What a parenthesis holds that looks like the destination of a link. */
interface Aim {
  readonly closing: number | undefined;
  readonly end: number;
  readonly target: { readonly start: number; readonly end: number };
}

/** Where things stand that end a destination: each is looked for once, however many parentheses there are. */
interface Places {
  readonly closings: ReadonlyMap<number, number>;
  readonly lineEnds: Next;
  readonly unclosedEnds: Next;
}

const placesIn = (source: string): Places => ({
  closings: closingsIn(source),
  lineEnds: new Next(source, /[\r\n]/g),
  // A space, the end of a cell, or the punctuation of the sentence that a destination stands in which nothing closes.
  unclosedEnds: new Next(source, /[\s|，。；、]/g),
});

function aimAt(source: string, opener: number, { closings, lineEnds, unclosedEnds }: Places): Aim | undefined {
  const lineEnd = Math.min(opener + longest, lineEnds.from(opener));
  let closing = closings.get(opener);
  if (closing !== undefined && closing >= lineEnd) closing = undefined;
  const end = closing ?? Math.min(lineEnd, unclosedEnds.from(opener + 1));
  // Without spaces, all of it is the destination.
  if (closing === undefined && end - opener > longestPath + 1) return undefined;
  const inside = trimmed(source, opener + 1, end);
  const title = /\s+(?:"[^"]*"|'[^']*')$/.exec(source.slice(inside.start, inside.end));
  const target = title === null ? inside : { start: inside.start, end: inside.end - title[0].length };
  const destination = source.slice(target.start, target.end);
  // Of a template, its blanks are no part of the address.
  if (destination.includes('\uFFFC') || /[<>]|\{[{%]/.test(destination) || !looksLikePath(destination)) return undefined;
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
  if (destination === '' || destination.length > longestPath) return false;
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

/** Of each opening parenthesis the one that closes it, of either width, on the same line. */
function closingsIn(source: string): Map<number, number> {
  const closings = new Map<number, number>();
  let open: number[] = [];
  for (const { 0: c, index } of source.matchAll(/[()（）\r\n]/g)) {
    if (c === '(' || c === '（') open.push(index);
    else if (c === '\n' || c === '\r') open = [];
    else {
      const opener = open.pop();
      if (opener !== undefined) closings.set(opener, index);
    }
  }
  return closings;
}

function trimmed(source: string, start: number, end: number): { start: number; end: number } {
  while (start < end && /\s/.test(source[start]!)) start++;
  while (end > start && /\s/.test(source[end - 1]!)) end--;
  return { start, end };
}
