import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isChapter } from '../model/chapter.ts';
import { isTame } from '../model/globs.ts';
import { type KbPath, kbPath, nameOf } from '../model/path.ts';
import { breather } from './breathe.ts';
import { decode } from './encoding.ts';
import { renamesInGit } from './git.ts';
import type { Host, Listed } from './host.ts';
import { asGitSpells } from './spelling.ts';

/** The machine that Node runs on. */
export const nodeHost: Host = {
  list: async (folder, isHidden) => {
    const root = resolve(folder);
    const listed: Listed[] = [];
    await walk(root, isHidden, await ignoresAbove(root), listed);
    return listed;
  },

  typeOf: async (folder, path, isHidden) => {
    const root = resolve(folder);
    const ignores = await ignoresAbove(root);
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) {
      const part = parts.slice(0, i + 1).join('/') as KbPath;
      const isLast = i === parts.length - 1;
      ignores.push(...ignoresIn(join(root, ...parts.slice(0, i))));
      if (isHidden(part)) return undefined;
      const type = await typeThere(root, part, ignores);
      if (isLast || type !== 'folder') return isLast ? type : undefined;
    }
    return 'folder';
  },

  read: (root, path) => {
    try {
      const file = join(root, path);
      // The time first: a change in between then shows as one.
      const { mtimeMs, size } = statSync(file);
      if (size > largestChapter) return undefined;
      const bytes = readFileSync(file);
      return { ...decode(bytes), stamp: { size: bytes.length, time: mtimeMs, hash: hashOf(bytes) } };
    } catch {
      return undefined;
    }
  },

  isAt: (root, path, { size, time, hash }) => {
    try {
      const file = join(root, path);
      const stats = statSync(file);
      if (stats.size !== size) return false;
      return stats.mtimeMs === time || hashOf(readFileSync(file)) === hash;
    } catch {
      return undefined;
    }
  },

  renames: renamesInGit,
};

/** In bytes. Larger files are no chapters that anybody writes; they stay what links lead to. */
const largestChapter = 64 * 1024 * 1024;

/** What a file or folder is, those around it not considered; undefined when it is neither or not there. */
async function typeThere(root: string, path: KbPath, ignores: readonly Patterns[]): Promise<Listed['type'] | 'folder' | undefined> {
  const there = await lstat(join(root, path)).catch(() => undefined);
  if (there === undefined) return undefined;
  if (isAlwaysIgnored(nameOf(path)) || isIgnored(join(root, path), there.isDirectory(), ignores)) return 'ignored';
  if (there.isSymbolicLink()) return typeOfLink(root, path);
  return there.isDirectory() ? 'folder' : there.isFile() ? typeByName(path) : undefined;
}

/**
 * A link to a folder may lead round in a circle: it counts as there, with whatever may be in it. A link to a file is one, but no chapter: what it leads to
 * is read, and repaired, in its own place.
 */
const typeOfLink = async (root: string, path: KbPath): Promise<'ignored' | 'file'> =>
  (await stat(join(root, path)).catch(() => undefined))?.isDirectory() ? 'ignored' : 'file';

const hashOf = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('base64');

interface Patterns {
  /** The absolute folder that they are relative to. */
  readonly folder: string;
  readonly ignores: Ignore;
}

/** One folder after the other without waiting: on a disk, promises would take ten times as long as what is asked for. Gives way in between. */
async function walk(root: string, isHidden: (path: string) => boolean, above: readonly Patterns[], into: Listed[]): Promise<void> {
  const breathe = breather();
  const visit = async (folder: string, ignores: readonly Patterns[]): Promise<void> => {
    const entries = entriesOf(join(root, folder));
    const own = entries.some(({ name }) => name === '.gitignore') ? [...ignores, ...ignoresIn(join(root, folder))] : ignores;
    const folders: string[] = [];
    for (const entry of entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const path = kbPath(asGitSpells(name));
      if (path === undefined || isHidden(name)) continue;
      if (isAlwaysIgnored(entry.name) || (own.length > 0 && isIgnored(join(root, name), entry.isDirectory(), own)))
        into.push({ path, type: 'ignored' });
      else if (entry.isSymbolicLink()) into.push({ path, type: await typeOfLink(root, path) });
      else if (entry.isDirectory()) folders.push(name);
      else if (entry.isFile()) into.push({ path, type: typeByName(path) });
    }
    await breathe();
    for (const name of folders) await visit(name, own);
  };
  await visit('', above);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const typeByName = (path: KbPath): 'chapter' | 'file' => (isChapter(path) ? 'chapter' : 'file');

const isAlwaysIgnored = (name: string): boolean => name === '.git' || name === 'node_modules' || name === '.hg' || name === '.svn';

function isIgnored(absolute: string, isFolder: boolean, patterns: readonly Patterns[]): boolean {
  let ignored = false;
  for (const { folder, ignores } of patterns) {
    const path = below(folder, absolute);
    const verdict = ignores.test(isFolder ? `${path}/` : path);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

/** What `relative` answers for a path below a folder, in a tenth of its time. */
function below(folder: string, absolute: string): string {
  const path = absolute.slice(folder.endsWith(sep) ? folder.length : folder.length + 1);
  return sep === '/' ? path : path.split(sep).join('/');
}

function ignoresIn(folder: string): Patterns[] {
  try {
    const text = readFileSync(join(folder, '.gitignore'), 'utf8');
    return [{ folder, ignores: ignore().add(text.split(/\r?\n/).filter(isTame)) }];
  } catch {
    return [];
  }
}

/** Those of the folders above a root, up to the top of its git work tree; none when they ignore the root itself, since somebody wants it read. */
async function ignoresAbove(root: string): Promise<Patterns[]> {
  const found: Patterns[][] = [];
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (folder !== resolve(root)) found.unshift(ignoresIn(folder));
    if ((await lstat(join(folder, '.git')).catch(() => undefined)) !== undefined) {
      const patterns = found.flat();
      return isIgnored(resolve(root), true, patterns) ? [] : patterns;
    }
    if (dirname(folder) === folder) return [];
  }
}
