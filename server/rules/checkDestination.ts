import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Index } from '../model/entries.ts';
import { foldedPath, type KbPath } from '../model/path.ts';
import { anchorAt, anchorsOf, chapterAt, isFreeFragment, mayHaveOthers, pageOf, resolve } from '../model/resolve.ts';
import type { Problem } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import { type LinkSite, linkSites } from './linkSites.ts';

/** What is wrong with where a destination leads. */
export type LinkError =
  | { readonly flaw: 'above the root' }
  /** `isFile`: it is a file, and was written as a folder, with a `/` at its end. */
  | { readonly flaw: 'no file'; readonly path: KbPath; readonly isFile?: true }
  /** Also where its characters are composed otherwise. */
  | { readonly flaw: 'other case'; readonly path: KbPath; readonly actual: KbPath }
  /** `chapter` is the one that would have the anchor: the file linked to, or the page of the folder; the folder itself where it has none (`bare`). */
  | { readonly flaw: 'no anchor'; readonly chapter: KbPath; readonly fragment: string; readonly bare?: true };

/** Nothing, when the destination leads somewhere or nobody can tell. */
export function checkDestination(
  from: KbPath,
  destination: string,
  index: Index,
  links: Configuration['links'],
  isHtml = false,
): LinkError | undefined {
  const target = resolve(from, destination, links, index, isHtml);
  if (target.where === 'outside world') return undefined;
  if (target.where === 'above the root') return { flaw: 'above the root' };
  const { path, type, fragment, asFolder } = target;
  if (asFolder && (type === 'chapter' || type === 'unread' || type === 'file')) return { flaw: 'no file', path, isFile: true };
  if (type === undefined) {
    const other = index.lookup('folded', foldedPath(path))[0];
    return other === undefined ? { flaw: 'no file', path } : { flaw: 'other case', path, actual: other.value };
  }
  if (fragment === undefined || isFreeFragment(fragment, index.siteAt(path))) return undefined;
  const chapter = chapterAt(path, index);
  if (chapter === undefined && type === 'folder' && pageOf(path, index) === undefined)
    return { flaw: 'no anchor', chapter: path, fragment, bare: true };
  if (chapter === undefined || anchorAt(chapter, fragment, index) !== undefined || mayHaveOthers(chapter, index)) return undefined;
  return { flaw: 'no anchor', chapter, fragment };
}

type Of<F extends LinkError['flaw']> = Extract<LinkError, { flaw: F }>;

interface Judged<V extends LinkError = LinkError> {
  readonly place: LinkSite;
  readonly verdict: V;
}

/** A problem for each place of a chapter that has one flaw, but for the destinations that the configuration says to leave alone. */
export function* linksWith<F extends LinkError['flaw']>(
  flaw: F,
  chapter: Chapter,
  index: Index,
  configuration: Configuration,
  problemOf: (found: Judged<Of<F>>) => Problem,
): Iterable<Problem | undefined> {
  const rest = resting();
  for (const found of yield* judged(chapter, index, configuration)) {
    if (rest()) yield undefined;
    if (found.verdict.flaw === flaw) yield problemOf(found as Judged<Of<F>>);
  }
}

/** Several rules ask the same of a chapter in one check, which sees one index of its own: the links are judged once for all of them. */
const remembered = new WeakMap<Index, { chapter: Chapter; found: Judged[] }>();

function* judged(chapter: Chapter, index: Index, configuration: Configuration): Steps<Judged[]> {
  const known = remembered.get(index);
  if (known?.chapter === chapter) return known.found;
  const found: Judged[] = [];
  const own = anchorsOf(chapter.path, index);
  const rest = resting();
  for (const place of linkSites(chapter)) {
    if (rest()) yield;
    const { destination } = place;
    // Most links of a chapter stay in it, and nearly all of these are right: they are not worth a second look.
    if (destination.startsWith('#') && own.written.has(destination.slice(1))) continue;
    const verdict = checkDestination(chapter.path, destination, index, configuration.links, place.form === 'html');
    if (verdict !== undefined && !configuration.links.isIgnored(destination)) found.push({ place, verdict });
  }
  remembered.set(index, { chapter, found });
  return found;
}
