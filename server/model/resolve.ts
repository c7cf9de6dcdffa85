import { type CallForm, callIn } from './calls.ts';
import { type Chapter, pageRank } from './chapter.ts';
import type { Configuration } from './configuration.ts';
import type { Entry, FileType, Index } from './entries.ts';
import { foldedPath, folderOf, type KbPath, kbPath, percentDecoded, relativePath, root } from './path.ts';
import { type Goal, type Goals, isTemplate, type PageFacts, type Site } from './site.ts';

/** Where a destination points. */
export type Target =
  /** Nobody here can tell what is there: another site, or something that is made when the site is built. */
  | { readonly where: 'outside world' }
  | { readonly where: 'above the root' }
  /** `asFolder`: written with a `/` at its end. `type`: of what is there; undefined where nothing is, and `path` then is where the file would be. */
  | {
      readonly where: 'inside';
      readonly path: KbPath;
      readonly type: FileType | undefined;
      readonly fragment?: string;
      readonly asFolder?: true;
    };

/**
 * What a destination means: as GitHub reads it, relative to the chapter, `/` from the root of the knowledge base (or the configured root), percent-decoded, the query dropped, `a:…` and `//…` somewhere
 * else; or as the site does that renders the chapter. `destination` has its escapes and entities resolved; `isHtml`: it stands in HTML.
 */
export function resolve(from: KbPath, destination: string, links: Configuration['links'], index: Index, isHtml = false): Target {
  // Most links stay in their chapter.
  if (destination.startsWith('#')) return { where: 'inside', path: from, type: 'chapter', fragment: percentDecoded(destination.slice(1)) };
  if (isAddress(destination)) return outside;
  const { written, fragment } = partsOf(destination);
  if (written === '') return { where: 'inside', path: from, type: 'chapter', ...fragment };
  const plain = plainPath(from, written, links);
  const site = links.siteAt(from);
  const { goals, urlOf } = site;
  if (goals === undefined) {
    if (plain === undefined) return { where: 'above the root' };
    return {
      where: 'inside',
      path: plain,
      type: plain === from ? 'chapter' : typeAt(plain, index),
      ...fragment,
      ...(written.endsWith('/') && { asFolder: true as const }),
    };
  }
  if (isTemplate(destination)) return calledAt(from, destination, site, index);
  const url = index.lookup('url', from)[0]?.value ?? urlOf?.(from, undefined) ?? '';
  const found = goals(from, url, { path: written, isHtml });
  return arrival(found, from, index, fragment, plain);
}

/** Where a template leads; nobody knows of one that names no page. */
function calledAt(from: KbPath, destination: string, { dialect, calls }: Site, index: Index): Target {
  const call = callIn(destination, dialect.calls);
  if (call === undefined || calls === undefined) return outside;
  const fragment = call.fragment === undefined ? {} : { fragment: percentDecoded(call.fragment) };
  if (call.argument === '') return { where: 'inside', path: from, type: 'chapter', ...fragment };
  return arrival(calls.goals(from, call), from, index, fragment, undefined);
}

const outside: Target = { where: 'outside world' };

/** Where an entry of a list of chapters leads. `from`: the file that it stands in. */
export const arrivalOf = (entry: Goals, from: KbPath, index: Index): Target => arrival(entry, from, index, {}, undefined);

/** The first of several goals that is there; where none is, the first that names a file. */
function arrival(
  { goals, mayBe }: Goals,
  from: KbPath,
  index: Index,
  fragment: { readonly fragment?: string },
  plain: KbPath | undefined,
): Target {
  /** What of each type is found first; a page may have the name of a folder beside it. */
  const first = new Map<'folder' | undefined, KbPath>();
  for (const goal of goals) {
    const path = pathOf(goal, from, index);
    if (path === undefined) continue;
    const type = path === from ? 'chapter' : typeAt(path, index);
    if (type !== undefined && type !== 'folder') return { where: 'inside', path, type, ...fragment };
    if (!first.has(type)) first.set(type, path);
  }
  const folder = first.get('folder');
  if (folder !== undefined) return { where: 'inside', path: folder, type: 'folder', ...fragment };
  if (mayBe) return outside;
  const path = first.get(undefined) ?? plain;
  return path === undefined ? { where: 'above the root' } : { where: 'inside', path, type: undefined, ...fragment };
}

/** Where the file of a goal is, or would be. */
function pathOf(goal: Goal, from: KbPath, index: Index): KbPath | undefined {
  if ('file' in goal) return goal.file;
  return 'route' in goal ? index.lookup('route', goal.route)[0]?.value : nearest(goal.tail, from, index);
}

/** The files whose path ends so, in any case, with or without its ending. */
export function filesEnding(tail: string, index: Index): KbPath[] {
  const ending = `/${foldedPath(tail)}`;
  return index.lookup('route', tailRoute(tail)).flatMap(({ value }) => {
    const path = `/${foldedPath(value)}`;
    return path.endsWith(ending) || path.replace(/\.[^./]+$/, '').endsWith(ending) ? [value] : [];
  });
}

/** The file whose path ends so: the one that is named whole, or else the one that has most of its folders in common with the chapter. */
function nearest(tail: string, from: KbPath, index: Index): KbPath | undefined {
  const fits = filesEnding(tail, index);
  if (fits.length < 2) return fits[0];
  const distance = (path: KbPath) => relativePath(folderOf(from), path).split('/').length;
  return fits.reduce((best, path) => (distance(path) < distance(best) ? path : best));
}

/** The route under which files are found by their last name. */
export const tailRoute = (path: string): string => `…/${foldedPath(path.slice(path.lastIndexOf('/') + 1))}`;

/** Every name under which what a destination means may be known to others: paths and routes. Whether anything is there is not looked at. `page`: of the chapter that it stands in. */
export function namesOf(
  from: KbPath,
  destination: string,
  links: Configuration['links'],
  page: PageFacts | undefined,
  isHtml = false,
): readonly string[] {
  if (destination.startsWith('#') || isAddress(destination)) return [];
  const { written } = partsOf(destination);
  if (written === '') return [];
  const { goals, urlOf, dialect, calls } = links.siteAt(from);
  const plain = plainPath(from, written, links);
  if (goals === undefined) return plain === undefined ? [] : [plain];
  const call = callIn(destination, dialect.calls);
  if (call === undefined && isTemplate(destination)) return [];
  const found = call === undefined ? goals(from, urlOf?.(from, page) ?? '', { path: written, isHtml }) : calls?.goals(from, call);
  return [...new Set(found?.goals.map(nameOfGoal))];
}

/** The name under which what a goal means may be known to others. */
export const nameOfGoal = (goal: Goal): string => ('file' in goal ? goal.file : 'route' in goal ? goal.route : tailRoute(goal.tail));

const isAddress = (destination: string): boolean => hasScheme(destination) || destination.startsWith('//');

/** What stands before the fragment and the query, and the fragment, both decoded. */
export function partsOf(destination: string): { readonly written: string; readonly fragment: { readonly fragment?: string } } {
  const hash = destination.indexOf('#');
  const beforeHash = hash < 0 ? destination : destination.slice(0, hash);
  const query = beforeHash.indexOf('?');
  return {
    written: percentDecoded(query < 0 ? beforeHash : beforeHash.slice(0, query)),
    fragment: hash < 0 ? {} : { fragment: percentDecoded(destination.slice(hash + 1)) },
  };
}

/** The fragment of a destination; empty where it has none. */
export function fragmentOf(destination: string, calls: CallForm | undefined): string {
  const call = callIn(destination, calls);
  return call === undefined ? (partsOf(destination).fragment.fragment ?? '') : percentDecoded(call.fragment ?? '');
}

/** The file that a destination names on GitHub. `written`: what stands before its fragment and query. */
export const plainPath = (from: KbPath, written: string, links: Configuration['links']): KbPath | undefined =>
  kbPath(`${written.startsWith('/') ? links.root : folderOf(from)}/${written}`);

/** Begins like an address, `https:`, `mailto:`. No scheme has a single letter (IANA's list): `C:` is a drive of Windows. */
export const hasScheme = (destination: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(destination);

/** What is at a path: the root is a folder always; whatever lies in an ignored folder is ignored, be it there or not. */
export function typeAt(path: KbPath, index: Index): FileType | undefined {
  if (path === root) return 'folder';
  const type = index.lookup('file', path)[0]?.value;
  if (type !== undefined) return type;
  for (let folder = folderOf(path); folder !== root; folder = folderOf(folder)) {
    const above = index.lookup('file', folder)[0]?.value;
    if (above !== undefined) return above === 'ignored' ? above : undefined;
  }
  // A root that cannot be listed is `ignored` itself.
  return index.lookup('file', root)[0]?.value;
}

/** The chapter that shows when one follows the path: the file, or the page of a folder. */
export function chapterAt(path: KbPath, index: Index): KbPath | undefined {
  const type = typeAt(path, index);
  if (type === 'chapter') return path;
  const page = type === 'folder' ? pageOf(path, index) : undefined;
  return page?.value === 'chapter' ? page.path : undefined;
}

/**
 * The file that shows for a folder: on GitHub its README, in any case, Markdown before other markup; failing that the index that a published site would show. Nothing where GitHub shows a
 * list of files alone.
 */
export const pageOf = (folder: KbPath, index: Index): Entry<'page'> | undefined =>
  [...index.lookup('page', folder)].sort((a, b) => pageRank(a.path)! - pageRank(b.path)!)[0];

/** The names under which others may lead to a chapter: its path, that of the folder whose page it is, and its routes. */
export function namesTo(chapter: KbPath, page: PageFacts | undefined, index: Index): string[] {
  const routes = index.siteAt(chapter).routesOf?.(chapter, 'chapter', page) ?? [];
  return [chapter, ...(chapterAt(folderOf(chapter), index) === chapter ? [folderOf(chapter)] : []), ...routes];
}

/**
 * Fragments that need no heading: the top of the page (`top` in any case, by the HTML standard), line numbers (`#L12`, `#L1-L3`, `#L1C2-L3C4`), text fragments; and those that a site makes by itself.
 */
export const isFreeFragment = (fragment: string, site?: Site): boolean =>
  fragment === '' ||
  /^top$/i.test(fragment) ||
  fragment.startsWith(':~:') ||
  /^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$/.test(fragment) ||
  site?.isFreeFragment?.(fragment) === true;

/** The anchor that a fragment leads to in a chapter, be it its own or that of what it takes in. */
export const anchorAt = (chapter: KbPath, fragment: string, index: Index): string | undefined => anchorsAt(chapter, fragment, index).at(-1);

/**
 * All anchors that a fragment names, the one that it leads to last; none where one of them is not there. GitHub's page compares without case when nothing fits exactly; and all its anchors begin with
 * `user-content-` there, so a fragment that has it leads to them too.
 */
export function anchorsAt(chapter: KbPath, fragment: string, index: Index): readonly string[] {
  const site = index.siteAt(chapter);
  const sought = site.fragment?.(fragment) ?? [fragment];
  for (const part of partsOfPage(chapter, index)) {
    const anchors = anchorsOf(part, index);
    const found = (name: string) => (anchors.written.has(name) ? name : site.isStrict ? undefined : anchors.folded(name));
    const named = sought.flatMap(
      name => found(name) ?? (!site.isStrict && name.startsWith(ofGitHub) ? found(name.slice(ofGitHub.length)) : undefined) ?? [],
    );
    if (named.length === sought.length) return named;
  }
  return [];
}

/** What a link says behind its `#` to lead to an anchor of a chapter: that, or on some sites the words of the heading. */
export function fragmentTo(anchor: string, { path, facts }: Pick<Chapter, 'path' | 'facts'>, index: Index): string {
  const { fragmentFor } = index.siteAt(path);
  const heading = fragmentFor && facts.headings.find(candidate => candidate.anchor === anchor);
  return heading === undefined ? anchor : fragmentFor!(heading.text);
}

const ofGitHub = 'user-content-';

/** The chapter and all that it takes in, each once. */
function partsOfPage(chapter: KbPath, index: Index): ReadonlySet<KbPath> {
  const parts = new Set([chapter]);
  for (const part of parts) {
    if (index.siteAt(part).dialect.includes.length === 0) continue;
    for (const { value } of index.lookup('included', part)) if (typeAt(value as KbPath, index) === 'chapter') parts.add(value as KbPath);
  }
  return parts;
}

/** Whether a page may have anchors that nobody sees in the chapter: it takes in what is not read, or not found. */
export function mayHaveOthers(chapter: KbPath, index: Index): boolean {
  if (index.siteAt(chapter).hasComponents && anchorsOf(chapter, index).written.size === 0) return true;
  for (const part of partsOfPage(chapter, index)) {
    if (index.siteAt(part).dialect.includes.length === 0) continue;
    for (const { value } of index.lookup('included', part)) {
      const type = value === '?' ? undefined : typeAt(value as KbPath, index);
      // Of code that is taken in, nothing is a heading.
      if (type !== 'chapter' && type !== 'file') return true;
    }
  }
  return false;
}

/** All anchors of a chapter. */
export const anchorsOf = (chapter: KbPath, index: Index): Anchors => {
  const entries = index.lookup('anchor', chapter);
  const known = remembered.get(entries);
  if (known !== undefined) return known;
  const anchors = new Anchors(entries.map(({ value }) => value));
  remembered.set(entries, anchors);
  return anchors;
};

/** The index answers with the same list as long as nothing has changed. */
const remembered = new WeakMap<readonly Entry<'anchor'>[], Anchors>();

export class Anchors {
  readonly written: ReadonlySet<string>;
  #folded: Map<string, string> | undefined;

  constructor(anchors: readonly string[]) {
    this.written = new Set(anchors);
  }

  /** The first anchor that is the same but for case and the way characters are composed. Asked for only when a link fits no anchor exactly. */
  folded(fragment: string): string | undefined {
    if (this.#folded === undefined) {
      this.#folded = new Map();
      for (const anchor of [...this.written].reverse()) this.#folded.set(fold(anchor), anchor);
    }
    return this.#folded.get(fold(fragment));
  }
}

const fold = (anchor: string): string => anchor.normalize('NFC').toLowerCase();
