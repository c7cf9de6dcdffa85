import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { configurationFile } from '../config/read.ts';
import { isChapter } from '../model/chapter.ts';
import { type KbPath, kbPath } from '../model/path.ts';
import { CallError, type CheckCall } from './call.ts';

/** A knowledge base, and of which of its chapters findings are wanted. */
export interface Base {
  readonly root: string;
  /** Files, and folders that stand for all in them; without it, all. */
  readonly only?: ReadonlySet<KbPath>;
  /** The file whose text comes from standard input. */
  readonly typed?: KbPath;
}

export interface Choice {
  readonly bases: readonly Base[];
  /** Files named that are no Markdown. */
  readonly passedOver: readonly string[];
}

/**
 * What a call is about. One folder is the root of a knowledge base, all of which is checked. Files, several folders, and what is named beside `--root`, choose chapters of the knowledge base that
 * they lie in: the one named, or else the nearest folder above with a `concord.json` or a `.git`, or else the current one.
 */
export function choose({ root, paths, stdinPath }: Pick<CheckCall, 'root' | 'paths' | 'stdinPath'>): Choice {
  const [only, ...more] = paths;
  if (only === undefined) return { bases: [{ root: root ?? '.' }], passedOver: [] };
  const isRoot = more.length === 0 && root === undefined && only !== '-' && statsOf(only).isDirectory();
  return isRoot ? { bases: [{ root: only }], passedOver: [] } : chosenOf(paths, root, stdinPath);
}

function chosenOf(paths: readonly string[], root: string | undefined, stdinPath: string | undefined): Choice {
  const given = root === undefined ? undefined : realPath(root);
  const chosen = new Map<string, { only: Set<KbPath>; typed?: KbPath }>();
  const passedOver: string[] = [];
  for (const written of paths) {
    const { named, place, folder } = written === '-' ? typedTarget(stdinPath!) : targetOf(written);
    if (place !== folder && !isChapter(place)) {
      passedOver.push(named);
      continue;
    }
    const home = given ?? homeOf(folder);
    const path = pathBelow(home, place);
    if (path === undefined) throw new CallError(t('“{0}” does not lie in “{1}”.', named, root ?? home));
    const base = chosen.get(home) ?? { only: new Set() };
    chosen.set(home, base);
    base.only.add(path);
    if (written === '-') base.typed = path;
  }
  return { bases: [...chosen].map(([home, base]) => ({ root: home, ...base })), passedOver };
}

/** A file or folder that a call names. */
interface Target {
  readonly named: string;
  /** Where it lies. */
  readonly place: string;
  /** The folder that it is, or lies in. */
  readonly folder: string;
}

function targetOf(named: string): Target {
  const isFolder = statsOf(named).isDirectory();
  const place = realPath(named);
  return { named, place, folder: isFolder ? place : dirname(place) };
}

/** The file that standard input stands for. */
function typedTarget(named: string): Target {
  const place = placeOf(named);
  return { named, place, folder: dirname(place) };
}

export function statsOf(named: string): Stats {
  try {
    const stats = statSync(named, { throwIfNoEntry: false });
    if (stats !== undefined) return stats;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR')
      throw new CallError(t('“{0}” cannot be read: {1}.', named, (error as Error).message));
  }
  throw new CallError(t('There is no file or folder “{0}”.', named));
}

/** Something may be written in it. */
export function assertFolder(named: string): void {
  if (!statsOf(named).isDirectory()) throw new CallError(t('“{0}” is no folder.', named));
}

function realPath(named: string): string {
  statsOf(named);
  return realpathSync(named);
}

/** Where a file lies, or would. */
export function placeOf(file: string): string {
  const folder = dirname(resolve(file));
  return existsSync(file)
    ? realpathSync(file)
    : join(existsSync(folder) ? realpathSync(folder) : folder, resolve(file).slice(folder.length));
}

/** The root of the knowledge base that a folder lies in. */
export function homeOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, configurationFile)) || existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) break;
  }
  const here = realpathSync('.');
  return pathBelow(here, folder) === undefined ? folder : here;
}

/** The path of a file below a root; undefined when it lies elsewhere. */
export function pathBelow(root: string, file: string): KbPath | undefined {
  const path = relative(root, file);
  return path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path ? undefined : kbPath(path.split(sep).join('/'));
}

/** The folder that all of these lie in, seen from which their files are named. */
export function commonFolder(roots: readonly string[]): string {
  let common = resolve(roots[0] ?? '.');
  for (const root of roots.slice(1)) while (pathBelow(common, resolve(root)) === undefined) common = dirname(common);
  return common;
}

/** What to put before the paths of a knowledge base, so that they are seen from a folder above it. */
export const prefixFor = (folder: string, root: string): string => {
  const path = pathBelow(folder, resolve(root));
  return path === undefined || path === '' ? '' : `${path}/`;
};
