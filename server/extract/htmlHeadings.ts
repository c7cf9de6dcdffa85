import type { Nodes } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import { type Span, span } from '../model/text.ts';
import { offsetsIn, shownText, withoutComments } from './html.ts';
import { plainText } from './phrasing.ts';
import type { Collected } from './pieceFacts.ts';

/** The tags that begin and end headings. Any of them ends the heading that is open (HTML standard, 13.2.6.4.7). */
const tag = /<(\/?)h([1-6])(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'<>]){0,2000}>/gi;

const holdsTag = (html: string): boolean => /<\/?h[1-6][\s/>]/i.test(html);

/** No heading is longer: one that nothing ends must not take the rest of the chapter. */
const longest = 1000;

/**
 * The headings that begin in one of the children of a node or, if `isTop`, of a piece: GitHub gives those in HTML anchors too. Their text may go on in the children behind.
 * `text`: the piece.
 */
export function collectHtmlHeadings(siblings: readonly Nodes[], at: number, text: string, isTop: boolean, into: Collected): void {
  const node = siblings[at]!;
  if (node.type !== 'html' || !holdsTag(node.value)) return;
  const html = withoutComments(node.value);
  const place = spanOf(node);
  const offsetAt = offsetsIn(node.value, text.slice(place.start, place.end), place.start);
  const tags = [...html.matchAll(tag)];
  for (const [i, { 0: whole, 1: slash, 2: level, index }] of tags.entries()) {
    if (slash === '/') continue;
    const from = index + whole.length;
    const next = tags[i + 1];
    const to = next?.index ?? html.length;
    const begun = { raw: shownText(html.slice(from, to)), isOpen: next === undefined };
    const { raw, isOpen } = begun.isOpen ? textBehind(begun.raw, siblings, at + 1) : begun;
    const end = next === undefined || next[1] === '' ? to : to + next[0].length;
    into.headings.push({
      ...htmlText(raw),
      level: Number(level),
      span: span(offsetAt(index), offsetAt(end)),
      content: trimmed(html, from, to, offsetAt),
      nested: true,
      html: true,
      ...(isTop && isOpen && { isOpen }),
      ...(isTop && i === tags.length - 2 && leadBehind(siblings[at + 1])),
    });
  }
}

/** Whether the last heading of an HTML node ends in it. */
export function endsHeading(node: Nodes | undefined): boolean {
  if (node?.type !== 'html' || !holdsTag(node.value)) return false;
  const [before, last] = [...withoutComments(node.value).matchAll(tag)].slice(-2);
  return before?.[1] === '' && last !== undefined;
}

/** The text of a heading that is still open, with what the nodes from an index on add to it. `isOpen`: they do not end it. */
export function textBehind(raw: string, nodes: readonly Nodes[], from: number): { readonly raw: string; readonly isOpen: boolean } {
  let text = raw;
  for (let i = from; i < nodes.length && text.length <= longest; i++) {
    const node = nodes[i]!;
    if (isRunning(node)) {
      text += `\n${plainText([node])}`;
      continue;
    }
    if (node.type !== 'html') return { raw: text, isOpen: false };
    const html = withoutComments(node.value);
    const end = html.search(tag);
    text += shownText(end < 0 ? html : html.slice(0, end));
    if (end >= 0) return { raw: text, isOpen: false };
  }
  return { raw: text.slice(0, longest), isOpen: text.length <= longest };
}

/** Text, or a paragraph: another heading ends one that is open, and nobody puts a list into it. */
const isRunning = ({ type }: Nodes): boolean => !flow.has(type);
const flow: ReadonlySet<string> = new Set([
  'blockquote',
  'code',
  'definition',
  'footnoteDefinition',
  'heading',
  'html',
  'list',
  'math',
  'table',
  'thematicBreak',
  'yaml',
]);

/** How a heading whose text in HTML is `raw` is told. Its anchor is made of the text with all its spaces, as on GitHub. */
export function htmlText(raw: string): { readonly text: string; readonly raw: string; readonly source?: string } {
  const text = raw.replace(/\s+/g, ' ').trim();
  const source = text.replace(/[\\`*_[\]<>&]/g, '\\$&');
  return { text, raw, ...(source === text ? {} : { source }) };
}

function leadBehind(next: Nodes | undefined): { readonly lead?: Span } {
  return next?.type === 'paragraph' ? { lead: spanOf(next) } : {};
}

function trimmed(html: string, from: number, to: number, offsetAt: (offset: number) => number): Span {
  const inner = html.slice(from, to);
  const start = from + inner.length - inner.trimStart().length;
  return inner.trim() === '' ? span(offsetAt(from), offsetAt(from)) : span(offsetAt(start), offsetAt(start + inner.trim().length));
}
