import type { FileType } from '../model/entries.ts';
import type { KbPath } from '../model/path.ts';
import type { Decoded } from './encoding.ts';

/** A file or folder below a root, as it lies there. */
export interface Listed {
  readonly path: KbPath;
  readonly type: Exclude<FileType, 'folder'>;
}

/** What Concord needs of a machine. Roots are absolute paths (or what the host takes for them); failures are answers, never exceptions. */
export interface Host {
  /** All files below a root, links to folders not followed. `isHidden`: a glob test for what is to be left out besides what `.gitignore` names. */
  list(root: string, isHidden: (path: string) => boolean): Promise<readonly Listed[]>;
  /** What is at one path now; undefined when nothing is, or it is a folder. */
  typeOf(root: string, path: KbPath, isHidden: (path: string) => boolean): Promise<Listed['type'] | undefined>;
  /** A file's text; undefined when it cannot be read. */
  read(root: string, path: KbPath): Decoded | undefined;
  /** Renames that the version history knows, former path → latest path; empty without history. */
  renames(root: string): Promise<ReadonlyMap<KbPath, KbPath>>;
}
