import { statSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { bytesOf } from '../host/bytes.ts';
import { decode, type Encoding, encode } from '../host/encoding.ts';
import { assertReplaceable, Changed, ReadOnly, replaceContent } from '../host/replace.ts';
import { applied, type Edit, type Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { finished } from '../model/steps.ts';
import { lineStarts } from '../model/text.ts';
import { allPaths, goodEdits } from '../workspace/goodFixes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { oneAfterTheOther } from './interruptions.ts';

/** Why a file is not written, in words. `isFault`: not for what it says, so that another time it may be. */
export interface Left {
  readonly reason: string;
  readonly isFault: boolean;
}

/** Puts other content in a file, in place of `before`; answers why it is left alone, if it is. `named`: as messages name it. */
export function replaced(file: string, content: Uint8Array | string, before?: Uint8Array, named = file): Left | undefined {
  try {
    replaceContent(file, content, before);
    return undefined;
  } catch (error) {
    return unwritable(named, error as Error);
  }
}

const changedMeanwhile = (named: string): Left => ({
  reason: t('“{0}” has been changed meanwhile and is left alone.', named),
  isFault: true,
});

/** Why a file cannot be written, in words. */
export function unwritable(named: string, error: Error): Left {
  if (error instanceof Changed) return changedMeanwhile(named);
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
      const edits = finished(goodEdits(this.#workspace, this.#chosen, (_finding, path) => mayChange(path), isAllowed));
      const before = this.#left.size;
      for (const path of edits.keys()) this.#leave(path, this.#examined(path).obstacle);
      if (this.#left.size === before) return edits;
    }
  }

  /** Writes edits in the encoding that each file has, and looks again at what has changed. Answers how many were made. */
  async write(edits: ReadonlyMap<KbPath, readonly Edit[]>): Promise<number> {
    let made = 0;
    for await (const [path, changes] of oneAfterTheOther(edits)) {
      // What was written a moment ago may be this file too, by another name.
      const obstacle = this.#writeOne(path, changes);
      this.#leave(path, obstacle);
      if (obstacle === undefined) made += changes.length;
    }
    const others = this.#writtenAs.size === 0 ? [] : allPaths(this.#workspace).filter(path => !this.#workspace.isAsRead(path));
    await this.#workspace.refresh([...new Set([...edits.keys(), ...others])]);
    this.#workspace.runChecks(() => false);
    return made;
  }

  #leave(path: KbPath, obstacle: Left | undefined): void {
    if (obstacle === undefined) return;
    this.#left.set(path, obstacle);
    this.#told(obstacle.reason);
  }

  /** Answers what keeps it from being written. */
  #writeOne(path: KbPath, changes: readonly Edit[]): Left | undefined {
    const { obstacle, state } = this.#examined(path);
    if (state === undefined) return obstacle;
    const file = join(this.#workspace.root, path);
    const left = replaced(file, encode(applied(state.text, changes), state.encoding), state.bytes, path);
    const name = left === undefined ? nameOfSeveral(file) : undefined;
    if (name !== undefined) this.#writtenAs.set(name, path);
    return left;
  }

  /** What a file holds, or what keeps it from being written. */
  #examined(
    path: KbPath,
  ): { readonly obstacle: Left; readonly state?: undefined } | { readonly obstacle?: undefined; readonly state: State } {
    const file = join(this.#workspace.root, path);
    try {
      assertReplaceable(file);
      const name = nameOfSeveral(file);
      const other = name === undefined ? undefined : this.#writtenAs.get(name);
      // What is right by one name may be wrong by another: they would be repaired in turn for ever.
      if (other !== undefined && other !== path)
        return { obstacle: { reason: t('“{0}” is the same file as “{1}” and is left alone.', path, other), isFault: false } };
      const { bytes } = bytesOf(file);
      const { text, encoding, damaged } = decode(bytes);
      if (damaged) return { obstacle: { reason: t('“{0}” is not valid UTF-8 or UTF-16 and is left alone.', path), isFault: false } };
      return isAsChecked(this.#workspace, path, text) ? { state: { bytes, text, encoding } } : { obstacle: changedMeanwhile(path) };
    } catch (error) {
      return { obstacle: unwritable(path, error as Error) };
    }
  }
}

/** What a file holds, as bytes and read. */
interface State {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly encoding: Encoding;
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
