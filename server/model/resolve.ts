import type { Configuration } from './configuration.ts';
import type { Entry, FileType, Index } from './entries.ts';
import { folderOf, type KbPath, kbPath, percentDecoded, root } from './path.ts';

/** Where a destination points, before anybody has looked whether something is there. */
export type Target =
  | { readonly where: 'outside world' }
  | { readonly where: 'above the root' }
  | { readonly where: 'inside'; readonly path: KbPath; readonly fragment?: string };

/**
 * What a destination means, as GitHub reads it: relative to the chapter, `/` from the root of the knowledge base (or the configured root),
 * percent-decoded, the query dropped, `a:…` and `//…` somewhere else. `destination` has its escapes and entities resolved.
 */
export function resolve(from: KbPath, destination: string, links: Configuration['links']): Target {
  // Most links stay in their chapter.
  if (destination.startsWith('#')) return { where: 'inside', path: from, fragment: percentDecoded(destination.slice(1)) };
  if (/^[a-z][a-z0-9+.-]*:/i.test(destination) || destination.startsWith('//')) return { where: 'outside world' };
  const hash = destination.indexOf('#');
  const beforeHash = hash < 0 ? destination : destination.slice(0, hash);
  const query = beforeHash.indexOf('?');
  const written = percentDecoded(query < 0 ? beforeHash : beforeHash.slice(0, query));
  const fragment = hash < 0 ? {} : { fragment: percentDecoded(destination.slice(hash + 1)) };
  if (written === '') return { where: 'inside', path: from, ...fragment };
  const start = written.startsWith('/') ? links.root : folderOf(from);
  const path = kbPath(`${start}/${written}`);
  if (path === undefined) return { where: 'above the root' };
  return { where: 'inside', path, ...fragment };
}

/** What is at a path: the root is a folder always; whatever lies in an ignored folder is ignored, be it there or not. */
export function typeAt(path: KbPath, index: Index): FileType | undefined {
  if (path === root) return 'folder';
  const type = index.lookup('file', path)[0]?.value;
  if (type !== undefined) return type;
  for (let folder = folderOf(path); folder !== root; folder = folderOf(folder)) {
    const above = index.lookup('file', folder)[0]?.value;
    if (above !== undefined) return above === 'ignored' ? above : undefined;
  }
  return undefined;
}

/** The chapter that shows when one follows the path: the file, or the README of a folder. */
export function chapterAt(path: KbPath, index: Index): KbPath | undefined {
  const type = typeAt(path, index);
  if (type === 'chapter') return path;
  if (type !== 'folder') return undefined;
  const readme = kbPath(`${path}/README.md`);
  return readme !== undefined && index.lookup('file', readme)[0]?.value === 'chapter' ? readme : undefined;
}

/**
 * Fragments that need no heading: the top of the page, line numbers (`#L12`, `#L1-L3`, `#L1C2-L3C4`), text fragments.
 */
export const isFreeFragment = (fragment: string): boolean =>
  fragment === '' || fragment === 'top' || fragment.startsWith(':~:') || /^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$/.test(fragment);

/** The anchor that a fragment leads to in a chapter. GitHub's page compares without case when nothing fits exactly. */
export function anchorAt(chapter: KbPath, fragment: string, index: Index): string | undefined {
  const { exact, folded } = anchorsOf(chapter, index);
  const wanted = fragment.normalize('NFC');
  return exact.get(wanted) ?? folded.get(wanted.toLowerCase());
}

/** All anchors of a chapter. */
export const anchorsOf = (chapter: KbPath, index: Index): AnchorTable => tableOf(index.lookup('anchor', chapter));

export interface AnchorTable {
  /** Normalised form → the anchor as it is. */
  readonly exact: ReadonlyMap<string, string>;
  readonly folded: ReadonlyMap<string, string>;
}

/** The index answers with the same list as long as nothing has changed. */
const tables = new WeakMap<readonly Entry<'anchor'>[], AnchorTable>();

function tableOf(entries: readonly Entry<'anchor'>[]): AnchorTable {
  const known = tables.get(entries);
  if (known !== undefined) return known;
  const exact = new Map<string, string>();
  const folded = new Map<string, string>();
  for (const { value } of entries) {
    const normal = value.normalize('NFC');
    if (!exact.has(normal)) exact.set(normal, value);
    const lower = normal.toLowerCase();
    if (!folded.has(lower)) folded.set(lower, value);
  }
  const table = { exact, folded };
  tables.set(entries, table);
  return table;
}
