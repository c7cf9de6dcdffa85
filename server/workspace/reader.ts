import { vocabularyOf } from '../claims/vocabulary.ts';
import { extract } from '../extract/extract.ts';
import type { Host, Stamp } from '../host/host.ts';
import type { Facts } from '../model/facts.ts';
import type { Wanted } from '../model/parts.ts';
import type { KbPath } from '../model/path.ts';

/** A chapter as it lies on the disk. */
export interface ReadChapter {
  readonly path: KbPath;
  /** As they are or packed; nothing when the file cannot be read. */
  readonly facts?: Facts | Uint8Array;
  /** What tells this state of the file from another; nothing where the host has none. */
  readonly stamp?: Stamp;
}

/** Reads closed chapters. */
export interface Reader {
  /** All of them, in any order. Ends early when `cancelled` says so. */
  read(root: string, paths: readonly KbPath[], wanted: Wanted, cancelled: () => boolean): AsyncIterable<ReadChapter>;
  dispose(): void;
}

/** Reads where it is called, giving way to others every few milliseconds. */
export const readerHere = (host: Host): Reader => ({
  async *read(root, paths, wanted, cancelled) {
    let begun = performance.now();
    for (const path of paths) {
      if (cancelled()) return;
      yield readChapter(host, root, path, wanted);
      if (performance.now() - begun < 8) continue;
      await new Promise<void>(resolve => setImmediate(resolve));
      begun = performance.now();
    }
  },
  dispose: () => {},
});

export function readChapter(host: Host, root: string, path: KbPath, { parts, claims }: Wanted): ReadChapter {
  const decoded = host.read(root, path);
  if (decoded === undefined) return { path };
  return {
    path,
    facts: extract(decoded.text, parts, vocabularyOf(claims)),
    ...(decoded.stamp === undefined ? {} : { stamp: decoded.stamp }),
  };
}
