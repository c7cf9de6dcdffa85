import type { MalformedLink } from '../model/facts.ts';
import { span } from '../model/text.ts';

const closers: Readonly<Record<string, string>> = { ']': '[', '］': '［', '】': '【' };
const fullWidth = /[［］【】（）]/;

/**
 * What a writer meant as a link and CommonMark reads as text. `source`: a paragraph, heading or cell in which everything that *is* a link, code or a
 * formula is covered up, so that whatever still looks like a link is none; `at`: its offset in the piece.
 */
export function malformedLinks(source: string, at: number): MalformedLink[] {
  const found: MalformedLink[] = [];
  let from = 0;
  for (const match of source.matchAll(/[\]］】][(（]/g)) {
    if (match.index < from) continue;
    const candidate = readAt(source, match.index, from);
    if (candidate === undefined) continue;
    const { flaw, start, end, target } = candidate;
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

interface Candidate {
  readonly flaw: MalformedLink['flaw'];
  readonly start: number;
  readonly end: number;
  readonly target: { readonly start: number; readonly end: number };
}

function readAt(source: string, closing: number, from: number): Candidate | undefined {
  const start = openingBefore(source, closing, from);
  if (start === undefined || isEscaped(source, closing) || isEscaped(source, start)) return undefined;
  const opener = closing + 1;
  const lineEnd = Math.min(endOfLine(source, opener), opener + longest);
  const end = closingAfter(source, opener, lineEnd);
  const inside = trimmed(source, opener + 1, end ?? endOfUnclosed(source, opener + 1, lineEnd));
  const title = /\s+(?:"[^"]*"|'[^']*')$/.exec(source.slice(inside.start, inside.end));
  const target = title === null ? inside : { start: inside.start, end: inside.end - title[0].length };
  const destination = source.slice(target.start, target.end);
  if (destination.includes('\uFFFC') || /[<>]/.test(destination) || !looksLikePath(destination)) return undefined;
  const brackets = source[start]! + source[closing] + source[opener] + (end === undefined ? '' : source[end]);
  const span = { start, end: end === undefined ? target.end : end + 1, target };
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

function openingBefore(source: string, closing: number, from: number): number | undefined {
  const [close, open] = [source[closing]!, closers[source[closing]!]!];
  let depth = 0;
  for (let i = closing - 1; i >= from && i >= closing - longest; i--) {
    if (isEscaped(source, i)) continue;
    if (source[i] === close) depth++;
    else if (source[i] === open && depth-- === 0) return i;
  }
  return undefined;
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

const endOfLine = (source: string, from: number): number => {
  const end = source.slice(from).search(/[\r\n]/);
  return end < 0 ? source.length : from + end;
};

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

function isEscaped(source: string, at: number): boolean {
  let backslashes = 0;
  while (source[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
