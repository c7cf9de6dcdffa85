import type { FileType } from '../model/entries.ts';
import type { KbPath } from '../model/path.ts';
import type { Decoded } from './encoding.ts';

/** A file or folder below a root, as it lies there. */
export interface Listed {
  readonly path: KbPath;
  readonly type: Exclude<FileType, 'folder'>;
}

/** What tells one state of a file from another. */
export interface Stamp {
  readonly size: number;
  /** Of the last change, in milliseconds since 1970. */
  readonly time: number;
  /** Of the content. */
  readonly hash: string;
}

/** Keeps bytes from one start to the next; failures are answers, never exceptions. */
export interface Store {
  /** What was written last, whole and undamaged; undefined when there is nothing, or more than `largest` bytes. */
  read(largest: number): Promise<Uint8Array | undefined>;
  write(chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** What Concord needs of a machine. Roots are absolute paths (or what the host takes for them); failures are answers, never exceptions. */
export interface Host {
  /** All files below a root, links to folders not followed. `isHidden`: a glob test for what is to be left out besides what `.gitignore` names. */
  list(root: string, isHidden: (path: string) => boolean): Promise<readonly Listed[]>;
  /** What `list` would say of one path now; undefined when nothing is there, or it lies in a folder that is ignored. */
  typeOf(root: string, path: KbPath, isHidden: (path: string) => boolean): Promise<Listed['type'] | 'folder' | undefined>;
  /** A file's text; undefined when it cannot be read. */
  read(root: string, path: KbPath): (Decoded & { readonly stamp?: Stamp }) | undefined;
  /** Whether a file is still as it was at that stamp, and undefined when it is gone. Cheap: it is read only when its times do not tell. */
  isAt(root: string, path: KbPath, stamp: Stamp): boolean | undefined;
  /** Renames that the version history knows, former path → latest path; empty without history. */
  renames(root: string): Promise<ReadonlyMap<KbPath, KbPath>>;
}
