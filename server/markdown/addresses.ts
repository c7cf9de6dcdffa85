import type { Link, Parents, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import type { Placement } from './nodes.ts';

const [link] = gfmAutolinkLiteralFromMarkdown().transforms!;

/**
 * Links the bare addresses that GFM finds in the finished text (`[see https://a.example]`) and not while reading it. Each new node gets its
 * place; a text of several lines or with escapes in it, whose characters cannot simply be counted, stays as it is.
 */
export function linkBareAddresses(tree: Root, source: string): void {
  if (mayHoldAddress(source)) linkIn(tree, source);
}

/** False when there is certainly nothing in the text that GFM would link by itself. */
export const mayHoldAddress = (text: string): boolean => /@|:\/\/|www\./i.test(text);

function linkIn(parent: Parents, source: string): void {
  for (let i = 0; i < parent.children.length; i++) {
    const child = parent.children[i]! as RootContent;
    if (child.type === 'text') {
      const linked = linkText(child, source);
      if (!linked) continue;
      parent.children.splice(i, 1, ...(linked as never[]));
      i += linked.length - 1;
    } else if ('children' in child && child.type !== 'link' && child.type !== 'linkReference') {
      linkIn(child, source);
    }
  }
}

function linkText(text: Text, source: string): PhrasingContent[] | undefined {
  if (!mayHoldAddress(text.value) || /[\r\n]/.test(text.value)) return;
  const { from, to } = text as unknown as Placement;
  if (source.slice(from, to) !== text.value) return;
  const alone: Root = { type: 'root', children: [text] };
  link!(alone);
  if (alone.children[0] === text && alone.children.length === 1) return;
  let at = from;
  for (const node of alone.children as (Text | Link)[]) {
    const inner = node.type === 'link' ? (node.children[0] as Text) : node;
    const end = at + inner.value.length;
    Object.assign(inner, { from: at, to: end });
    Object.assign(node, { from: at, to: end });
    at = end;
  }
  for (const node of alone.children as (Text | Link)[]) stripPosition(node);
  return alone.children as PhrasingContent[];
}

function stripPosition(node: Text | Link): void {
  delete node.position;
  if (node.type === 'link') for (const child of node.children) delete child.position;
}
