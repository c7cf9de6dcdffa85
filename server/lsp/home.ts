import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationFile } from '../config/read.ts';
import type { KbPath } from '../model/path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { fileOf, pathBelow } from './documents.ts';

/** Where a file lies: in which knowledge base, and where in it. */
export interface Home {
  readonly workspace: Workspace;
  readonly path: KbPath;
}

/** The innermost of these knowledge bases that a file lies in; nothing for what lies in none, or is no file. */
export function homeOf(uri: string, workspaces: Iterable<Workspace>): Home | undefined {
  const file = fileOf(uri);
  let found: Home | undefined;
  for (const workspace of file === undefined ? [] : workspaces) {
    const path = pathBelow(workspace.root, file!);
    if (path !== undefined && (found === undefined || path.length < found.path.length)) found = { workspace, path };
  }
  return found;
}

/** The folder at or above this one that has a configuration: the root of the knowledge base. */
export function rootAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, configurationFile))) return at;
    if (dirname(at) === at) return undefined;
  }
}
