import { readFileSync } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isChapter } from '../model/chapter.ts';
import { type KbPath, kbPath } from '../model/path.ts';
import { type Decoded, decode } from './encoding.ts';
import { renamesInGit } from './git.ts';
import type { Host, Listed } from './host.ts';

/** The machine that Node runs on. */
export const nodeHost: Host = {
  list: async (root, isHidden) => {
    const listed: Listed[] = [];
    await walk(root, '', [...(await ignoresAbove(root)), ...(await ignoresIn(root))], isHidden, listed);
    return listed;
  },

  typeOf: async (root, path, isHidden) => {
    const ignores = await ignoresAbove(root);
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) {
      const part = parts.slice(0, i + 1).join('/');
      const isFolder = i < parts.length - 1;
      ignores.push(...(await ignoresIn(join(root, ...parts.slice(0, i)))));
      if (isAlwaysIgnored(parts[i]!) || isHidden(part) || isIgnored(join(root, part), isFolder, ignores)) return undefined;
    }
    const stats = await stat(join(root, path)).catch(() => undefined);
    return stats?.isFile() ? typeByName(path) : undefined;
  },

  read: (root, path) => {
    try {
      return decode(readFileSync(join(root, path)));
    } catch {
      return undefined;
    }
  },

  renames: renamesInGit,
};

/** Larger files are no chapters that anybody writes; they stay what links lead to. */
export const largestChapter = 64 * 1024 * 1024;

export const readText = (root: string, path: KbPath): Decoded | undefined => nodeHost.read(root, path);

interface Patterns {
  /** The absolute folder that they are relative to. */
  readonly folder: string;
  readonly ignores: Ignore;
}

async function walk(
  root: string,
  folder: string,
  ignores: readonly Patterns[],
  isHidden: (path: string) => boolean,
  into: Listed[],
): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const own =
    folder === ''
      ? ignores
      : [...ignores, ...(entries.some(entry => entry.name === '.gitignore') ? await ignoresIn(join(root, folder)) : [])];
  const folders: string[] = [];
  for (const entry of entries) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const path = kbPath(name);
    if (path === undefined || isHidden(name)) continue;
    let isFolder = entry.isDirectory();
    if (isAlwaysIgnored(entry.name) || isIgnored(join(root, name), isFolder, own)) {
      into.push({ path, type: 'ignored' });
      continue;
    }
    if (entry.isSymbolicLink()) {
      // A link to a folder may lead round in a circle: it counts as there, with whatever may be in it.
      isFolder = (await stat(join(root, name)).catch(() => undefined))?.isDirectory() === true;
      if (isFolder) {
        into.push({ path, type: 'ignored' });
        continue;
      }
    } else if (!isFolder && !entry.isFile()) continue;
    if (isFolder) folders.push(name);
    else into.push({ path, type: typeByName(path) });
  }
  for (const name of folders) await walk(root, name, own, isHidden, into);
}

const typeByName = (path: KbPath): 'chapter' | 'file' => (isChapter(path) ? 'chapter' : 'file');

const isAlwaysIgnored = (name: string): boolean => name === '.git' || name === 'node_modules' || name === '.hg' || name === '.svn';

function isIgnored(absolute: string, isFolder: boolean, patterns: readonly Patterns[]): boolean {
  let ignored = false;
  for (const { folder, ignores } of patterns) {
    const path = relative(folder, absolute).split(sep).join('/');
    const verdict = ignores.test(isFolder ? `${path}/` : path);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

async function ignoresIn(folder: string): Promise<Patterns[]> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [{ folder, ignores: ignore().add(text) }];
}

/** Those of the folders above a root, up to the top of its git work tree. */
async function ignoresAbove(root: string): Promise<Patterns[]> {
  const found: Patterns[][] = [];
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (folder !== resolve(root)) found.unshift(await ignoresIn(folder));
    if ((await lstat(join(folder, '.git')).catch(() => undefined)) !== undefined) return found.flat();
    if (dirname(folder) === folder) return [];
  }
}
