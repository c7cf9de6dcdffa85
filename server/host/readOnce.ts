import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.ts';

/**
 * The same machine, but a file that is read many times in a row is read once: each repair of a chapter looks at its text. It is read again when the disk says that it is another now,
 * by its times, size or inode.
 */
export function readingOnce(host: Host): Host {
  let last: { readonly state: string; readonly read: ReturnType<Host['read']> } | undefined;
  return {
    ...host,
    read: (root, path) => {
      const state = stateOf(join(root, path));
      if (state === undefined) return host.read(root, path);
      if (last?.state !== state) last = { state, read: host.read(root, path) };
      return last.read;
    },
  };
}

function stateOf(file: string): string | undefined {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(file);
    return JSON.stringify([file, dev, ino, size, mtimeMs, ctimeMs]);
  } catch {
    return undefined;
  }
}
