import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, opendirSync, readdirSync, type Stats, statSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import ignore, { type Ignore } from 'ignore';
import { isChapter } from '../model/chapter.ts';
import { isTame } from '../model/globs.ts';
import { type KbPath, kbPath, nameOf } from '../model/path.ts';
import { bytesOf } from './bytes.ts';
import { decode } from './encoding.ts';
import { renamesInGit } from './git.ts';
import type { Host, Listed, Stamp, Unheeded } from './host.ts';
import { leftover } from './leftovers.ts';
import { asGitSpells } from './spelling.ts';
import { breather } from './yieldToEventLoop.ts';

/** The machine that Node runs on. */
export const nodeHost: Host = {
  list: async (folder, isHidden, unheeded) => {
    const root = resolve(folder);
    const listed: Listed[] = [];
    await walk(root, isHidden, unheeded, listed);
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
      const { bytes, stats } = bytesOf(join(root, path));
      return { ...decode(bytes), stamp: stampOf(stats, bytes) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EFBIG') return { damage: { kind: 'large' } };
      // A link that leads nowhere is there, and whoever made it wants something read.
      return isGone(code) && !isLink(join(root, path)) ? undefined : { damage: { kind: 'refused', reason: reasonIn(message) } };
    }
  },

  stillAt: (root, path, stamp) => {
    try {
      const file = join(root, path);
      const stats = statSync(file);
      if (stats.size !== stamp.size) return undefined;
      if (timesOf(stats) === stamp.times) return stamp;
      const now = stampOf(stats, bytesOf(file).bytes);
      return now.hash === stamp.hash ? now : undefined;
    } catch {
      return undefined;
    }
  },

  renames: renamesInGit,
};

/** What Node says of an error, without the call and the file. */
const reasonIn = (message: string): string => message.replace(/, \w+(?: '.*')?$/s, '');

/** No file is there, or what is there is none. */
const isGone = (code: string | undefined): boolean =>
  code !== undefined && ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ERR_INVALID_ARG_VALUE'].includes(code);

/** Whatever it leads to, if to anything. */
const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** What the file system says of changes: that of the content, and that of anything else of the file, which nobody can set back (`cp -p` sets the first). */
const timesOf = ({ mtimeMs, ctimeMs }: Stats): string => `${mtimeMs} ${ctimeMs}`;

/**
 * In milliseconds. Where the clock of a file system goes in steps (two seconds at most, on FAT), a file may change twice in one and keep its times: those of a file that was changed as
 * shortly as that before it was read tell nothing. Git knows such files as “racily clean”.
 */
const longestStep = 2000;

function stampOf(stats: Stats, bytes: Uint8Array): Stamp {
  const isRacy = Math.max(stats.mtimeMs, stats.ctimeMs) > Date.now() - longestStep;
  return { size: bytes.length, ...(isRacy ? {} : { times: timesOf(stats) }), hash: hashOf(bytes) };
}

/** What a file or folder is, those around it not considered; undefined when it is not there. A pipe or a device is a file that cannot be read. */
async function typeThere(root: string, path: KbPath, ignores: readonly Patterns[]): Promise<Listed['type'] | 'folder' | undefined> {
  const there = await lstat(join(root, path)).catch((error: NodeJS.ErrnoException) => (isGone(error.code) ? undefined : 'refused'));
  if (there === undefined) return undefined;
  if (there === 'refused') return typeByName(path);
  const type = typeOfEntry(join(root, path), path, there, ignores);
  if (type === 'link') return typeOfLink(root, path);
  return type === 'folder' && isLocked(join(root, path)) ? 'locked' : type;
}

type EntryType = Exclude<Listed['type'], 'locked' | 'outer folder' | 'outer file' | 'dead link'> | 'link' | 'folder';

/** What is at a place itself, whatever a link leads to; undefined when it is nobody's business. */
function typeOfEntry(
  file: string,
  path: KbPath,
  there: Pick<Dirent, 'isDirectory' | 'isSymbolicLink'>,
  ignores: readonly Patterns[],
): EntryType | undefined {
  const left = leftover(file);
  if (left !== undefined) return left === 'saved' ? left : undefined;
  if (isAlwaysIgnored(nameOf(path)) || isIgnored(file, there.isDirectory(), ignores)) return 'ignored';
  if (isMisnamed(file)) return 'misnamed';
  if (there.isSymbolicLink()) return 'link';
  return there.isDirectory() ? 'folder' : typeByName(path);
}

function isLocked(folder: string): boolean {
  try {
    opendirSync(folder).closeSync();
    return false;
  } catch (error) {
    return !isGone((error as NodeJS.ErrnoException).code);
  }
}

/**
 * A link to a folder may lead round in a circle: it counts as there, with whatever may be in it. A link to a file is one, but no chapter: what it leads to
 * is read, and repaired, in its own place. What lies out of the root has none.
 */
async function typeOfLink(root: string, path: KbPath): Promise<'ignored' | 'file' | 'outer folder' | 'outer file' | 'dead link'> {
  const file = join(root, path);
  const there = await stat(file).catch(({ code }: NodeJS.ErrnoException) => (isGone(code) && isChapter(path) ? 'dead link' : undefined));
  if (there === 'dead link') return there;
  const isFolder = there?.isDirectory() ?? false;
  const isOuter = (isFolder || (isChapter(path) && there?.isFile())) && (await leadsOut(root, file));
  return isFolder ? (isOuter ? 'outer folder' : 'ignored') : isOuter ? 'outer file' : 'file';
}

async function leadsOut(root: string, file: string): Promise<boolean> {
  const [from, to] = await Promise.all([realpath(root), realpath(file)]).catch(() => ['', '']);
  return to !== from && !to!.startsWith(from!.endsWith(sep) ? from! : from + sep);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('base64');

interface Patterns {
  /** The absolute folder that they are relative to. */
  readonly folder: string;
  readonly ignores: Ignore;
}

/** One folder after the other without waiting: on a disk, promises would take ten times as long as what is asked for. Gives way in between. */
async function walk(root: string, isHidden: (path: string) => boolean, unheeded: Unheeded | undefined, into: Listed[]): Promise<void> {
  const breathe = breather();
  const refused: Refusals = folder => reason => unheeded?.(slashed(relative(root, join(folder, ignoreFile))), reason);
  const visit = async (folder: string, ignores: readonly Patterns[]): Promise<void> => {
    const entries = entriesOf(join(root, folder));
    if (entries === 'locked') {
      into.push({ path: kbPath(asGitSpells(folder))!, type: 'locked' });
      return;
    }
    const at = join(root, folder);
    const own = entries.some(({ name }) => name === ignoreFile) ? [...ignores, ...ignoresIn(at, refused(at))] : ignores;
    const found = [...typed(entries, root, folder, own)].filter(({ name }) => !isHidden(name));
    for (const { path, type } of found) if (type !== 'folder') into.push({ path, type: await followed(root, path, type) });
    await breathe();
    for (const { name, type } of found) if (type === 'folder') await visit(name, own);
  };
  await visit('', await ignoresAbove(root, refused));
}

const followed = async (root: string, path: KbPath, type: Exclude<EntryType, 'folder'>): Promise<Listed['type']> =>
  type === 'link' ? typeOfLink(root, path) : type;

interface Found {
  /** From the root, as the file system spells it. */
  readonly name: string;
  /** The same as git spells it. */
  readonly path: KbPath;
  readonly type: EntryType;
}

function* typed(entries: readonly Dirent[], root: string, folder: string, ignores: readonly Patterns[]): Iterable<Found> {
  for (const entry of entries) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const path = kbPath(asGitSpells(name));
    const type = path && typeOfEntry(join(root, name), path, entry, ignores);
    if (path !== undefined && type !== undefined) yield { name, path, type };
  }
}

function entriesOf(folder: string): Dirent[] | 'locked' {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return isGone((error as NodeJS.ErrnoException).code) ? [] : 'locked';
  }
}

/** Its name has bytes that are no UTF-8: what stands for them here names no file. */
function isMisnamed(listed: string): boolean {
  try {
    return listed.includes('\uFFFD') && lstatSync(listed, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false; // What is listed may not be looked at: its folder is at fault, not its name.
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
  return slashed(path);
}

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));

const ignoreFile = '.gitignore';

/** A star before an ordinary character costs nothing: `ignore` goes to the next such character, and no further. */
const isTameLine = (line: string): boolean => isTame(line.replace(/\*(?=[\w.-])/g, ''));

/** Takes down why the `.gitignore` of a folder, or some of it, cannot be heeded. */
type Refusals = (folder: string) => (reason: string) => void;

/** `refused`: told why some of it, or all, cannot be heeded. */
function ignoresIn(folder: string, refused: (reason: string) => void = () => {}): Patterns[] {
  try {
    const lines = new TextDecoder().decode(bytesOf(join(folder, ignoreFile)).bytes).split(/\r?\n/);
    const wild = lines.find(line => !isTameLine(line));
    if (wild !== undefined) refused(t('the pattern “{0}” has too many wildcards', wild.slice(0, 100)));
    return [{ folder, ignores: ignore().add(lines.filter(isTameLine)) }];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!isGone(code)) refused(reasonIn(message));
    return [];
  }
}

/** Those of the folders above a root, up to the top of its git work tree; none when they ignore the root itself, since somebody wants it read. */
async function ignoresAbove(root: string, refused: Refusals = () => () => {}): Promise<Patterns[]> {
  const above: string[] = [];
  for (let folder = resolve(root); (await lstat(join(folder, '.git')).catch(() => undefined)) === undefined; folder = dirname(folder)) {
    if (dirname(folder) === folder) return [];
    above.unshift(dirname(folder));
  }
  const patterns = above.flatMap(folder => ignoresIn(folder, refused(folder)));
  return isIgnored(resolve(root), true, patterns) ? [] : patterns;
}
