import type { Nodes } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import { span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';

/** `**最后更新**：2025-01-15`, `Version: 1.2`. */
const line = /^(?:\*\*|__)?([\p{L}][\p{L}\p{N} ]{0,23}?)(?:\*\*|__)?[ \t]*[：:](?:\*\*|__)?[ \t]*(\S.*?)[ \t]*\\?$/u;

/** Lines of a paragraph or quote that say what a chapter's fields are. */
export function collectFields(node: Nodes, text: string, into: Collected): void {
  if (node.type === 'blockquote') for (const child of node.children) collectFields(child, text, into);
  if (node.type !== 'paragraph') return;
  const { start, end } = spanOf(node);
  const paragraph = text.slice(start, end);
  if (!/[：:]/.test(paragraph)) return;
  let at = start;
  for (const written of paragraph.split(/\r?\n/)) {
    const from = text.indexOf(written, at);
    at = from + written.length;
    const bare = written.replace(/^[ \t>]+/, '');
    if (bare.length > 200 || !/[：:]/.test(bare.slice(0, 32))) continue;
    const [, key, value] = line.exec(bare) ?? [];
    if (key === undefined || value === undefined || value.startsWith('//')) continue;
    const valueAt = at - written.length + written.lastIndexOf(value);
    const whole = from + written.length - bare.length;
    into.fields.push({ key, value, span: span(valueAt, valueAt + value.length), line: span(whole, whole + bare.trimEnd().length) });
  }
}
