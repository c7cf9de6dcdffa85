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
  for (const comment of commentsIn(html)) {
    if (comment.isOpen) continue;
    const place = span(offsetAt(comment.start), offsetAt(comment.end));
    const written = html.slice(comment.start, comment.end);
    attempt('comments', into, () => readers.comment(written, place, text, into));
    attempt('contents', into, () => readers.tocComment(written, place, into));
  }
  for (const tag of withoutComments(html).matchAll(tagPattern)) {
    const [whole, slash, name, attributes] = tag as unknown as [string, string, string, string];
    if (slash === '/') continue;
    const element = name.toLowerCase();
    for (const found of attributes.matchAll(attribute)) {
      const value = found[2] ?? found[3] ?? found[4] ?? '';
      const quote = found[4] === undefined ? 1 : 0;
      const valueAt = tag.index + 1 + name.length + found.index + found[0].length - quote - value.length;
      const placed = (start: number, end: number): Span => span(offsetAt(valueAt + start), offsetAt(valueAt + end));
      const key = found[1]!.toLowerCase();
      if (key === 'id' || (key === 'name' && element === 'a')) into.ids.push({ id: decoded(value), span: placed(0, value.length) });
      for (const reference of referencesIn(element, key, value)) {
        into.links.push({
          kind: element === 'a' || element === 'area' ? 'html' : 'html image',
          span: span(offsetAt(tag.index), offsetAt(tag.index + whole.length)),
          text: '',
          destination: decoded(value.slice(reference.start, reference.end)),
          target: placed(reference.start, reference.end),
        });
      }
    }
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
