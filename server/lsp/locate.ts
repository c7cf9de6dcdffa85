import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationFile } from '../config/read.ts';
import type { KbPath } from '../model/path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { fileOf, pathBelow } from './documents.ts';

/** Where a file lies: in which knowledge base, and where in it. */
export interface DocumentLocation {
  readonly workspace: Workspace;
  readonly path: KbPath;
}

/** Files by the knowledge bases that they lie in: those of one inside another matter to both. */
export function byWorkspace(uris: readonly string[], workspaces: Iterable<Workspace>): Map<Workspace, KbPath[]> {
  const all = [...workspaces];
  const homes = new Map<Workspace, KbPath[]>();
  for (const { workspace, path } of uris.flatMap(uri => locateAll(uri, all))) {
    const paths = homes.get(workspace) ?? [];
    homes.set(workspace, paths);
    paths.push(path);
  }
  return homes;
}

/** Every one of these knowledge bases that a file lies in. */
function locateAll(uri: string, workspaces: Iterable<Workspace>): DocumentLocation[] {
  const file = fileOf(uri);
  return [...workspaces].flatMap(workspace => {
    const path = file && pathBelow(workspace.root, file);
    return path === undefined ? [] : [{ workspace, path: path as KbPath }];
  });
}

/** The innermost of these knowledge bases that a file lies in; nothing for what lies in none, or is no file. */
export const locate = (uri: string, workspaces: Iterable<Workspace>): DocumentLocation | undefined =>
  locateAll(uri, workspaces).reduce<DocumentLocation | undefined>(
    (best, home) => (best === undefined || home.path.length < best.path.length ? home : best),
    undefined,
  );

/** The roots of the knowledge bases that an editor's folders are, lie in and hold. `innerOf`: the folders inside one that are knowledge bases themselves. */
export function rootsOf(folders: Iterable<string>, innerOf: (root: string) => readonly KbPath[]): Set<string> {
  const [opened, roots] = [[...folders], new Set<string>()];
  const isPart = (folder: string) => opened.some(other => other !== folder && pathBelow(other, folder) !== undefined);
  // A folder in another one is a part of that, unless it has a configuration.
  for (const folder of opened) {
    const configured = rootAbove(folder);
    if (configured !== undefined || !isPart(folder)) roots.add(configured ?? folder);
  }
  for (const root of roots) for (const inner of innerOf(root)) roots.add(join(root, inner));
  return roots;
}

/** The folder at or above this one that has a configuration: the root of the knowledge base. */
function rootAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, configurationFile))) return at;
    if (dirname(at) === at) return undefined;
  }
}
