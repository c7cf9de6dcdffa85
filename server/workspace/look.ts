import { configurationFile } from '../config/read.ts';
import type { Host, Listed } from '../host/host.ts';
import type { Configuration } from '../model/configuration.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { folderOf, type KbPath, root as top } from '../model/path.ts';
import { listsIn } from './lists.ts';

/** What is at a path now; nothing when it is gone. */
export interface Seen {
  readonly path: KbPath;
  readonly type: Listed['type'] | undefined;
}

/** Looks at files that may have been made, changed or removed. A folder stands for all that is, and was, in it. */
export async function look(
  paths: readonly KbPath[],
  kb: KnowledgeBase,
  host: Host,
  root: string,
  isHidden: (path: string) => boolean,
): Promise<Seen[]> {
  const folders = new Set<KbPath>();
  const files: Seen[] = [];
  const seen = new Set<KbPath>();
  const lookAbove = async (path: KbPath): Promise<Seen[]> => {
    const kept: Seen[] = [];
    for (let folder = folderOf(path); folder !== top && !seen.has(folder); folder = folderOf(folder)) {
      seen.add(folder);
      const type = await host.typeOf(root, folder, isHidden);
      if (type === 'folder') break;
      if (type !== undefined || kb.lookup('file', folder)[0]?.value === 'ignored') kept.push({ path: folder, type });
    }
    return kept;
  };
  for (const path of paths) {
    const type = await host.typeOf(root, path, isHidden);
    if (type === 'folder' || kb.holds(path)) folders.add(path);
    if (type !== 'folder') files.push({ path, type });
    // It may have come, or gone, with a folder that is kept out.
    if (type === undefined) files.push(...(await lookAbove(path)));
  }
  return folders.size === 0 ? files : [...(await lookInto(folders, kb, host, root, isHidden)), ...files];
}

async function lookInto(
  folders: ReadonlySet<KbPath>,
  kb: KnowledgeBase,
  host: Host,
  root: string,
  isHidden: (path: string) => boolean,
): Promise<Seen[]> {
  const listed = await host.list(root, isHidden);
  const gone: Seen[] = goneFrom(listed, kb).map(path => ({ path, type: undefined }));
  // One of the folders themselves may have been something else before: kept out, or locked.
  return [...gone, ...listed].filter(({ path }) => folders.has(path) || isBelow(path, folders));
}

/** The files that a knowledge base knows and a listing lacks. */
export function goneFrom(listed: readonly Listed[], kb: KnowledgeBase): KbPath[] {
  const present = new Set(listed.map(({ path }) => path));
  const gone: KbPath[] = [];
  for (const [path, type] of kb.paths()) if (type !== 'folder' && !present.has(path)) gone.push(path);
  return gone;
}

/** The folders in a knowledge base that are some themselves: they have a configuration. */
export function innerIn(kb: KnowledgeBase): KbPath[] {
  const inner: KbPath[] = [];
  for (const [path, type] of kb.paths()) if (type !== 'folder' && path.endsWith(`/${configurationFile}`)) inner.push(folderOf(path));
  return inner.sort();
}

/** Whether a path lies in one of the folders, at any depth. */
function isBelow(path: KbPath, folders: ReadonlySet<KbPath>): boolean {
  for (let folder = folderOf(path); folder !== top; folder = folderOf(folder)) if (folders.has(folder)) return true;
  return false;
}

/** All of which something may be found: chapters, and the lists of chapters that stand in other files. */
export const checkableIn = (kb: KnowledgeBase, configuration: Configuration): readonly { readonly path: KbPath }[] => [
  ...kb.allChapters(),
  ...listsIn(configuration),
];
