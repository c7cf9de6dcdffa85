import type { Nodes } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import { type Span, span } from '../model/text.ts';
import { offsetsIn, shownText, tagPattern, withoutComments } from './html.ts';
import { plainText } from './phrasing.ts';
import type { Collected } from './pieceFacts.ts';

const holdsTag = (html: string): boolean => /<\/?h[1-6][\s/>]/i.test(html);

interface Tag {
  readonly closes: boolean;
  readonly level: number;
  readonly start: number;
  readonly end: number;
}

/** The tags that begin and end headings. Any of them ends the heading that is open (HTML standard, 13.2.6.4.7). */
function headingTags(html: string): Tag[] {
  const found: Tag[] = [];
  if (!holdsTag(html)) return found;
  for (const { 0: whole, 1: slash, 2: name = '', index } of html.matchAll(tagPattern))
    if (/^h[1-6]$/i.test(name)) found.push({ closes: slash === '/', level: Number(name[1]), start: index, end: index + whole.length });
  return found;
}

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
  const tags = headingTags(html);
  for (const [i, { closes, level, start, end }] of tags.entries()) {
    if (closes) continue;
    const next = tags[i + 1];
    const to = next?.start ?? html.length;
    const own = shownText(html.slice(end, to));
    const { raw, isOpen } = next === undefined ? textBehind(own, siblings, at + 1) : { raw: own, isOpen: false };
    into.headings.push({
      ...htmlText(raw),
      level,
      span: span(offsetAt(start), offsetAt(next?.closes ? next.end : to)),
      content: trimmed(html, end, to, offsetAt),
      nested: true,
      html: true,
      ...(isTop && isOpen && { isOpen }),
      ...(isTop && next?.closes && i === tags.length - 2 && leadBehind(siblings[at + 1])),
    });
  }
}

/** Whether an HTML node ends with a heading that begins in it, whatever else stands behind. */
export function endsHeading(node: Nodes | undefined): boolean {
  if (node?.type !== 'html' || !holdsTag(node.value)) return false;
  const [before, last] = headingTags(withoutComments(node.value)).slice(-2);
  return before?.closes === false && last?.closes === true;
}

/** The text of a heading that is still open, with what the nodes from an index on add to it. `isOpen`: they do not end it. */
export function textBehind(raw: string, nodes: readonly Nodes[], from: number): { readonly raw: string; readonly isOpen: boolean } {
  let text = raw;
  for (let i = from; i < nodes.length && text.length <= longest; i++) {
    const node = nodes[i]!;
    if (isRunning(node)) {
      text += (node.type === 'paragraph' ? '\n' : '') + plainText([node]);
      continue;
    }
    if (node.type !== 'html') return { raw: text, isOpen: false };
    const html = withoutComments(node.value);
    const [next] = headingTags(html);
    text += shownText(html.slice(0, next?.start));
    if (next !== undefined) return { raw: text, isOpen: false };
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

function leadBehind(next: Nodes | undefined): { readonly firstParagraph?: Span } {
  return next?.type === 'paragraph' ? { firstParagraph: spanOf(next) } : {};
}

function trimmed(html: string, from: number, to: number, offsetAt: (offset: number) => number): Span {
  const inner = html.slice(from, to);
  const start = from + inner.length - inner.trimStart().length;
  return inner.trim() === '' ? span(offsetAt(from), offsetAt(from)) : span(offsetAt(start), offsetAt(start + inner.trim().length));
}
