import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { type Span, span } from '../model/text.ts';
import { attempt } from './attempt.ts';
import { referencesIn } from './htmlReferences.ts';
import type { Collected } from './pieceFacts.ts';
import { readers } from './readers.ts';

/** A tag: `/` if it closes, name, attributes. With a bound, since a repeated group takes room on the engine's stack. */
export const tagPattern = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?){0,500})\s*\/?>/gi;
const attribute = /\s([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;

/**
 * Reads links, anchors and suppression comments off an HTML node by the shapes of tags and attributes: no HTML parser, whose cost grows out of
 * hand on Markdown. `text`: the piece; the span: what stands in it for the node, with the marks of the quotes and lists around it.
 */
export function collectHtml(html: string, text: string, { start: at, end }: Span, into: Collected): void {
  const source = text.slice(at, end);
  const offsetAt = offsetsIn(html, source, at);
  const placed: Placing = (start, end) => span(offsetAt(start), offsetAt(end));
  for (const comment of commentsIn(html)) if (!comment.isOpen) collectComment(comment, html, text, placed, into);
  const visible = withoutComments(html);
  for (const { element, whole, attributes } of openingTags(visible))
    for (const attribute of attributes) collectAttribute(element, whole, attribute, placed, into);
  if (/\{[{%]/.test(visible)) attempt('links', into, () => collectCalls(visible, placed, into));
}

/** A call in an attribute breaks the tag for HTML: the quotes around its parameter end the attribute's. */
function collectCalls(html: string, placed: Placing, into: Collected): void {
  for (const { form, link } of readers.calls(html, 0)) {
    const target = placed(link.target.start, link.target.end);
    if (into.links.every(other => other.target.start !== target.start || other.target.end !== target.end))
      into.calls.push({ form, link: { kind: 'call', span: target, text: '', destination: link.destination, target } });
  }
}

/** Where in the piece a stretch of the HTML stands. */
type Placing = (start: number, end: number) => Span;

function collectComment({ start, end }: Span, html: string, text: string, placed: Placing, into: Collected): void {
  const place = placed(start, end);
  const written = html.slice(start, end);
  attempt('comments', into, () => readers.comment(written, place, text, into));
  attempt('contents', into, () => readers.tocComment(written, place, into));
}

interface Attribute {
  /** In small letters, as is the name of its element. */
  readonly key: string;
  readonly value: string;
  readonly valueAt: number;
}

function* openingTags(html: string): Iterable<{ element: string; whole: Span; attributes: Iterable<Attribute> }> {
  for (const tag of html.matchAll(tagPattern)) {
    const [written, slash, name, attributes] = tag as unknown as [string, string, string, string];
    if (slash === '/') continue;
    const whole = span(tag.index, tag.index + written.length);
    yield { element: name.toLowerCase(), whole, attributes: attributesIn(attributes, tag.index + 1 + name.length) };
  }
}

/** `at`: where they stand in the HTML. */
function* attributesIn(attributes: string, at: number): Iterable<Attribute> {
  for (const found of attributes.matchAll(attribute)) {
    const value = found[2] ?? found[3] ?? found[4] ?? '';
    const quote = found[4] === undefined ? 1 : 0;
    yield { key: found[1]!.toLowerCase(), value, valueAt: at + found.index + found[0].length - quote - value.length };
  }
}

/** An anchor, or where it leads. */
function collectAttribute(element: string, whole: Span, { key, value, valueAt }: Attribute, placed: Placing, into: Collected): void {
  if (key === 'id' || (key === 'name' && element === 'a'))
    into.ids.push({ id: decoded(value), span: placed(valueAt, valueAt + value.length) });
  for (const { start, end } of referencesIn(element, key, value)) {
    into.links.push({
      kind: element === 'a' || element === 'area' ? 'html' : 'html image',
      span: placed(whole.start, whole.end),
      text: '',
      destination: decoded(value.slice(start, end)),
      target: placed(valueAt + start, valueAt + end),
    });
  }
}

/** The comments of an HTML node, in order. `isOpen`: nothing ends it, and nothing behind it is shown. */
function* commentsIn(html: string): Iterable<Span & { readonly isOpen: boolean }> {
  for (let start = html.indexOf('<!--'); start >= 0; ) {
    // `<!-->` and `<!--->` are whole comments.
    const empty = /^-?>/.exec(html.slice(start + 4, start + 6));
    const closed = empty === null ? html.indexOf('-->', start + 4) : start + 1 + empty[0].length;
    const end = closed < 0 ? html.length : closed + 3;
    yield { start, end, isOpen: closed < 0 };
    start = html.indexOf('<!--', end);
  }
}

/** HTML with line ends in place of its comments, which count for nothing in anchors; offsets stay. */
export function withoutComments(html: string): string {
  let visible = '';
  let at = 0;
  for (const { start, end } of commentsIn(html)) {
    visible += html.slice(at, start) + '\n'.repeat(end - start);
    at = end;
  }
  return at === 0 ? html : visible + html.slice(at);
}

/** Where an offset into `html` lies in the piece: each line may have lost what stands before it. */
export function offsetsIn(html: string, source: string, at: number): (offset: number) => number {
  if (html.length === source.length) return offset => at + offset;
  const [inner, outer] = [html.split('\n'), source.split('\n')];
  const lines: { start: number; moved: number }[] = [];
  let [start, place] = [0, at];
  for (const [i, line] of inner.entries()) {
    const whole = outer[i] ?? line;
    lines.push({ start, moved: place + Math.max(0, whole.length - line.length) - start });
    start += line.length + 1;
    place += whole.length + 1;
  }
  return offset => offset + lineAt(lines, offset);
}

/** How far the line that an offset stands in was moved. */
function lineAt(lines: readonly { start: number; moved: number }[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.start <= offset) low = middle;
    else high = middle;
  }
  return lines[low]!.moved;
}

/** The text of HTML without comments: no tags, entities resolved, a line end for `<br>`. */
export const shownText = (html: string): string =>
  decoded(html.replace(tagPattern, (_, slash: string, name: string) => (slash === '' && name.toLowerCase() === 'br' ? '\n' : '')));

const decoded = (value: string): string =>
  value.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z0-9]{1,31}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return decodeNamedCharacterReference(name) || whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
