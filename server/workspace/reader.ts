import { extract } from '../extract/extract.ts';
import type { Host } from '../host/host.ts';
import type { Facts } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';

/** Reads closed chapters. What cannot be read has no facts. */
export interface Reader {
  /** The facts of each path, in any order. Ends early when `cancelled` says so. */
  read(root: string, paths: readonly KbPath[], cancelled: () => boolean): AsyncIterable<readonly [KbPath, Facts | undefined]>;
  dispose(): void;
}

/** Reads where it is called, giving way to others between chapters. */
export const readerHere = (host: Host): Reader => ({
  async *read(root, paths, cancelled) {
    for (const path of paths) {
      if (cancelled()) return;
      const decoded = host.read(root, path);
      yield [path, decoded && extract(decoded.text)];
      await new Promise<void>(resolve => setImmediate(resolve));
    }
  },
  dispose: () => {},
});
