import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Index } from '../model/entries.ts';
import type { KbPath } from '../model/path.ts';
import { anchorAt, chapterAt, isFreeFragment, resolve, typeAt } from '../model/resolve.ts';
import { type Place, places } from './places.ts';

/** What is wrong with where a destination leads. */
export type Verdict =
  | { readonly flaw: 'above the root' }
  | { readonly flaw: 'no file'; readonly path: KbPath }
  | { readonly flaw: 'other case'; readonly path: KbPath; readonly actual: KbPath }
  /** `chapter` is the one that would have the anchor: the file linked to, or the README of the folder. */
  | { readonly flaw: 'no anchor'; readonly chapter: KbPath; readonly fragment: string };

/** Nothing, when the destination leads somewhere or nobody can tell. */
export function judge(from: KbPath, destination: string, index: Index, links: Configuration['links']): Verdict | undefined {
  const target = resolve(from, destination, links);
  if (target.where === 'outside world') return undefined;
  if (target.where === 'above the root') return { flaw: 'above the root' };
  const { path, fragment } = target;
  if (path !== from && typeAt(path, index) === undefined) {
    const other = index.lookup('folded', path.toLowerCase())[0];
    return other === undefined ? { flaw: 'no file', path } : { flaw: 'other case', path, actual: other.value };
  }
  if (fragment === undefined || isFreeFragment(fragment)) return undefined;
  const chapter = chapterAt(path, index);
  if (chapter === undefined || anchorAt(chapter, fragment, index) !== undefined) return undefined;
  return { flaw: 'no anchor', chapter, fragment };
}

/** The places of a chapter that have one flaw, but for the destinations that the configuration says to leave alone. */
export function* flawed<F extends Verdict['flaw']>(
  flaw: F,
  chapter: Chapter,
  index: Index,
  configuration: Configuration,
): Iterable<{ place: Place; verdict: Extract<Verdict, { flaw: F }> }> {
  for (const place of places(chapter)) {
    const verdict = judge(chapter.path, place.destination, index, configuration.links);
    if (verdict?.flaw !== flaw || configuration.links.isIgnored(place.destination)) continue;
    yield { place, verdict: verdict as Extract<Verdict, { flaw: F }> };
  }
}
