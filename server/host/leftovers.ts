import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A new file beside one that is to be replaced, whose name says that it is ours and which process makes it. */
export const temporaryFor = (file: string): string => join(dirname(file), `.concord-${mark()}.tmp`);

/** The name of a copy of what a file held. */
export const nameOfCopy = (file: string): string => `.${basename(file).slice(0, 60)}-${mark()}.saved`;

const mark = (): string => `${process.pid}-${randomBytes(6).toString('hex')}`;

/**
 * What the writing of a file has left, or has there for a moment. `temporary`: nothing is lost with it. `saved`: what a file held that was written in place by a process that has been
 * killed; it may be the only copy. One that is being written is none of anybody's business.
 */
export function leftover(file: string): 'temporary' | 'saved' | undefined {
  const name = basename(file);
  if (!name.startsWith('.')) return undefined;
  if (temporary.test(name)) return 'temporary';
  const by = saved.exec(name)?.[1];
  if (by === undefined) return undefined;
  return isBeingWritten(file, Number(by)) ? 'temporary' : 'saved';
}

const temporary = /^\.concord-(\d+)-[0-9a-f]{12}\.tmp$/;
const saved = /^\..+-(\d+)-[0-9a-f]{12}\.saved$/;

/** Folders that need not be looked at again. */
const swept = new Set<string>();

/**
 * Removes new files from a folder that processes have left half made which were killed. Should one live on another machine, and share the disk, it fails to replace its file and says so: nothing is lost.
 */
export function sweep(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of namesIn(folder)) {
    const by = temporary.exec(name)?.[1];
    if (by !== undefined && !isBeingWritten(join(folder, name), Number(by))) remove(join(folder, name));
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // One may write where one may not look.
  }
}

/** No file takes so long to write, in milliseconds. Another process may have the number of one that was killed: in containers all have the same few. */
const longest = 60_000;

const isBeingWritten = (file: string, pid: number): boolean => isAlive(pid) && pid !== process.pid && ageOf(file) < longest;

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0; // It is there no more.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Of what is ours. That it cannot be is nothing beside why it has to. */
export function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays.
  }
}
