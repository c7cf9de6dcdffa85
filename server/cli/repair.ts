import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decode, encode } from '../host/encoding.ts';
import { applied, type Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CallError } from './call.ts';

/**
 * Writes edits to the disk in the encoding that each file has; each file is replaced at one stroke. Files whose bytes cannot be written back without loss are left
 * alone and named in the answer.
 */
export function write(workspace: Workspace, edits: ReadonlyMap<KbPath, readonly Edit[]>): KbPath[] {
  const left: KbPath[] = [];
  for (const [path, changes] of edits) {
    const file = join(workspace.root, path);
    const { text, encoding, damaged } = decode(readFileSync(file));
    if (damaged) {
      left.push(path);
      continue;
    }
    replaceFile(file, encode(applied(text, changes), encoding));
  }
  return left;
}

export function replaceFile(file: string, content: Uint8Array | string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    throw new CallError(`Cannot write “${file}”: ${(error as Error).message}.`);
  }
}
