import { type Chapter, linesOf } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Heading, Id, Link, MalformedLink } from '../model/facts.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { KbPath } from '../model/path.ts';
import { anchorAt, chapterAt, resolve } from '../model/resolve.ts';
import { contains, type Span, span } from '../model/text.ts';

/** Something in a chapter that leads somewhere: a link, a definition, or what was meant as a link. */
export interface LinkAtCursor {
  readonly span: Span;
  readonly target: Span;
  readonly destination: string;
  readonly text: string;
  readonly kind: Link['kind'] | 'definition' | 'malformed';
  readonly label?: string;
}

/** The innermost thing at an offset that leads somewhere. */
export function linkAt(chapter: Chapter, offset: number): LinkAtCursor | undefined {
  let found: LinkAtCursor | undefined;
  for (const leading of linksOf(chapter)) {
    if (contains(leading.span, offset) && (found === undefined || leading.span.start >= found.span.start)) found = leading;
  }
  return found;
}

export function* linksOf({ facts }: Chapter): Iterable<LinkAtCursor> {
  yield* facts.links;
  for (const { label, ...definition } of facts.definitions) yield { ...definition, text: label, kind: 'definition', label };
  for (const malformed of facts.malformed) yield meant(malformed);
}

const meant = ({ span, target, destination, text }: MalformedLink): LinkAtCursor => ({
  span,
  target,
  destination,
  text,
  kind: 'malformed',
});

/** What a position in a chapter names: a footnote, the label of a definition, the place that a link leads to, an explicit anchor, a heading. */
export type Named =
  | { readonly kind: 'footnote' | 'label'; readonly label: string }
  | { readonly kind: 'place'; readonly leading: LinkAtCursor }
  | { readonly kind: 'id'; readonly id: Id }
  | { readonly kind: 'heading'; readonly heading: Heading };

/** The innermost: in `[d]: #part`, `#part` names a place and all the rest the label; a reference names the label. */
export function namedAt(chapter: Chapter, offset: number): Named | undefined {
  const { footnotes, ids, headings } = chapter.facts;
  const isHere = ({ span }: { readonly span: Span }) => contains(span, offset);
  // Of a footnote itself, the span has no brackets.
  const footnote = footnotes.find(({ defines, span: { start, end } }) =>
    contains(defines ? span(start - 2, end + 1) : { start, end }, offset),
  );
  if (footnote !== undefined) return { kind: 'footnote', label: footnote.label };
  const id = ids.find(isHere);
  if (id !== undefined) return { kind: 'id', id };
  const leading = linkAt(chapter, offset);
  const isLabel = leading?.kind !== 'definition' || !contains(leading.target, offset);
  if (leading?.label !== undefined && isLabel) return { kind: 'label', label: leading.label };
  if (leading !== undefined) return { kind: 'place', leading };
  const heading = headings.find(isHere);
  return heading && { kind: 'heading', heading };
}

/** Where a destination arrives: a place in a chapter, or a file or folder. Nothing when it leads nowhere, or out of the knowledge base. */
export interface LinkTarget {
  readonly path: KbPath;
  readonly anchor?: string;
  readonly heading?: Heading;
  /** In the chapter; the start of the file when there is no anchor. */
  readonly span: Span;
}

export function targetOf(from: KbPath, destination: string, kb: KnowledgeBase, links: Configuration['links']): LinkTarget | undefined {
  const target = resolve(from, destination, links, kb);
  if (target.where !== 'inside' || target.type === undefined) return undefined;
  const start = span(0, 0);
  const path = chapterAt(target.path, kb);
  if (path === undefined) return { path: target.path, span: start };
  const anchor = target.fragment ? anchorAt(path, target.fragment, kb) : undefined;
  const chapter = kb.chapter(path);
  if (chapter === undefined || anchor === undefined) return { path, span: lineOf(target.fragment, chapter) ?? start };
  const { headings, ids } = chapter.facts;
  const heading = headings.find(candidate => candidate.anchor === anchor);
  if (heading !== undefined) return { path, anchor, heading, span: heading.span };
  return { path, anchor, span: ids.find(({ id }) => id === anchor)?.span ?? start };
}

/** What a destination means: a chapter or other file, and the anchor there. Neither need be there; `lost` is a fragment that leads to no anchor, such as that of a line. */
export interface Goal {
  readonly path: KbPath;
  readonly anchor?: string;
  readonly lost?: string;
}

/** The goal of a destination, without a look into what is there; undefined outside the knowledge base. */
export function goalOf(from: KbPath, destination: string, kb: KnowledgeBase, links: Configuration['links']): Goal | undefined {
  const target = resolve(from, destination, links, kb);
  if (target.where !== 'inside') return undefined;
  const path = chapterAt(target.path, kb) ?? target.path;
  const { fragment } = target;
  if (fragment === undefined) return { path };
  const anchor = anchorAt(path, fragment, kb);
  return anchor !== undefined ? { path, anchor } : /^(?:top)?$/i.test(fragment) ? { path } : { path, lost: fragment };
}

/** `#L12` leads to a line. */
function lineOf(fragment: string | undefined, chapter: Chapter | undefined): Span | undefined {
  const line = /^L(\d+)/.exec(fragment ?? '')?.[1];
  const start = line === undefined || chapter === undefined ? undefined : linesOf(chapter)[Number(line) - 1];
  return start === undefined ? undefined : span(start, start);
}
