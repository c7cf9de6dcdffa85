import { formulaAt, isPlain } from '../model/formula.ts';
import type { Span } from '../model/text.ts';
import { type EditableLink, spotOf } from '../rules/repair/editableLink.ts';
import type { RequestContext } from './feature.ts';

/** What is being written before the cursor: a destination, of a link or of a picture, or a label between brackets. */
export type Writing =
  | { readonly kind: 'destination'; readonly spot: EditableLink; readonly ofPicture: boolean }
  /** `target`: what stands between the brackets. `alone`: it may be the text of a link as well. */
  | { readonly kind: 'label'; readonly target: Span; readonly alone: boolean };

/** Undefined in code, in a formula, and where nothing of the kind is begun. `line`: the line up to the cursor, whose offset is `offset`. */
export function writingAt(line: string, offset: number, view: RequestContext): Writing | undefined {
  const found =
    inWikiLink(line, offset, view) ??
    inMarkdown(line, offset, view.text) ??
    inHtml(offset, view.text) ??
    labelBefore(line, offset, view.text);
  if (found === undefined || isInCode(line, offset, view.text)) return undefined;
  const formula = formulaAt(view.chapter.facts.formulas.packed, offset);
  return formula === undefined || isPlain(formula) || formula.span.end === offset ? found : undefined;
}

/** What stands between `[[` and the `|` or `]]`, where there are such links. */
function inWikiLink(line: string, offset: number, { text, chapter, workspace }: RequestContext): Writing | undefined {
  if (!workspace.kb.siteAt(chapter.path).dialect.wikiLinks) return undefined;
  const written = /(?<!\\)\[\[([^[\]|]*)$/.exec(line)?.[1];
  if (written === undefined) return undefined;
  const rest = /^[^[\]|\\\r\n]*(?=\\?\||\]\])/.exec(text.slice(offset, offset + most))?.[0].length ?? 0;
  const target = { start: offset - written.length, end: offset + rest };
  return { kind: 'destination', ofPicture: false, spot: spotOf(target, 'wiki', written, false) };
}

function inMarkdown(line: string, offset: number, text: string): Writing | undefined {
  const link = /\]\((<[^<>]*|[^\s()<>]*)$/.exec(line);
  const written = link?.[1] ?? /^[\s>]*\[[^\]]+\]:\s*(<[^<>]*|[^\s<>]*)$/.exec(line)?.[1];
  if (written === undefined) return undefined;
  const ofPicture = link !== null && isPicture(line.slice(0, link.index));
  return { kind: 'destination', ofPicture, spot: markdownSpot(offset, written, text, ofPicture ? 'image' : 'link') };
}

/** Whether the bracket that a `]` would close is that of a picture. `before`: the line up to that `]`. */
function isPicture(before: string): boolean {
  let depth = 1;
  for (let i = before.length - 1; i >= 0; i--) {
    if (before[i - 1] === '\\') continue;
    if (before[i] === ']') depth++;
    else if (before[i] === '[' && --depth === 0) return before[i - 1] === '!' && before[i - 2] !== '\\';
  }
  return false;
}

/** The place where a destination is being written: up to where it ends already, if it does. */
function markdownSpot(offset: number, before: string, text: string, form: EditableLink['form']): EditableLink {
  const angled = before.startsWith('<');
  const written = angled ? before.slice(1) : before;
  const start = offset - written.length;
  const rest = (angled ? /^[^<>\r\n]*/ : /^[^\s()<>]*/).exec(text.slice(offset, offset + most))?.[0].length ?? 0;
  const isClosed = angled && text[offset + rest] === '>';
  const target: Span = { start, end: offset + (angled && !isClosed ? 0 : rest) };
  return { target, outer: { start: angled ? start - 1 : start, end: target.end + (isClosed ? 1 : 0) }, angled, form, written };
}

/** So many characters around the cursor are looked at. */
const most = 1000;

/** The value of an attribute that is a destination, in quotes. */
function inHtml(offset: number, text: string): Writing | undefined {
  const tag = /<(a|img|audio|video|source)\s[^<>]*$/i.exec(text.slice(Math.max(0, offset - most), offset));
  const value = tag && /\s(href|src|srcset|poster)\s*=\s*(?:"([^"]*)|'([^']*))$/i.exec(tag[0]);
  if (!tag || !value) return undefined;
  const isLink = value[1]!.toLowerCase() === 'href';
  if (isLink !== (tag[1]!.toLowerCase() === 'a')) return undefined;
  const written = value[2] ?? value[3]!;
  const quote = value[2] === undefined ? "'" : '"';
  const rest = text
    .slice(offset, offset + most)
    .split(/[\r\n<>]/, 1)[0]!
    .indexOf(quote);
  const target = { start: offset - written.length, end: offset + Math.max(0, rest) };
  return { kind: 'destination', ofPicture: !isLink, spot: { target, outer: target, angled: false, form: 'html', written } };
}

function labelBefore(line: string, offset: number, text: string): Writing | undefined {
  const match = /(\]?)(?<!\\)\[([^[\]]*)$/.exec(line);
  if (match === null || (match[1] === '' && /^[\s>]*(?:[-*+]|\d+[.)])\s+\[[ x]?$/i.test(line))) return undefined;
  const rest = /^[^[\]\r\n]*(?=\])/.exec(text.slice(offset, offset + most))?.[0].length ?? 0;
  return { kind: 'label', target: { start: offset - match[2]!.length, end: offset + rest }, alone: match[1] === '' };
}

/** In a fence that is still open, or behind a backquote of the line that is. */
export function isInCode(line: string, offset: number, text: string): boolean {
  let rest = line.replace(/\\`/g, '  ');
  for (let tick = /`+/.exec(rest); tick !== null; tick = /`+/.exec(rest)) {
    const behind = rest.slice(tick.index + tick[0].length);
    const close = new RegExp(`(?<!\`)${tick[0]}(?!\`)`).exec(behind);
    if (close === null) return true;
    rest = behind.slice(close.index + tick[0].length);
  }
  let fence: string | undefined;
  const lineStart = offset - line.length;
  for (const [, marks, info] of text.slice(0, lineStart).matchAll(/^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/gm)) {
    if (fence === undefined) fence = marks!.startsWith('`') && info!.includes('`') ? undefined : marks;
    else if (marks!.startsWith(fence) && info!.trim() === '') fence = undefined;
  }
  return fence !== undefined;
}
