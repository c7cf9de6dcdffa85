import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { FileType } from '../../server/model/entries.ts';
import { type KbPath, kbPath } from '../../server/model/path.ts';
import type { Site } from '../../server/model/site.ts';
import { recognise } from '../../server/sites/recognise.ts';

/** The first site that is recognised in a folder of the disk, for measurements. */
export function siteIn(folder: string): Site | undefined {
  const files = new Map<KbPath, FileType>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = kbPath(name.split(sep).join('/'));
    if (path !== undefined && !/(?:^|\/)node_modules\//.test(path)) files.set(path, typeOf(join(folder, path)));
  }
  const read = (path: KbPath) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined);
  return recognise({ files, read, attempt: (_path, _otherwise, act) => act() })[0];
}

const typeOf = (path: string): FileType => (statSync(path).isDirectory() ? 'folder' : path.endsWith('.md') ? 'chapter' : 'file');
