import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decode, encode } from '../host/encoding.ts';
import { applied, compatible, type Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CallError } from './call.ts';

/** All edits of the preferred fixes of these findings that can be made together; of two that clash, the first. */
export function preferredEdits(workspace: Workspace, only: (finding: Finding, path: KbPath) => boolean): Map<KbPath, Edit[]> {
  const chosen = new Map<KbPath, Edit[]>();
  for (const chapter of [...workspace.kb.chapters()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    for (const finding of workspace.findings(chapter.path)) {
      if (!only(finding, chapter.path)) continue;
      const fix = workspace.rule(finding.rule)?.fixes?.(finding, chapter, workspace.workshop).find(({ preferred }) => preferred);
      if (fix === undefined || fix.create !== undefined) continue;
      const together = fix.edits.every(edit => compatible([...(chosen.get(edit.path) ?? []), edit]));
      if (!together) continue;
      for (const edit of fix.edits) chosen.set(edit.path, [...(chosen.get(edit.path) ?? []), edit]);
    }
  }
  return chosen;
}

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
