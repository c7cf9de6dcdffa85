import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { decode, encode } from '../host/encoding.ts';
import { assertReplaceable, ReadOnly, replaceContent } from '../host/replace.ts';
import { applied, type Edit, type Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts } from '../model/text.ts';
import { goodEdits } from '../workspace/goodFixes.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Why a file is not written, in words. `isFault`: the machine does not let it be. */
export interface Left {
  readonly reason: string;
  readonly isFault: boolean;
}

/** Puts other content in a file; answers why it is left alone, if it is. `named`: as messages name it. */
export function replaced(file: string, content: Uint8Array | string, named = file): Left | undefined {
  return attempted(named, () => replaceContent(file, content));
}

function attempted(named: string, write: () => void): Left | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return unwritable(named, error as Error);
  }
}

function unwritable(named: string, error: Error): Left {
  return {
    reason:
      error instanceof ReadOnly
        ? t('“{0}” is read-only and is left alone.', named)
        : t('“{0}” cannot be written: {1}.', named, error.message),
    isFault: true,
  };
}

/**
 * The edits of the preferred fixes of these chapters, in no other file. Files that have to be left alone – their bytes cannot be written back without loss, they are no longer as they
 * were when they were checked, or may not be written – are added to `left`, told, and no fix is made that would have to change one of them.
 */
export function possibleEdits(
  workspace: Workspace,
  chosen: ReadonlySet<KbPath>,
  left: Map<KbPath, Left>,
  told: (reason: string) => void,
): Map<KbPath, Edit[]> {
  const mayChange = (path: KbPath): boolean => chosen.has(path) && !left.has(path);
  const isAllowed = ({ edits }: Fix): boolean => edits.every(({ path }) => mayChange(path));
  for (;;) {
    const edits = goodEdits(workspace, chosen, (_finding, path) => mayChange(path), isAllowed);
    const before = left.size;
    for (const path of edits.keys()) {
      const obstacle = obstacleTo(workspace, path);
      if (obstacle === undefined) continue;
      left.set(path, obstacle);
      told(obstacle.reason);
    }
    if (left.size === before) return edits;
  }
}

function obstacleTo(workspace: Workspace, path: KbPath): Left | undefined {
  const file = join(workspace.root, path);
  try {
    assertReplaceable(file);
    const { text, damaged } = decode(readFileSync(file));
    if (damaged) return { reason: t('“{0}” is not valid UTF-8 or UTF-16 and is left alone.', path), isFault: false };
    return isAsChecked(workspace, path, text)
      ? undefined
      : { reason: t('“{0}” has been changed meanwhile and is left alone.', path), isFault: false };
  } catch (error) {
    return unwritable(path, error as Error);
  }
}

/** Writes edits to the disk in the encoding that each file has. Answers the files that had to be left alone. */
export function write(workspace: Workspace, edits: ReadonlyMap<KbPath, readonly Edit[]>): Map<KbPath, Left> {
  const left = new Map<KbPath, Left>();
  for (const [path, changes] of edits) {
    const file = join(workspace.root, path);
    // What was written a moment ago may be this file too, by another name.
    const obstacle = obstacleTo(workspace, path) ?? attempted(path, () => replaceContent(file, repaired(readFileSync(file), changes)));
    if (obstacle !== undefined) left.set(path, obstacle);
  }
  return left;
}

function repaired(bytes: Uint8Array, changes: readonly Edit[]): Uint8Array {
  const { text, encoding } = decode(bytes);
  return encode(applied(text, changes), encoding);
}

function isAsChecked(workspace: Workspace, path: KbPath, text: string): boolean {
  const starts = workspace.kb.chapter(path)?.facts.lines ?? [];
  const now = lineStarts(text);
  return workspace.isAsRead(path) && now.length === starts.length && now.every((start, i) => start === starts[i]);
}
