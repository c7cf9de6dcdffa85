import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Suppression } from '../model/facts.ts';
import { type Span, span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';
import { collectTocComment } from './tocMarks.ts';

const comment = /<!--[\s\S]*?-->/g;
const directive = /^<!--\s*concord-(disable-next-line|disable-line|disable-file|disable|enable)(?:\s+([^>]*?))?\s*-->$/;
/** `<!-- convergence: ignore b,e AdamW 采用率 -->`: letters of classes, a subject, a metric, each of which may be left out. */
const ignoring = /^<!--\s*convergence:\s*ignore(?:\s+([a-s](?:\s*,\s*[a-s])*)(?=\s|-->))?\s*([^>]*?)\s*-->$/;
const openingTag = /<([a-z][a-z0-9-]*)((?:\s+[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/gi;
const attribute = /\s([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;

/**
 * Reads links, anchors and suppression comments off an HTML node by the shapes of tags and attributes: no HTML parser, whose cost grows out of
 * hand on Markdown. `text`: the piece; the span: what stands in it for the node, with the marks of the quotes and lists around it.
 */
export function collectHtml(html: string, text: string, { start: at, end }: Span, into: Collected): void {
  const source = text.slice(at, end);
  const offsetAt = offsetsIn(html, source, at);
  for (const match of html.matchAll(comment)) {
    const place = span(offsetAt(match.index), offsetAt(match.index + match[0].length));
    collectDirective(match[0], place, isAlone(text, place), into);
    collectTocComment(match[0], place, into);
  }
  const visible = html.replace(comment, text => ' '.repeat(text.length));
  for (const tag of visible.matchAll(openingTag)) {
    const [whole, name, attributes] = tag as unknown as [string, string, string];
    for (const found of attributes.matchAll(attribute)) {
      const value = found[2] ?? found[3] ?? found[4] ?? '';
      const quote = found[4] === undefined ? 1 : 0;
      const end = tag.index + 1 + name.length + found.index + found[0].length - quote;
      const valueSpan = span(offsetAt(end - value.length), offsetAt(end));
      const key = found[1]!.toLowerCase();
      const element = name.toLowerCase();
      if (key === 'id' || (key === 'name' && element === 'a')) into.ids.push({ id: decoded(value), span: valueSpan });
      const kind = key === 'href' && element === 'a' ? 'html' : key === 'src' && element === 'img' ? 'html image' : undefined;
      if (kind === undefined) continue;
      into.links.push({
        kind,
        span: span(offsetAt(tag.index), offsetAt(tag.index + whole.length)),
        text: '',
        destination: decoded(value),
        target: valueSpan,
      });
    }
  }
}

/** Where an offset into `html` lies in the piece: each line may have lost what stands before it. */
function offsetsIn(html: string, source: string, at: number): (offset: number) => number {
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
  return offset => offset + (lines.findLast(line => line.start <= offset)?.moved ?? at);
}

/** Nothing else stands on the line, but the marks of quotes and lists. */
function isAlone(text: string, { start, end }: Span): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?$/.test(before) && /^[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 200));
}

function collectDirective(text: string, place: Span, alone: boolean, into: Collected): void {
  const ignored = ignoring.exec(text);
  if (ignored !== null) {
    const statements = { classes: ignored[1]?.split(/[\s,]+/) ?? [], about: ignored[2] ?? '' };
    into.suppressions.push({ form: alone ? 'section' : 'line', rules: [], statements, span: place });
    return;
  }
  const match = directive.exec(text);
  if (match === null) return;
  const form = match[1]!.replace(/^disable-(?=.)/, '') as Suppression['form'];
  into.suppressions.push({ form, rules: (match[2] ?? '').split(/[\s,]+/).filter(name => name !== ''), span: place });
}

const decoded = (value: string): string =>
  value.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z0-9]{1,31}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return decodeNamedCharacterReference(name) || whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
