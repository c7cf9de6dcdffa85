import { createScanner, type Node, type SyntaxKind } from 'jsonc-parser';
import type { Span } from '../model/text.ts';
import { parsed } from './json.ts';

/** Offsets in the text of the configuration, and what is written there. */
export type ConfigurationEdit = Span & { readonly newText: string };

/**
 * Writes a value in the text of a `concord.json`: at the end of a path of keys, in place of what is there; after `[]`, as one more entry of the list there. All else stays as it is,
 * comments and formatting too (jsonc-parser's own `modify` formats what is near). In order. Nothing when the text is no JSON, or something else stands in the way.
 */
export function configurationEdits(text: string, path: readonly string[], value: unknown): readonly ConfigurationEdit[] | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]+(?=["}])/m.exec(text)?.[0] ?? '  ';
  if (text.trim() === '') return [{ start: 0, end: text.length, newText: `${pretty(nested(path, value), indent, '', eol)}${eol}` }];
  const { tree, errors } = parsed(text);
  if (tree === undefined || errors.length > 0) return undefined;
  let node = tree;
  for (const [i, key] of path.entries()) {
    if (node.type !== (key === '[]' ? 'array' : 'object')) return undefined;
    const next: Node | undefined = node.children?.find(({ children }) => key !== '[]' && children?.[0]?.value === key)?.children?.[1];
    if (next === undefined) return insertion(text, node, key, nested(path.slice(i + 1), value), indent, eol);
    node = next;
  }
  return [{ start: node.offset, end: node.offset + node.length, newText: JSON.stringify(value) }];
}

/** `value` inside the objects and lists that the path names. */
const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => (key === '[]' ? [inner] : { [key]: inner }), value);

/** A property or entry behind the last one. */
function insertion(text: string, node: Node, key: string, value: unknown, indent: string, eol: string): ConfigurationEdit[] {
  const closing = node.offset + node.length - 1;
  const inside = text.slice(node.offset + 1, closing);
  const line = text.slice(text.lastIndexOf('\n', node.offset) + 1);
  const margin = /^[ \t]*/.exec(line)![0] + indent;
  const name = key === '[]' ? '' : `${JSON.stringify(key)}: `;
  const at = node.offset + 1 + inside.trimEnd().length;
  const last = node.children?.at(-1);
  const end = last === undefined ? at : last.offset + last.length;
  const comma = last === undefined || hasComma(text, end) ? [] : [{ start: end, end, newText: ',' }];
  const written =
    last !== undefined && !inside.includes('\n')
      ? { start: at, end: at, newText: ` ${name}${spaced(value)}` }
      : {
          start: at,
          end: closing,
          newText: `${eol}${margin}${name}${pretty(value, indent, margin, eol)}${eol}${margin.slice(indent.length)}`,
        };
  const [first] = comma;
  return first?.start === written.start ? [{ ...written, newText: `,${written.newText}` }] : [...comma, written];
}

const commaToken: SyntaxKind = 5; // an ambient const enum

function hasComma(text: string, offset: number): boolean {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === commaToken;
}

/** Over several lines, but for lists of words. */
function pretty(value: unknown, indent: string, margin: string, eol: string): string {
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return spaced(value);
  return JSON.stringify(value, null, indent).replaceAll('\n', `${eol}${margin}`);
}

/** In one line, with blanks as people write them. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`)
    .join(', ')} }`;
}
