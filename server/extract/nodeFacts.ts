import type { Heading as HeadingNode, Image, ImageReference, Link as LinkNode, LinkReference, Nodes } from 'mdast';
import type { WikiLink } from '../markdown/nodes.ts';
import { destinationOf, labelOf, spanOf } from '../markdown/span.ts';
import { type Span, span } from '../model/text.ts';
import { entrySource } from './entrySource.ts';
import { plainText } from './phrasing.ts';
import type { Collected } from './pieceFacts.ts';

export function headingOf(node: HeadingNode, lead: Span | undefined, text: string): Collected['headings'][number] {
  const whole = spanOf(node);
  const [first, last] = [node.children[0], node.children.at(-1)];
  const content = first === undefined || last === undefined ? emptyContent(whole, text) : span(spanOf(first).start, spanOf(last).end);
  const plain = plainText(node.children);
  const source = isPlain(first, node, plain) ? plain : entrySource(node.children, text);
  return {
    level: node.depth,
    text: plain,
    span: whole,
    content,
    ...(lead === undefined ? {} : { firstParagraph: lead }),
    ...(source === plain ? {} : { source }),
  };
}

/** A heading of one text, written as it is read: it is its own source. */
function isPlain(first: Nodes | undefined, { children }: HeadingNode, text: string): boolean {
  if (children.length !== 1 || first?.type !== 'text') return false;
  const { start, end } = spanOf(first);
  return end - start === text.length && !/[\\&<>[\]]|\s\s|[^\S ]|^\s|\s$/.test(text);
}

/** Where the text of an empty heading would stand: after its `#`. */
function emptyContent(whole: Span, text: string): Span {
  const marks = /^#+/.exec(text.slice(whole.start, whole.end))?.[0].length ?? 0;
  return span(whole.start + marks, whole.start + marks);
}

export function linkOf(node: LinkNode, text: string): Collected['links'][number] {
  const target = destinationOf(node);
  const whole = spanOf(node);
  const shown = plainText(node.children);
  if (target === undefined || text[whole.start] === '<')
    return { kind: 'autolink', span: whole, text: shown, destination: node.url, target: target ?? whole };
  return {
    kind: 'link',
    span: whole,
    text: shown,
    content: contentBefore(whole.start + 1, target, text),
    destination: node.url,
    target,
    ...angled(target, text),
  };
}

export function imageOf(node: Image, text: string): Collected['links'][number] {
  const whole = spanOf(node);
  const target = destinationOf(node) ?? whole;
  return {
    kind: 'image',
    span: whole,
    text: node.alt ?? '',
    content: contentBefore(whole.start + 2, target, text),
    destination: node.url,
    target,
    ...angled(target, text),
  };
}

export function referenceOf(node: LinkReference | ImageReference): Collected['links'][number] {
  const whole = spanOf(node);
  const image = node.type === 'imageReference';
  const shown = node.type === 'imageReference' ? (node.alt ?? '') : plainText(node.children);
  const target = labelOf(node) ?? whole;
  return {
    kind: image ? 'image reference' : 'reference',
    span: whole,
    text: shown,
    destination: undefined,
    target,
    label: node.identifier,
  };
}

export function wikiLinkOf(node: WikiLink, text: string): Collected['links'][number] {
  const { destination: target } = node.data;
  const [shown] = node.children;
  const content = shown && spanOf(shown);
  return {
    kind: node.embeds ? 'wiki embed' : 'wiki',
    span: spanOf(node),
    text: shown?.value ?? text.slice(target.start, target.end),
    ...(content !== undefined && content.start !== target.start && { content }),
    destination: node.url,
    target,
  };
}

/** Between the brackets of a link whose destination is known: up to the last `](` before it. */
function contentBefore(start: number, target: Span, text: string): Span {
  const end = text.lastIndexOf('](', target.start);
  return span(start, Math.max(start, end));
}

const angled = (target: Span, text: string): { angled?: true } =>
  text[target.start - 1] === '<' && text[target.end] === '>' ? { angled: true } : {};
