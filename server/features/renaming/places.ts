import { t } from '@vscode/l10n';
import type { Edit } from '../../model/fix.ts';
import type { KbPath } from '../../model/path.ts';
import { chapterAt, isFreeFragment, namesTo, partsOf, plainPath, resolve, type Target } from '../../model/resolve.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { contains, span } from '../../model/text.ts';
import { respelled } from '../../reshape/respell.ts';
import { type LinkSite, linkSites } from '../../rules/linkSites.ts';
import { filePath, fragmentStart, writtenFragment } from '../../rules/repair/editableLink.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import { type LinkAtCursor, targetOf } from '../leadsTo.ts';
import { backlinks } from '../references.ts';
import { addressNamed } from './addresses.ts';
import { anchorNamed, headingNamed } from './headings.ts';
import type { Renamable } from './renamable.ts';

type Inside = Extract<Target, { where: 'inside' }>;

/** What a destination names: with the cursor on its path, the file; else the heading or anchor that it leads to; of an address outside, that. */
export function placeNamed(leading: LinkAtCursor, offset: number, view: RequestContext): Renamable {
  const { workspace, chapter, text } = view;
  const { destination, target: place } = leading;
  if (leading.kind === 'malformed') throw new Refusal(t('This is no link, since it is not written as one.'));
  const target = resolve(chapter.path, destination, workspace.configuration.links, workspace.kb);
  if (target.where === 'outside world') return addressNamed(leading, view);
  if (target.where !== 'inside') throw new Refusal(t('This link leads out of the knowledge base.'));
  const written = text.slice(place.start, place.end);
  const hash = fragmentStart(written);
  const pathEnd = hash === undefined ? place.end : place.start + hash - 1;
  const isOnPath = hash === undefined || (contains(place, offset) && offset <= pathEnd && hash > 1);
  return isOnPath ? pathNamed(leading, target, pathEnd, view) : fragmentNamed(leading, target, pathEnd + 1, view);
}

/** The heading or anchor that a fragment names, or names no more. */
function fragmentNamed({ destination, target: place }: LinkAtCursor, target: Inside, from: number, view: RequestContext): Renamable {
  const { kb, configuration } = view.workspace;
  const arrival = targetOf(view.chapter.path, destination, kb, configuration.links);
  const chapter = arrival && kb.chapter(arrival.path);
  const here = span(from, place.end);
  if (arrival?.anchor !== undefined && chapter !== undefined) {
    if (arrival.heading === undefined) return anchorNamed(arrival.anchor, chapter, view, here);
    return headingNamed(arrival.heading, chapter, view, here);
  }
  const lost = target.fragment ?? '';
  const path = chapterAt(target.path, kb) ?? target.path;
  if (isFreeFragment(lost, kb.siteAt(path))) throw new Refusal(t('“#{0}” is no heading that could get another name.', lost));
  return { place: here, name: lost, renamed: newName => refragmented(path, lost, newName, view) };
}

/** All links to a heading that is not there lead to another one. */
function* refragmented(path: KbPath, lost: string, newName: string, view: RequestContext): Steps<{ edits: Edit[] }> {
  const edits: Edit[] = [];
  for (const place of yield* backlinks({ path, lost }, view)) {
    const [site, text] = [siteOn(place.path, place.span.start, view), view.workspace.text(place.path)];
    const start = site && text && fragmentStart(text.slice(site.target.start, site.target.end));
    if (!site || !start) continue;
    const written = text.slice(site.target.start, site.target.end);
    const spot = { target: site.target, outer: site.target, angled: site.angled, form: site.form, written };
    edits.push({ path: place.path, span: span(site.target.start + start, site.target.end), newText: writtenFragment(newName, spot) });
  }
  return { edits };
}

function siteOn(path: KbPath, at: number, { workspace: { kb } }: RequestContext): LinkSite | undefined {
  const chapter = kb.chapter(path);
  if (chapter !== undefined) for (const site of linkSites(chapter)) if (site.target.start === at) return site;
  return undefined;
}

/** The file or folder that a path leads to: it is moved. Where it is not there, all links to it are written anew. */
function pathNamed({ destination, target: place }: LinkAtCursor, target: Inside, end: number, view: RequestContext): Renamable {
  const { workspace, chapter } = view;
  const { links } = workspace.configuration;
  const { written } = partsOf(destination);
  if (target.type === 'ignored') throw new Refusal(t('“{0}” is kept out of the knowledge base.', target.path));
  if (target.path === '') throw new Refusal(t('The folder of the whole knowledge base has no other name.'));
  const bare = /^[^?]*/.exec(view.text.slice(place.start, end))![0];
  const plain = plainPath(chapter.path, written, links);
  const isByPath = plain !== undefined && (plain === target.path || `${plain}${extensionOf(target.path)}` === target.path);
  return {
    place: span(place.start, place.start + bare.length),
    name: isByPath ? written : filePath(chapter.path, target.path, written),
    *renamed(newName) {
      const goal = plainPath(chapter.path, newName, links);
      if (goal === undefined || goal === '') throw new Refusal(t('“{0}” does not lie in the knowledge base.', newName));
      if (target.type === undefined) return { edits: yield* repathed(target.path, goal, view) };
      return { move: { from: target.path, to: withExtension(goal, target) } };
    },
  };
}

const extensionOf = (path: string): string => /\.[^./]+$/.exec(path)?.[0] ?? '';

/** Whoever writes no ending wants to keep it. */
const withExtension = (goal: KbPath, { path, type }: Inside): KbPath =>
  (type === 'folder' || extensionOf(goal) !== '' ? goal : goal + extensionOf(path)) as KbPath;

/** All links to a file that is not there lead to another one. */
function* repathed(lost: KbPath, goal: KbPath, view: RequestContext): Steps<Edit[]> {
  const { kb, configuration } = view.workspace;
  const edits: Edit[] = [];
  const rest = resting();
  const linking = namesTo(lost, undefined, kb).flatMap(name => kb.lookup('backlink', name).map(({ path }) => path));
  for (const path of new Set(linking)) {
    const chapter = kb.chapter(path);
    const text = chapter && view.workspace.text(path);
    if (chapter === undefined || text === undefined) continue;
    const pathOf = (destination: string, isHtml: boolean) => {
      const found = resolve(path, destination, configuration.links, kb, isHtml);
      return found.where === 'inside' ? found.path : undefined;
    };
    for (const site of linkSites(chapter)) {
      if (rest()) yield;
      const isHtml = site.form === 'html';
      if (site.destination.startsWith('#') || pathOf(site.destination, isHtml) !== lost) continue;
      const edit = respelled({ chapter, site, text, configuration }, goal, kb, written => pathOf(written, isHtml) === goal);
      if (edit !== undefined) edits.push({ path, ...edit });
    }
  }
  return edits;
}
