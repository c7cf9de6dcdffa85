import type { ListItem, Nodes } from 'mdast';
import { spanOf } from './span.ts';

/** Whether a node is a container, or has one in it. */
export const holdsContainer = (node: Nodes): boolean =>
  node.type === 'container' || ('children' in node && node.type !== 'paragraph' && node.children.some(holdsContainer));

/** To micromark, blank lines in the body of a container are of the list item around it: sets right which items are spread. */
export function settleSpread(node: Nodes, text: string): void {
  if (!('children' in node) || node.type === 'paragraph') return;
  if (node.type === 'listItem' && node.children.some(({ type }) => type === 'container')) node.spread = isSpread(node, text);
  for (const child of node.children) settleSpread(child, text);
}

function isSpread({ children }: ListItem, text: string): boolean {
  return children.some((child, i) => i > 0 && /\n[ \t>]*\r?\n/.test(text.slice(spanOf(children[i - 1]!).end, spanOf(child).start)));
}
