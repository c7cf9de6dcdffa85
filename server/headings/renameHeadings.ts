import { type CallForm, callIn } from '../model/calls.ts';
import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Definition, Heading, Link } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { type KbPath, percentDecoded } from '../model/path.ts';
import { once } from '../model/remembering.ts';
import { anchorsAt, chapterAt, isFreeFragment, namesTo, resolve } from '../model/resolve.ts';
import type { FixContext } from '../model/rule.ts';
import { slugsOf } from '../model/site.ts';
import { resting, type Steps } from '../model/steps.ts';
import { type Span, span } from '../model/text.ts';
import { tablesOf } from '../toc/table.ts';

/** A part of a heading's text that is to be replaced: where it begins in the text without markup, and what stands there. */
export interface Change {
  readonly heading: Heading;
  readonly at: number;
  readonly before: string;
  readonly after: string;
  /** For a change of the whole text: what to write, with markup. */
  readonly source?: string;
  /** What a link says that repeats that, in Markdown, where it is not the text: `Heading.source`. */
  readonly repeated?: string;
}

/**
 * The edits that change parts of headings of one chapter, and with them every link in every chapter that leads to an anchor which changes by it, and the texts of links that say
 * what the heading said. No link that led somewhere leads elsewhere after. A change whose text is not found as it is in the source is left out.
 */
export function* headingEdits(chapter: Chapter, changes: readonly Change[], workshop: FixContext): Steps<Edit[]> {
  const text = workshop.text(chapter.path);
  if (text === undefined) return [];
  const rest = resting();
  const made = new Map<Heading, Made>();
  for (const change of changes) {
    if (rest()) yield;
    const place = placeOf(change, text);
    if (place !== undefined) made.set(change.heading, { ...change, span: place });
  }
  const anchors = yield* anchorsAfter(chapter, made, text, workshop);
  const renamed = new Map([...made.values()].map(change => [change.heading.anchor, change]));
  const edits: Edit[] = [...made.values()].map(change => ({
    path: chapter.path,
    span: change.span,
    newText: change.source ?? change.after,
  }));
  const { anchor: title } = chapter.facts.headings.find(({ level, nested }) => level === 1 && !nested) ?? {};
  const named = title !== undefined && renamed.has(title) ? { anchors, renamed, title } : { anchors, renamed };
  return [...edits, ...(yield* linksEdits(chapter.path, named, workshop))];
}

/** The anchors of a chapter that are others after some changes of its headings, and what leads to them then. */
function* anchorsAfter(chapter: Chapter, made: ReadonlyMap<Heading, Made>, text: string, { kb }: FixContext): Steps<Map<string, string>> {
  const rest = resting();
  const site = kb.siteAt(chapter.path);
  const { slug, page, of } = slugsOf(site);
  const [before, after] = [page(), page()];
  for (const { anchor } of chapter.facts.headings.filter(({ byHand }) => byHand)) for (const one of [before, after]) one.reserve(anchor);
  const source = of === 'source' ? text : undefined;
  const anchors = new Map<string, string>();
  for (const heading of chapter.facts.headings) {
    if (rest()) yield;
    if (heading.byHand) continue;
    const words = wordsOf(heading, made.get(heading), source);
    const [was, now] = [before.anchor(slug(wordsOf(heading, undefined, source))), after.anchor(slug(words))];
    // An anchor that is made otherwise than is known here is left alone.
    if (now !== was && was === heading.anchor) anchors.set(was, site.fragmentFor?.(words) ?? now);
  }
  return anchors;
}

/** What changes of the names in a chapter. */
interface Renamed {
  /** The anchors that change, and what a link says instead. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The headings that change, by their anchors. */
  readonly renamed: ReadonlyMap<string, Change>;
  /** The anchor of the chapter's title, if that changes: links to the chapter may say it. */
  readonly title?: string;
}

type Made = Change & { readonly span: Span };

/** What the anchor of a heading is made of once it is changed. `source`: the text of the chapter, where it is made of that. */
function wordsOf(heading: Heading, change: Made | undefined, source: string | undefined): string {
  const { text, content } = heading;
  if (source === undefined || heading.html)
    return change === undefined
      ? (heading.anchorText ?? text)
      : text.slice(0, change.at) + change.after + text.slice(change.at + change.before.length);
  if (change === undefined) return source.slice(content.start, content.end);
  return source.slice(content.start, change.span.start) + (change.source ?? change.after) + source.slice(change.span.end, content.end);
}

/** Where a change is made; undefined where it changes nothing, or its text is not found. */
function placeOf(change: Change, text: string): Span | undefined {
  const { start, end } = change.heading.content;
  if (change.source !== undefined) return change.heading.content;
  const inSource = placeIn(text.slice(start, end), change);
  if (change.before === change.after || inSource < 0) return undefined;
  return span(start + inSource, start + inSource + change.before.length);
}

/** The edits that give an explicit anchor of a chapter another name, with every link in every chapter that leads to it. `written`: where it is written. */
export function* anchorEdits(chapter: Chapter, anchor: string, written: readonly Span[], now: string, workshop: FixContext): Steps<Edit[]> {
  const edits = written.map((place): Edit => ({ path: chapter.path, span: place, newText: now }));
  const named: Renamed = { anchors: new Map([[anchor, now]]), renamed: new Map() };
  return [...edits, ...(yield* linksEdits(chapter.path, named, workshop))];
}

/** In every chapter. */
function* linksEdits(to: KbPath, named: Renamed, workshop: FixContext): Steps<Edit[]> {
  const changes = (anchor: string): boolean => named.anchors.has(anchor) || named.renamed.has(anchor);
  const edits: Edit[] = [];
  for (const path of yield* linking(to, changes, named.title !== undefined, workshop.kb)) {
    const from = workshop.kb.chapter(path);
    if (from !== undefined) yield* linkEdits(from, to, named, workshop, edits);
  }
  return edits;
}

/** Where the text to be replaced stands in the source of a heading or of a link: the same letters stand before it as in the heading's text; -1 when it does not. */
function placeIn(source: string, { heading, at, before }: Change): number {
  const letters = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = letters(heading.text.slice(0, at));
  for (let found = source.indexOf(before); found >= 0; found = source.indexOf(before, found + 1))
    if (letters(source.slice(0, found)) === wanted) return found;
  return -1;
}

/** The chapters with links to some anchors of one, itself included. `isTitled`: those that lead to its top, too. The index tells them: no other chapter is looked into. */
function* linking(path: KbPath, isMeant: (anchor: string) => boolean, isTitled: boolean, kb: KnowledgeBase): Steps<Set<KbPath>> {
  const leadsThere = (fragment: string): boolean => (fragment === '' ? isTitled : anchorsAt(path, fragment, kb).some(isMeant));
  const told = namesTo(path, kb.chapter(path)?.facts.page, kb).flatMap(name => kb.lookup('backlink', name));
  const paths = new Set([path]);
  for (const entry of told) {
    yield;
    if (entry.value.split('\n').some(leadsThere)) paths.add(entry.path);
  }
  return paths;
}

/** Adds those of one chapter. */
function* linkEdits(
  from: Chapter,
  to: KbPath,
  { anchors, renamed, title }: Renamed,
  { kb, configuration, text: textOf }: FixContext,
  into: Edit[],
): Steps<void> {
  const anchorsOf = once((destination: string): readonly string[] => {
    if (title === undefined && !destination.includes('#')) return [];
    const target = resolve(from.path, destination, configuration.links, kb);
    if (target.where !== 'inside' || chapterAt(target.path, kb) !== to) return [];
    if (target.fragment === undefined) return title === undefined ? [] : [title];
    return isFreeFragment(target.fragment) ? [] : anchorsAt(to, target.fragment, kb);
  });
  const rest = resting();
  const { calls } = kb.siteAt(from.path).dialect;
  let text: string | undefined;
  let entries: ReadonlySet<unknown> | undefined;
  for (const place of destinationsIn(from)) {
    if (rest()) yield;
    const named = anchorsOf(place.destination);
    const anchor = named.at(-1);
    if (anchor === undefined) continue;
    text ??= textOf(from.path);
    if (text === undefined) return;
    // Of a reference, the destination stands in the definition.
    const isReference = 'kind' in place && place.label !== undefined;
    const now = isReference ? undefined : fragmentEdit(place, named, anchors, text, calls);
    if (now !== undefined) into.push({ path: from.path, ...now });
    const change = renamed.get(anchor);
    if (change === undefined || !('kind' in place)) continue;
    entries ??= from.path === to ? entriesOf(from, configuration) : new Set();
    const said = textEdit(place, change, entries.has(place), text);
    if (said !== undefined) into.push({ path: from.path, ...said });
  }
}

/** What leads somewhere: in order, first the links. */
function* destinationsIn({ facts: { links, definitions } }: Chapter): Iterable<Link | Definition> {
  yield* links;
  yield* definitions;
}

/** The links that are entries of tables of contents. */
const entriesOf = ({ facts }: Chapter, { toc }: Configuration): ReadonlySet<unknown> =>
  new Set(tablesOf(facts, toc).flatMap(table => table.entries.map(({ link }) => link)));

type EditHere = Omit<Edit, 'path'>;

/** What stands behind the `#` of a destination where some of the anchors that it names are others now. `named`: all of them, in order. */
function fragmentEdit(
  place: Link | Definition,
  named: readonly string[],
  anchors: ReadonlyMap<string, string>,
  text: string,
  calls: CallForm | undefined,
): EditHere | undefined {
  const { start, end } = place.target;
  const written = text.slice(start, end);
  // The `#` of an entity (`&#45;`) is none.
  const hash = written.search(/(?<!&)#/);
  if (hash < 0 || !named.some(anchor => anchors.has(anchor))) return undefined;
  const at = callIn(written, calls)?.fragmentAt ?? span(hash + 1, written.length);
  const fragment = written.slice(at.start, at.end);
  const parts = named.length === 1 ? [fragment] : fragment.split('#');
  // Some of them are empty.
  if (parts.length !== named.length) return undefined;
  const newText = parts.map((part, i) => (anchors.has(named[i]!) ? spelled(anchors.get(named[i]!)!, part, place, text) : part)).join('#');
  return { span: span(start + at.start, start + at.end), newText };
}

/** An anchor in place of another in a destination. */
function spelled(anchor: string, before: string, place: Link | Definition, text: string): string {
  if ('kind' in place && place.kind.startsWith('wiki')) return anchor;
  const needsCare = /\s/.test(anchor) && text[place.target.start - 1] !== '<';
  return needsCare || percentDecoded(before) !== before ? encodeURIComponent(anchor) : anchor;
}

/** The text of a link that says what a heading said; the entry of a table of contents may say but its beginning. */
function textEdit(link: Link, change: Change, isEntry: boolean, text: string): EditHere | undefined {
  const content = contentOf(link, text);
  if (content === undefined) return undefined;
  const { text: says } = link;
  const { heading, before } = change;
  const isSaid = says === heading.text || (isEntry && says.startsWith(heading.text.slice(0, change.at + before.length)));
  if (!isSaid) return undefined;
  if (link.kind === 'wiki') return wikiTextEdit(content, change);
  const written = text.slice(content.start, content.end);
  const at = placeIn(written, change);
  // With markup of its own, a whole text is written anew, as long as the link has no more than that.
  if (change.source !== undefined && says === heading.text && (at < 0 || change.repeated !== undefined))
    return written.includes('](') ? undefined : { span: content, newText: change.repeated ?? escaped(change.after) };
  if (at < 0) return undefined;
  const start = content.start + at;
  return { span: span(start, start + before.length), newText: change.source === undefined ? change.after : escaped(change.after) };
}

/** Behind the `|` of a wiki link, nothing is Markdown; nor does everything stand there. */
const wikiTextEdit = ({ start }: Span, { at, before, after }: Change): EditHere | undefined =>
  /\||\[\[|\]\]/.test(after) ? undefined : { span: span(start + at, start + at + before.length), newText: after };

/** What stands between the brackets; of a reference, where it is not its label, too. */
function contentOf({ kind, content, span: whole, target }: Link, text: string): Span | undefined {
  if (kind !== 'reference') return content;
  const between = text.slice(whole.start + 1, target.start).lastIndexOf(']');
  return between < 0 ? undefined : span(whole.start + 1, whole.start + 1 + between);
}

const escaped = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');
