import type { Damage } from '../model/chapter.ts';
import type { KbPath } from '../model/path.ts';
import type { Decoded } from './encoding.ts';

/**
 * A file or folder below a root, as it lies there. `ignored`: kept out (`.gitignore` and the like), with all that is in it. `locked`: a folder whose contents the machine does not tell.
 * `misnamed`: its name is not valid Unicode, so that nothing can name it. `outer folder`, `outer file`: a symbolic link out of the root, to a folder or a chapter that is read nowhere else. `dead link`: one that is named like a chapter and leads nowhere. `saved`: what a
 * chapter held that was being written when the program was killed.
 */
export interface Listed {
  readonly path: KbPath;
  readonly type: 'chapter' | 'file' | 'ignored' | 'locked' | 'misnamed' | 'outer folder' | 'outer file' | 'dead link' | 'saved';
}

/** Told of a `.gitignore` that cannot be heeded, by its path from the root, which may begin with `..`, and why. */
export type Unheeded = (file: string, reason: string) => void;

/** What tells one state of a file from another. */
export interface Stamp {
  readonly size: number;
  /** The times of its last changes, as the file system has them, if they tell every other state from this one: not if it was changed just before. */
  readonly times?: string;
  /** Of the content. */
  readonly hash: string;
}

/** What a file says, or why nobody can tell. */
export type Content =
  | (Decoded & { readonly stamp?: Stamp; readonly damage?: undefined })
  | { readonly damage: Damage; readonly text?: undefined };

/** Why something could not be done, in words. */
export interface Refusal {
  readonly reason: string;
}

/** Keeps bytes from one start to the next; failures are answers, never exceptions. */
export interface Store {
  /** What was written last, whole and undamaged; undefined when there is nothing. More than `largest` bytes are not read. */
  read(largest: number): Promise<Uint8Array | Refusal | undefined>;
  /** Answers why nothing is kept, if so: what was there before still is. */
  write(chunks: AsyncIterable<Uint8Array>): Promise<Refusal | undefined>;
}

/** What Concord needs of a machine. Roots are absolute paths (or what the host takes for them); failures are answers, never exceptions. */
export interface Host {
  /** All files below a root, links to folders not followed. `isHidden`: a glob test for what is to be left out besides what `.gitignore` names. */
  list(root: string, isHidden: (path: string) => boolean, unheeded?: Unheeded): Promise<readonly Listed[]>;
  /** What `list` would say of one path now; undefined when nothing is there, or it lies in a folder that is ignored or locked. */
  typeOf(root: string, path: KbPath, isHidden: (path: string) => boolean): Promise<Listed['type'] | 'folder' | undefined>;
  /** What a file says; undefined when there is none. */
  read(root: string, path: KbPath): Content | undefined;
  /**
   * The stamp that a file has now, if its content is still that of this one: the same stamp, if that tells. Undefined when the content is another, or nobody can tell. Cheap: the file is
   * read only when its times do not tell.
   */
  stillAt(root: string, path: KbPath, stamp: Stamp): Stamp | undefined;
  /** Renames that the version history knows, former path → latest path; empty without history. */
  renames(root: string): Promise<ReadonlyMap<KbPath, KbPath> | Refusal>;
}
