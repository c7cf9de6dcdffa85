import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { decode, encode } from '../host/encoding.ts';
import { assertReplaceable, ReadOnly, replaceContent } from '../host/replace.ts';
import { applied, type Edit, type Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts } from '../model/text.ts';
import { allPaths, goodEdits } from '../workspace/goodFixes.ts';
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

/** Repairs chapters of a knowledge base on the disk. */
export class Repair {
  readonly #workspace: Workspace;
  readonly #chosen: ReadonlySet<KbPath>;
  readonly #told: (reason: string) => void;
  readonly #left = new Map<KbPath, Left>();
  /** Files with several names that were written, and by which. */
  readonly #writtenAs = new Map<string, KbPath>();

  /** `told`: why a file is left alone, each once. */
  constructor(workspace: Workspace, chosen: ReadonlySet<KbPath>, told: (reason: string) => void) {
    this.#workspace = workspace;
    this.#chosen = chosen;
    this.#told = told;
  }

  /** The machine has not let something be written. */
  get hasFault(): boolean {
    return [...this.#left.values()].some(({ isFault }) => isFault);
  }

  /**
   * The edits of the preferred fixes of the chosen chapters, in no other file. No fix is made that would have to change a file that has to be left alone: its bytes cannot be written back without
   * loss, it is no longer as it was when it was checked, or it may not be written.
   */
  edits(): Map<KbPath, Edit[]> {
    const mayChange = (path: KbPath): boolean => this.#chosen.has(path) && !this.#left.has(path);
    const isAllowed = ({ edits }: Fix): boolean => edits.every(({ path }) => mayChange(path));
    for (;;) {
      const edits = goodEdits(this.#workspace, this.#chosen, (_finding, path) => mayChange(path), isAllowed);
      const before = this.#left.size;
      for (const path of edits.keys()) this.#leave(path, this.#obstacleTo(path));
      if (this.#left.size === before) return edits;
    }
  }

  /** Writes edits in the encoding that each file has, and looks again at what has changed. Answers how many were made. */
  async write(edits: ReadonlyMap<KbPath, readonly Edit[]>): Promise<number> {
    let made = 0;
    for (const [path, changes] of edits) {
      // What was written a moment ago may be this file too, by another name.
      const obstacle = this.#obstacleTo(path) ?? attempted(path, () => this.#writeOne(path, changes));
      this.#leave(path, obstacle);
      if (obstacle === undefined) made += changes.length;
    }
    const others = this.#writtenAs.size === 0 ? [] : allPaths(this.#workspace).filter(path => !this.#workspace.isAsRead(path));
    await this.#workspace.refresh([...new Set([...edits.keys(), ...others])]);
    this.#workspace.work(() => false);
    return made;
  }

  #leave(path: KbPath, obstacle: Left | undefined): void {
    if (obstacle === undefined) return;
    this.#left.set(path, obstacle);
    this.#told(obstacle.reason);
  }

  #writeOne(path: KbPath, changes: readonly Edit[]): void {
    const file = join(this.#workspace.root, path);
    const { text, encoding } = decode(readFileSync(file));
    replaceContent(file, encode(applied(text, changes), encoding));
    const name = nameOfSeveral(file);
    if (name !== undefined) this.#writtenAs.set(name, path);
  }

  #obstacleTo(path: KbPath): Left | undefined {
    const file = join(this.#workspace.root, path);
    try {
      assertReplaceable(file);
      const name = nameOfSeveral(file);
      const other = name === undefined ? undefined : this.#writtenAs.get(name);
      // What is right by one name may be wrong by another: they would be repaired in turn for ever.
      if (other !== undefined && other !== path)
        return { reason: t('“{0}” is the same file as “{1}” and is left alone.', path, other), isFault: false };
      const { text, damaged } = decode(readFileSync(file));
      if (damaged) return { reason: t('“{0}” is not valid UTF-8 or UTF-16 and is left alone.', path), isFault: false };
      if (!isAsChecked(this.#workspace, path, text))
        return { reason: t('“{0}” has been changed meanwhile and is left alone.', path), isFault: false };
      return undefined;
    } catch (error) {
      return unwritable(path, error as Error);
    }
  }
}

/** What tells a file that has several names from all others; nothing of one that has one. */
function nameOfSeveral(file: string): string | undefined {
  const { nlink, dev, ino } = statSync(file);
  return nlink > 1 ? `${dev} ${ino}` : undefined;
}

function isAsChecked(workspace: Workspace, path: KbPath, text: string): boolean {
  const starts = workspace.kb.chapter(path)?.facts.lines ?? [];
  const now = lineStarts(text);
  return workspace.isAsRead(path) && now.length === starts.length && now.every((start, i) => start === starts[i]);
}
