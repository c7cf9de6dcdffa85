import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { decode, encode } from '../host/encoding.ts';
import { applied, type Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts } from '../model/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CallError } from './call.ts';

/** A file that was not written, and why, in words. */
export interface Left {
  readonly path: KbPath;
  readonly reason: string;
}

/**
 * Writes edits to the disk in the encoding that each file has; each file is replaced at one stroke. Files whose bytes cannot be written back without loss, or
 * that are no longer as they were when they were checked, are left alone.
 */
export function write(workspace: Workspace, edits: ReadonlyMap<KbPath, readonly Edit[]>): Left[] {
  const left: Left[] = [];
  for (const [path, changes] of edits) {
    const file = join(workspace.root, path);
    const { text, encoding, damaged } = decode(readFileSync(file));
    if (damaged) left.push({ path, reason: t('“{0}” is not valid UTF-8 or UTF-16 and is left alone.', path) });
    else if (!hasLines(text, workspace.kb.chapter(path)?.facts.lines ?? []))
      left.push({ path, reason: t('“{0}” has been changed meanwhile and is left alone.', path) });
    else replaceFile(file, encode(applied(text, changes), encoding));
  }
  return left;
}

function hasLines(text: string, starts: readonly number[]): boolean {
  const now = lineStarts(text);
  return now.length === starts.length && now.every((start, i) => start === starts[i]);
}

/** Replaces a file at one stroke, so that nobody ever sees half of it; who may read it stays. Makes it, and its folder, where there is none. */
export function replaceFile(file: string, content: Uint8Array | string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, content);
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new CallError(t('Cannot write “{0}”: {1}.', file, (error as Error).message));
  }
}
