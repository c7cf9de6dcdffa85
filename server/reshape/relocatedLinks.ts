import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { anchorAt, chapterAt, resolve } from '../model/resolve.ts';
import { span } from '../model/text.ts';
import type { LinkSite } from '../rules/linkSites.ts';
import { destinationIn, fragmentStart, rewrite, spotOf, writtenFragment } from '../rules/repair/editableLink.ts';
import type { Places } from './movedIndex.ts';
import type { Place, PlacesAfter } from './places.ts';
import { formsOf } from './respell.ts';

/** A knowledge base before and after places have been moved. */
export interface Change {
  readonly before: Places;
  readonly after: Places;
  readonly places: PlacesAfter;
  readonly configuration: Configuration;
  /** What is there no more, and what stands for all of it. */
  readonly gone?: { readonly path: KbPath; readonly now: Place };
}

/** What makes a link lead where it led; undefined where it does. `to`: the chapter that it will stand in. */
export function relocatedLink(site: LinkSite, chapter: Chapter, to: KbPath, text: string, change: Change): Omit<Edit, 'path'> | undefined {
  const { before, after, configuration } = change;
  const isHtml = site.form === 'html';
  const was = resolve(chapter.path, site.destination, configuration.links, before, isHtml);
  if (was.where !== 'inside' || (was.type === undefined && chapter.path === to)) return undefined;
  const goal = goalOf(was.path, was.fragment, change);
  const now = resolve(to, site.destination, configuration.links, after, isHtml);
  const pathNow = now.where === 'inside' ? (chapterAt(now.path, after) ?? now.path) : undefined;
  // In its own chapter, the fragment is enough.
  const comesHome = chapter.path !== to && goal.path === to && goal.fragment !== undefined && !site.destination.startsWith('#');
  if (pathNow === goal.path && !goal.isElsewhere && !comesHome) return undefined;
  const written = text.slice(site.target.start, site.target.end);
  const hash = fragmentStart(written);
  const angled = site.form !== 'html' && text[site.target.start - 1] === '<' && text[site.target.end] === '>';
  const spot = spotOf(site.target, site.form, written, angled);
  if (pathNow === goal.path && !comesHome && hash !== undefined && goal.fragment !== undefined)
    return { span: span(site.target.start + hash, site.target.end), newText: writtenFragment(goal.fragment, spot) };
  if (goal.path === to && goal.fragment !== undefined) return rewrite({ ...spot, written: '' }, to, to, goal.fragment, configuration);
  for (const form of formsOf(
    { path: to, facts: chapter.facts },
    { ...spot, written: written.replace(/#.*$/s, '') },
    goal.path,
    after,
    configuration,
  )) {
    const edit = rewrite(spot, to, goal.path, goal.fragment, configuration, form);
    const there = resolve(to, destinationIn(edit.newText, spot), configuration.links, after, isHtml);
    if (there.where === 'inside' && (chapterAt(there.path, after) ?? there.path) === goal.path) return edit;
  }
  return undefined;
}

/** Where a link has to lead. `isElsewhere`: its fragment is another one. */
function goalOf(path: KbPath, fragment: string | undefined, { before, places, gone }: Change) {
  const page = chapterAt(path, before) ?? path;
  const anchor = fragment === undefined ? undefined : anchorAt(page, fragment, before);
  if (anchor !== undefined) {
    const now = places.of({ path: page, anchor });
    return { path: now.path, fragment: now.anchor === anchor ? fragment : now.anchor, isElsewhere: now.anchor !== anchor };
  }
  if (page !== gone?.path) return { path: page, fragment, isElsewhere: false };
  return { path: gone.now.path, fragment: gone.now.anchor, isElsewhere: true };
}
