import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ignore from 'ignore';
import type { KbPath } from '../server/model/path.ts';
import { type MemoryHost, memoryHost } from './memoryHost.ts';

export const folder = join(dirname(fileURLToPath(import.meta.url)), 'example');

/** The example knowledge base on a machine in memory. */
export function exampleHost(): MemoryHost {
  const host = memoryHost();
  const ignores = ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8'));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1) as KbPath;
    const isFolder = entry.isDirectory();
    if ([...host.files].some(([above, content]) => content === 'ignored' && path.startsWith(`${above}/`))) continue;
    if (ignores.ignores(isFolder ? `${path}/` : path)) host.files.set(path, 'ignored');
    else if (!isFolder) host.files.set(path, new Uint8Array(readFileSync(join(folder, path))));
  }
  return host;
}
