import type { Nodes, PhrasingContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';

/**
 * The text of a link to a heading, in Markdown: the heading as written, without what cannot stand in a link or means nothing there (links, images, HTML, footnote calls),
 * and with `<`, `>` and `&` escaped where they are text. `text`: what the spans count in.
 */
export function entrySource(children: readonly PhrasingContent[], text: string): string {
  const source = children.map(child => sourceOf(child, text)).join('');
  return balanced(source.replace(/\s+/g, ' ').trim());
}

function sourceOf(node: Nodes, text: string): string {
  const { start, end } = spanOf(node);
  switch (node.type) {
    case 'text':
      return text.slice(start, end).replace(unescaped, escaped);
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return '';
    case 'html':
      return /^<br\b/i.test(node.value) ? ' ' : '';
    case 'break':
      return ' ';
    case 'link':
    case 'linkReference':
    case 'wikiLink':
      return node.children.map(child => sourceOf(child, text)).join('');
    default: {
      const [first, last] = 'children' in node ? [node.children[0], node.children.at(-1)] : [];
      if (first === undefined || last === undefined || !('children' in node)) return text.slice(start, end);
      const inside = node.children.map(child => sourceOf(child as Nodes, text)).join('');
      return `${text.slice(start, spanOf(first).start)}${inside}${text.slice(spanOf(last).end, end)}`;
    }
  }
}

/** An escape, an entity, or a character that may begin a tag or an entity. */
const unescaped = /\\[!-/:-@[-`{-~]|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);|[<>&]/gi;
const escaped = (found: string): string => (found.length === 1 ? `\\${found}` : found);

/** Escapes the brackets that have no partner: they would end the link's text. */
function balanced(source: string): string {
  if (!/[[\]]/.test(source)) return source;
  const open: number[] = [];
  const alone = new Set<number>();
  for (let i = 0; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === '[') open.push(i);
    else if (source[i] === ']' && open.pop() === undefined) alone.add(i);
  }
  for (const i of open) alone.add(i);
  return source
    .split('')
    .map((c, i) => (alone.has(i) ? `\\${c}` : c))
    .join('');
}
