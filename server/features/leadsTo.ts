import { type Chapter, linesOf } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Heading, Link, MalformedLink } from '../model/facts.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { KbPath } from '../model/path.ts';
import { anchorAt, chapterAt, resolve, typeAt } from '../model/resolve.ts';
import { contains, type Span, span } from '../model/text.ts';

/** Something in a chapter that leads somewhere: a link, a definition, or what was meant as a link. */
export interface Leading {
  readonly span: Span;
  readonly target: Span;
  readonly destination: string;
  readonly text: string;
  readonly kind: Link['kind'] | 'definition' | 'malformed';
  readonly label?: string;
}

/** The innermost thing at an offset that leads somewhere. */
export function leadingAt(chapter: Chapter, offset: number): Leading | undefined {
  let found: Leading | undefined;
  for (const leading of leadingOf(chapter)) {
    if (contains(leading.span, offset) && (found === undefined || leading.span.start >= found.span.start)) found = leading;
  }
  return found;
}

export function* leadingOf({ facts }: Chapter): Iterable<Leading> {
  yield* facts.links;
  for (const { label, ...definition } of facts.definitions) yield { ...definition, text: label, kind: 'definition', label };
  for (const malformed of facts.malformed) yield meant(malformed);
}

const meant = ({ span, target, destination, text }: MalformedLink): Leading => ({ span, target, destination, text, kind: 'malformed' });

/** Where a destination arrives: a place in a chapter, or a file or folder. Nothing when it leads nowhere, or out of the knowledge base. */
export interface Arrival {
  readonly path: KbPath;
  readonly anchor?: string;
  readonly heading?: Heading;
  /** In the chapter; the start of the file when there is no anchor. */
  readonly span: Span;
}

export function arrivalOf(from: KbPath, destination: string, kb: KnowledgeBase, links: Configuration['links']): Arrival | undefined {
  const target = resolve(from, destination, links);
  if (target.where !== 'inside' || (target.path !== from && typeAt(target.path, kb) === undefined)) return undefined;
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

/** The chapter or other file that a destination arrives at, and the anchor there, without a look into it. It need not be there. */
export function goalOf(
  from: KbPath,
  destination: string,
  kb: KnowledgeBase,
  links: Configuration['links'],
): Pick<Arrival, 'path' | 'anchor'> | undefined {
  const target = resolve(from, destination, links);
  if (target.where !== 'inside') return undefined;
  const path = chapterAt(target.path, kb);
  const anchor = path !== undefined && target.fragment ? anchorAt(path, target.fragment, kb) : undefined;
  return { path: path ?? target.path, ...(anchor === undefined ? {} : { anchor }) };
}

/** `#L12` leads to a line. */
function lineOf(fragment: string | undefined, chapter: Chapter | undefined): Span | undefined {
  const line = /^L(\d+)/.exec(fragment ?? '')?.[1];
  const start = line === undefined || chapter === undefined ? undefined : linesOf(chapter)[Number(line) - 1];
  return start === undefined ? undefined : span(start, start);
}
