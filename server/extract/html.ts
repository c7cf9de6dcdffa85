import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Suppression } from '../model/facts.ts';
import { span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';

const comment = /<!--[\s\S]*?-->/g;
const directive = /^<!--\s*concord-(disable-next-line|disable-line|disable-file|disable|enable)(?:\s+([^>]*?))?\s*-->$/;
const openingTag = /<([a-z][a-z0-9-]*)((?:\s+[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/gi;
const attribute = /\s([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;

/**
 * Reads links, anchors and suppression comments off an HTML node by the shapes of tags and attributes: no HTML parser, whose cost grows out of
 * hand on Markdown. `at`: the offset of `html` in its piece.
 */
export function collectHtml(html: string, at: number, into: Collected): void {
  for (const match of html.matchAll(comment)) collectDirective(match[0], at + match.index, into);
  const visible = html.replace(comment, text => ' '.repeat(text.length));
  for (const tag of visible.matchAll(openingTag)) {
    const [whole, name, attributes] = tag as unknown as [string, string, string];
    for (const found of attributes.matchAll(attribute)) {
      const value = found[2] ?? found[3] ?? found[4] ?? '';
      const quote = found[4] === undefined ? 1 : 0;
      const end = at + tag.index + 1 + name.length + found.index + found[0].length - quote;
      const valueSpan = span(end - value.length, end);
      const key = found[1]!.toLowerCase();
      const element = name.toLowerCase();
      if (key === 'id' || (key === 'name' && element === 'a')) into.ids.push({ id: decoded(value), span: valueSpan });
      const kind = key === 'href' && element === 'a' ? 'html' : key === 'src' && element === 'img' ? 'html image' : undefined;
      if (kind === undefined) continue;
      into.links.push({ kind, span: span(at + tag.index, at + tag.index + whole.length), text: '', destination: decoded(value), target: valueSpan });
    }
  }
}

function collectDirective(text: string, at: number, into: Collected): void {
  const match = directive.exec(text);
  if (match === null) return;
  const form = match[1]!.replace(/^disable-(?=.)/, '') as Suppression['form'];
  into.suppressions.push({ form, rules: (match[2] ?? '').split(/[\s,]+/).filter(name => name !== ''), span: span(at, at + text.length) });
}

const decoded = (value: string): string =>
  value.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z0-9]{1,31}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return decodeNamedCharacterReference(name) || whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
