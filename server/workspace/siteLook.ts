import type { Host, Listed } from '../host/host.ts';
import type { Configuration } from '../model/configuration.ts';
import type { FileType } from '../model/entries.ts';
import type { Dialects } from '../model/parts.ts';
import { folderOf, type KbPath, root as top } from '../model/path.ts';
import { gitHub, type Site } from '../model/site.ts';
import type { Surroundings } from '../sites/kind.ts';
import { recognise, siteFinder } from '../sites/recognise.ts';
import type { Failures } from './failures.ts';

/** Who renders which chapters of a knowledge base. */
export interface Sites {
  readonly all: readonly Site[];
  siteAt(path: KbPath): Site;
  readonly dialects: Dialects;
  /** The same for two that mean the same. */
  readonly meaning: string;
}

export const noSites: Sites = { all: [], siteAt: () => gitHub, dialects: [], meaning: '' };

/** Looks who renders the chapters among these files. `settings`: what `concord.json` says of it. */
export function sitesAmong(
  files: Iterable<readonly [KbPath, FileType]>,
  host: Pick<Host, 'read'>,
  root: string,
  settings: Configuration['site'],
  failures: Failures,
): Sites {
  const around: Surroundings = {
    files: withFolders(files),
    read: path => host.read(root, path)?.text,
    attempt: (path, otherwise, act) => failures.guard('Recognising a site', path, otherwise, act),
  };
  const all = recognise(around, settings);
  if (all.length === 0) return noSites;
  const dialects = all.flatMap(({ roots, dialect }) => roots.map(folder => [folder, dialect] as const));
  return {
    all,
    siteAt: siteFinder(all),
    dialects: dialects.sort(([a], [b]) => b.length - a.length),
    meaning: all.map(({ meaning }) => meaning).join('\n'),
  };
}

/** What a listing says of files, as the index has it. */
export function* typesOf(listed: Iterable<Listed>): Iterable<readonly [KbPath, FileType]> {
  for (const { path, type } of listed) if (type === 'chapter' || type === 'file') yield [path, type];
}

function withFolders(files: Iterable<readonly [KbPath, FileType]>): Map<KbPath, FileType> {
  const all = new Map(files);
  for (const path of [...all.keys()])
    for (let folder = folderOf(path); folder !== top && !all.has(folder); folder = folderOf(folder)) all.set(folder, 'folder');
  return all;
}
