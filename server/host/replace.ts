import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nameOfCopy, remove, sweep, temporaryFor } from './leftovers.ts';

/** Nobody may write the file, so its owner wants it to stay as it is; also root, who could. */
export class ReadOnly extends Error {}

/** The file does not hold what it is said to any more. */
export class Changed extends Error {}

/**
 * Puts other content in a file and changes nothing else of it: what a symbolic link leads to is written, mode, owner and all names stay. Makes the file where there
 * is none. `before`: what it must still hold, up to the moment of writing. Throws when it cannot be written, `ReadOnly` when it is not meant to be, `Changed` when it holds something else;
 * it is as it was then.
 *
 * A file with one name is replaced at one stroke (a new file, renamed), so that nobody ever sees half of it. That would part the names of a file that has several, and change the owner of one that
 * is another's; such a file, and one in a folder where nothing can be renamed, is written in place, while a copy of what it held lies on the disk: whatever ends the program meanwhile, nothing is lost.
 */
export function replaceContent(file: string, content: Uint8Array | string, before?: Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) {
    replaceAtOnce(file, bytes);
    return;
  }
  const real = realpathSync(file);
  const stats = statSync(real);
  assertWritable(real, stats);
  if (!stats.isFile())
    writeFileSync(real, bytes); // A device or pipe holds nothing that could be lost.
  else if (stats.nlink > 1 || !replacedAtOnce(real, bytes, stats, before)) replaceInPlace(real, bytes, before);
}

/** Throws as `replaceContent` would before it writes. */
export function assertReplaceable(file: string): void {
  const real = realpathSync(file);
  assertWritable(real, statSync(real));
}

function assertWritable(file: string, { mode }: Stats): void {
  if ((mode & 0o222) === 0) throw new ReadOnly(file);
  accessSync(file, constants.W_OK);
}

/** Answers false, and has changed nothing, where renaming is not possible or would change more than the content. */
function replacedAtOnce(file: string, bytes: Uint8Array, stats: Stats, before: Uint8Array | undefined): boolean {
  try {
    replaceAtOnce(file, bytes, stats, before);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EBUSY', 'EXDEV', 'EROFS', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** `like`: whose mode and owner the new file gets; none where there was no file. */
function replaceAtOnce(file: string, bytes: Uint8Array, like?: Stats, before?: Uint8Array): void {
  sweep(dirname(file));
  const temporary = temporaryFor(file);
  const handle = openSync(temporary, 'wx', like === undefined ? 0o666 : 0o600);
  try {
    try {
      writeAll(handle, bytes);
      if (like !== undefined && process.platform !== 'win32') {
        const made = statSync(temporary);
        if (made.uid !== like.uid || made.gid !== like.gid) fchownSync(handle, like.uid, like.gid);
        fchmodSync(handle, like.mode & 0o7777);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (like !== undefined) assertSame(file, like, before);
    renameSync(temporary, file);
  } catch (error) {
    remove(temporary);
    throw error;
  }
}

/** What is at a path is still the same file, with the same content. */
function assertSame(file: string, { dev, ino }: Stats, before: Uint8Array | undefined): void {
  const now = lstatSync(file, { throwIfNoEntry: false });
  if (now?.dev !== dev || now.ino !== ino || (before !== undefined && !holds(file, before))) throw new Changed(file);
}

const holds = (file: string, content: Uint8Array): boolean => Buffer.compare(readFileSync(file), content) === 0;

function replaceInPlace(file: string, bytes: Uint8Array, expected?: Uint8Array): void {
  const before = readFileSync(file);
  const handle = openSync(file, 'r+');
  try {
    const copy = copyOf(file, before);
    let isTouched = false;
    try {
      const stats = fstatSync(handle);
      assertSame(file, stats, expected ?? before);
      isTouched = true;
      overwrite(handle, bytes);
      keepMode(handle, stats);
    } catch (error) {
      try {
        if (isTouched) overwrite(handle, before);
      } catch {
        throw new Error(`${(error as Error).message} (${copy})`); // The copy stays: it is the only one.
      }
      remove(copy);
      throw error;
    }
    remove(copy);
  } finally {
    closeSync(handle);
  }
}

/** A system takes the bits that lend somebody's rights away from what is written. Only its owner can give them back. */
function keepMode(handle: number, { mode, uid }: Stats): void {
  const mayChange = process.getuid?.() === uid || process.getuid?.() === 0;
  if (mayChange && fstatSync(handle).mode !== mode) fchmodSync(handle, mode & 0o7777);
}

/** Saves what a file holds, beside it, or else among the temporary files; answers where. */
function copyOf(file: string, bytes: Uint8Array): string {
  const name = nameOfCopy(file);
  const save = (folder: string): string => {
    const copy = join(folder, name);
    const handle = openSync(copy, 'wx', 0o600);
    try {
      writeAll(handle, bytes);
      fsyncSync(handle);
    } catch (error) {
      remove(copy);
      throw error;
    } finally {
      closeSync(handle);
    }
    return copy;
  };
  try {
    return save(dirname(file));
  } catch {
    return save(tmpdir());
  }
}

function overwrite(handle: number, bytes: Uint8Array): void {
  writeAll(handle, bytes);
  ftruncateSync(handle, bytes.length);
  fsyncSync(handle);
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, at);
}
