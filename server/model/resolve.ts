import { pageRank } from './chapter.ts';
import type { Configuration } from './configuration.ts';
import type { Entry, FileType, Index } from './entries.ts';
import { folderOf, type KbPath, kbPath, percentDecoded, root } from './path.ts';

/** Where a destination points, before anybody has looked whether something is there. */
export type Target =
  | { readonly where: 'outside world' }
  | { readonly where: 'above the root' }
  /** `asFolder`: written with a `/` at its end. */
  | { readonly where: 'inside'; readonly path: KbPath; readonly fragment?: string; readonly asFolder?: true };

/**
 * What a destination means, as GitHub reads it: relative to the chapter, `/` from the root of the knowledge base (or the configured root),
 * percent-decoded, the query dropped, `a:…` and `//…` somewhere else. `destination` has its escapes and entities resolved.
 */
export function resolve(from: KbPath, destination: string, links: Configuration['links']): Target {
  // Most links stay in their chapter.
  if (destination.startsWith('#')) return { where: 'inside', path: from, fragment: percentDecoded(destination.slice(1)) };
  if (hasScheme(destination) || destination.startsWith('//')) return { where: 'outside world' };
  const hash = destination.indexOf('#');
  const beforeHash = hash < 0 ? destination : destination.slice(0, hash);
  const query = beforeHash.indexOf('?');
  const written = percentDecoded(query < 0 ? beforeHash : beforeHash.slice(0, query));
  const fragment = hash < 0 ? {} : { fragment: percentDecoded(destination.slice(hash + 1)) };
  if (written === '') return { where: 'inside', path: from, ...fragment };
  const start = written.startsWith('/') ? links.root : folderOf(from);
  const path = kbPath(`${start}/${written}`);
  if (path === undefined) return { where: 'above the root' };
  return { where: 'inside', path, ...fragment, ...(written.endsWith('/') && { asFolder: true as const }) };
}

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

/** The paths that lead to a chapter: its own, and that of the folder whose page it is. */
export const pathsTo = (chapter: KbPath, index: Index): KbPath[] =>
  chapterAt(folderOf(chapter), index) === chapter ? [chapter, folderOf(chapter)] : [chapter];

/**
 * Fragments that need no heading: the top of the page (`top` in any case, by the HTML standard), line numbers (`#L12`, `#L1-L3`, `#L1C2-L3C4`), text fragments.
 */
export const isFreeFragment = (fragment: string): boolean =>
  fragment === '' || /^top$/i.test(fragment) || fragment.startsWith(':~:') || /^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$/.test(fragment);

/**
 * The anchor that a fragment leads to in a chapter. GitHub's page compares without case when nothing fits exactly; and all its anchors begin with `user-content-` there, so a fragment
 * that has it leads to them too.
 */
export function anchorAt(chapter: KbPath, fragment: string, index: Index): string | undefined {
  const anchors = anchorsOf(chapter, index);
  const found = (name: string) => (anchors.written.has(name) ? name : anchors.folded(name));
  return found(fragment) ?? (fragment.startsWith(ofGitHub) ? found(fragment.slice(ofGitHub.length)) : undefined);
}

const ofGitHub = 'user-content-';

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
