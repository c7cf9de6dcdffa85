import type { Link, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import type { Construct, Extension, Token, TokenizeContext } from 'micromark-util-types';
import type { Placement } from './nodes.ts';

const [link] = gfmAutolinkLiteralFromMarkdown().transforms!;

/**
 * Links the bare addresses that GFM finds in the finished text (`[see https://a.example]`) and not while reading it. Each new node gets its
 * place; a text of several lines or with escapes in it, whose characters cannot simply be counted, stays as it is. `base`: the offset in `source` that
 * places of nodes count from.
 */
export function linkBareAddresses(nodes: RootContent[], source: string, base = 0): void {
  let linked: RootContent[] | undefined;
  for (const [i, node] of nodes.entries()) {
    const parts = node.type === 'text' ? linkText(node, source, base) : undefined;
    if (parts !== undefined) linked ??= nodes.slice(0, i);
    if (linked !== undefined) append(linked, parts ?? [node]);
    if (holdsText(node)) linkBareAddresses(node.children, source, base);
  }
  if (linked === undefined) return;
  nodes.length = 0;
  append(nodes, linked);
}

/** There may be more than a call can have arguments. */
function append(to: RootContent[], nodes: readonly RootContent[]): void {
  for (const node of nodes) to.push(node);
}

/** There are no links in links. */
const holdsText = (node: RootContent): node is Extract<RootContent, { children: unknown }> =>
  'children' in node && node.type !== 'link' && node.type !== 'linkReference' && node.type !== 'wikiLink';

/** False when there is certainly nothing in the text that GFM would link by itself. */
export const mayHoldAddress = (text: string): boolean => /[\w+.-]@[\w-]|https?:\/\/|www\./i.test(text);

function linkText(text: Text, source: string, base: number): PhrasingContent[] | undefined {
  if (!mayHoldAddress(text.value) || /[\r\n]/.test(text.value)) return;
  const { from, to } = text as unknown as Placement;
  if (source.slice(base + from, base + to) !== text.value) return;
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

/**
 * An extension of micromark whose constructs for bare addresses look for an opening bracket before them in our way. Its own goes back through all that has been read, at every word
 * behind a bracket that nothing closes.
 */
export function readingAddresses({ text = {}, ...extension }: Extension): Extension {
  const named = ['wwwAutolink', 'protocolAutolink', 'emailAutolink'];
  const replaced = (construct: Construct): Construct => (named.includes(construct.name ?? '') ? outsideBrackets(construct) : construct);
  const entries = Object.entries(text).map(([code, constructs]) => [code, [constructs ?? []].flat().map(replaced)]);
  return { ...extension, text: Object.fromEntries(entries) };
}

const outsideBrackets = (construct: Construct): Construct => ({
  ...construct,
  tokenize(effects, ok, nok) {
    // What it looks through is empty.
    const context = Object.create(this, { events: { value: [] } }) as TokenizeContext;
    return isInBrackets(this) ? nok : construct.tokenize.call(context, effects, ok, nok);
  },
});

/** The bracket found last in a text, and tokens before which there is none. */
const opened = new WeakMap<TokenizeContext, { readonly index: number; readonly token: Token }>();
const clear = new WeakSet<Token>();

/** Whether a bracket stands before what is read that may still become a link or image. */
function isInBrackets(context: TokenizeContext): boolean {
  const { events } = context;
  const known = opened.get(context);
  if (known !== undefined && events[known.index]?.[1] === known.token && !known.token._balanced) return true;
  for (let index = events.length - 1; index >= 0; index--) {
    const [, token] = events[index]!;
    if ((token.type === 'labelLink' || token.type === 'labelImage') && !token._balanced) {
      opened.set(context, { index, token });
      return true;
    }
    if (clear.has(token)) break;
  }
  const last = events.at(-1);
  if (last !== undefined) clear.add(last[1]);
  return false;
}
