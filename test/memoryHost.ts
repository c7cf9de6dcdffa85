import { decode, type Encoding, encode } from '../server/host/encoding.ts';
import type { Content, Host, Listed } from '../server/host/host.ts';
import { isChapter } from '../server/model/chapter.ts';
import type { KbPath } from '../server/model/path.ts';
import './failing.ts';

/** The bytes of a file; `'ignored'` for a file or folder that is there but kept out, `'locked'` for one that is there and that the machine does not let us read. */
export type MemoryContent = Uint8Array | 'ignored' | 'locked';

/** A machine whose files lie in a map. Change the map, and tell the workspace to look again, as a disk would. */
export interface MemoryHost extends Host {
  readonly files: Map<KbPath, MemoryContent>;
  write(path: string, text: string, encoding?: Encoding): void;
}

export function memoryHost(contents: Readonly<Record<string, string>> = {}, renamed: Readonly<Record<string, string>> = {}): MemoryHost {
  const files: MemoryHost['files'] = new Map();
  const typeOf = (path: KbPath): Listed['type'] | undefined => {
    const content = files.get(path);
    if (content === undefined || content === 'ignored') return content;
    return isChapter(path) ? 'chapter' : content === 'locked' ? content : 'file';
  };
  const isFolder = (path: KbPath): boolean => [...files.keys()].some(file => file.startsWith(`${path}/`));
  const host: MemoryHost = {
    files,
    write: (path, text, encoding = 'utf-8') => files.set(path as KbPath, encode(text, encoding)),
    list: async (_root, isHidden) => [...files.keys()].filter(path => !isHidden(path)).map(path => ({ path, type: typeOf(path)! })),
    typeOf: async (_root, path, isHidden) => (isHidden(path) ? undefined : (typeOf(path) ?? (isFolder(path) ? 'folder' : undefined))),
    read: (_root, path): Content | undefined => {
      const content = files.get(path);
      if (content === 'locked') return { damage: { kind: 'refused', reason: 'EACCES: permission denied' } };
      return content === undefined || content === 'ignored' ? undefined : decode(content);
    },
    stillAt: () => undefined,
    renames: async () => new Map(Object.entries(renamed) as [KbPath, KbPath][]),
  };
  for (const [path, text] of Object.entries(contents)) host.write(path, text);
  return host;
}
