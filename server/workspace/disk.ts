import { t } from '@vscode/l10n';
import type { Listed, Stamp } from '../host/host.ts';
import { type Chapter, ClosedChapter, type Damage } from '../model/chapter.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { Wanted } from '../model/parts.ts';
import type { KbPath } from '../model/path.ts';
import { type Fault, Faults, faultOfType } from './faults.ts';
import { goneFrom, look } from './look.ts';
import type { OpenChapters } from './openChapters.ts';
import type { WorkspaceOptions } from './options.ts';
import { damageOf, factsOfDamaged, failure, type ReadChapter } from './reader.ts';

/** What is to become of what is seen on the disk. */
interface Known {
  kb(): KnowledgeBase;
  /** Their texts are the editor's. */
  readonly open: OpenChapters;
  wanted(): Wanted;
  /** Of a chapter that is known, the file has another stamp. */
  restamped(): void;
  apply(path: KbPath, next: Chapter | 'unread' | 'file' | 'ignored' | undefined): void;
}

/** Chapters that have been seen to be there at one look, and are to be read. Of each, the last one counts. */
type Reading = ReadonlySet<KbPath>;

/** Chapters are read alike by both. */
const isSame = (a: Wanted, b: Wanted): boolean => a.claims === b.claims && a.dialects === b.dialects;

/** The files of a knowledge base as they lie on the disk: which there are, which state of them is known, and what cannot be read. */
export class Disk {
  readonly #root: string;
  readonly #around: WorkspaceOptions;
  readonly #known: Known;
  /** What could not be read. */
  readonly faults = new Faults();
  /** Which state of its file a closed chapter was read from. */
  readonly stamps = new Map<KbPath, Stamp>();
  /** Readings that are to be made or under way. A file may change, go and come back meanwhile: what was seen last counts. */
  readonly #readings = new Map<KbPath, Reading>();
  #lastLook: Promise<unknown> = Promise.resolve();

  constructor(root: string, around: WorkspaceOptions, known: Known) {
    this.#root = root;
    this.#around = around;
    this.#known = known;
  }

  /** What keeps a chapter from being read. */
  damage = (path: KbPath): Damage | undefined => this.faults.damage(path);

  /** An open chapter could not be read, or can be again. */
  failed(path: KbPath, failure: Damage | undefined): void {
    if (failure !== undefined || this.damage(path)?.kind === 'failed') this.#note(path, failure);
  }

  /** Sees which files there are: all that `list` answers. Answers the chapters that have to be read; those that are still as they were are not. */
  async list(list: () => Promise<readonly Listed[]>, breathe: () => Promise<void>): Promise<Reading> {
    return this.#inTurn(async () => {
      const listed = await list();
      for (const path of goneFrom(listed, this.#known.kb())) this.#see(path, undefined);
      const toRead = new Set<KbPath>();
      for (const { path, type } of listed) {
        if (this.#see(path, type) !== 'closed chapter' || this.isAsRead(path)) continue;
        toRead.add(path);
        await breathe();
        if (this.#known.kb().chapter(path) === undefined) this.#known.apply(path, 'unread');
      }
      return this.#begin(toRead);
    });
  }

  /** Looks again at files and folders. Answers the chapters that have to be read; `others` as well, those that are still there. */
  async look(paths: readonly KbPath[], isHidden: (path: string) => boolean, others: readonly KbPath[]): Promise<Reading> {
    return this.#inTurn(async () => {
      const toRead = new Set<KbPath>();
      for (const { path, type } of await look(paths, this.#known.kb(), this.#around.host, this.#root, isHidden))
        if (this.#see(path, type) === 'closed chapter') toRead.add(path);
      for (const path of others) if (this.#known.kb().chapter(path) !== undefined) toRead.add(path);
      return this.#begin(toRead);
    });
  }

  /** Reads chapters; once more, should the words for claims become others meanwhile. */
  async read(paths: Reading, cancelled: () => boolean = () => false, taken: () => void = () => {}): Promise<void> {
    try {
      for (;;) {
        const wanted = this.#known.wanted();
        const left = [...paths].filter(path => this.#readings.get(path) === paths);
        for await (const read of this.#around.reader.read(this.#root, left, wanted, cancelled)) {
          this.#take(read, paths);
          taken();
        }
        if (isSame(wanted, this.#known.wanted()) || cancelled()) return;
        this.#beginAgain(paths);
      }
    } finally {
      for (const path of paths) if (this.#readings.get(path) === paths) this.#readings.delete(path);
    }
  }

  /** Reads chapters that are known, since they are to be read by other words. */
  readAll = (paths: Iterable<KbPath>): Promise<void> => this.read(this.#begin(new Set(paths)));

  /** Reads chapters that have changed. The one closed last is read from what the editor had of it. */
  async readAgain(paths: Reading): Promise<void> {
    for (const path of paths) {
      const read = await this.#known.open.readClosed(path, this.#around.host, this.#root, () => this.#known.wanted());
      if (read !== undefined) this.#take(read, paths);
    }
    await this.read(paths);
  }

  /** One look after the other, so that what is seen later is newer. */
  async #inTurn<T>(see: () => Promise<T>): Promise<T> {
    const turn = this.#lastLook.then(see);
    this.#lastLook = turn.catch(() => {});
    return turn;
  }

  #begin(paths: Reading): Reading {
    for (const path of paths) this.#readings.set(path, paths);
    return paths;
  }

  /** Those that have been read, and are still there, are to be read once more. */
  #beginAgain(paths: Reading): void {
    for (const path of paths)
      if (!this.#readings.has(path) && this.#known.kb().chapter(path) !== undefined) this.#readings.set(path, paths);
  }

  /** One that was opened meanwhile is the editor's; of one that has been seen otherwise since the reading was begun, more is known already. */
  #take({ path, facts, damage, stamp }: ReadChapter, reading: Reading): void {
    if (this.#readings.get(path) !== reading) return;
    this.#readings.delete(path);
    if (this.#known.open.has(path)) {
      this.#seeOpen(path, 'chapter');
      return;
    }
    if (facts === undefined) {
      this.#seeOther(path, undefined);
      return;
    }
    if (stamp === undefined) this.stamps.delete(path);
    else this.stamps.set(path, stamp);
    this.#note(path, damage);
    this.#applyClosed(path, facts, damage);
  }

  #applyClosed(path: KbPath, facts: NonNullable<ReadChapter['facts']>, damage: Damage | undefined): void {
    try {
      this.#known.apply(path, new ClosedChapter(path, facts, damage));
    } catch (error) {
      if (damage !== undefined) throw error;
      // What it says cannot be told to others: it is as if it could not be read.
      this.stamps.delete(path);
      this.#note(path, failure(error));
      this.#known.apply(path, new ClosedChapter(path, factsOfDamaged(undefined), failure(error)));
    }
  }

  /** Takes note of what is at a path, or that nothing is. What a closed chapter says has still to be read. */
  #see(path: KbPath, type: Listed['type'] | undefined): 'closed chapter' | undefined {
    if (this.#known.open.has(path)) this.#seeOpen(path, type);
    else if (type === 'chapter') return 'closed chapter';
    else this.#seeOther(path, type);
    return undefined;
  }

  /** Something is at a path that is no chapter, or nothing. */
  #seeOther(path: KbPath, type: Exclude<Listed['type'], 'chapter'> | undefined): void {
    this.#readings.delete(path);
    this.stamps.delete(path);
    this.#note(path, faultOfType(type));
    const next = type === 'file' || type === 'outer file' ? 'file' : type && 'ignored';
    if (this.#known.kb().lookup('file', path)[0]?.value !== next) this.#known.apply(path, next);
  }

  /** Takes note of how it is with a path. Where we are to blame ourselves, the log has the place. */
  #note(path: KbPath, fault: Fault | undefined): void {
    if (this.faults.set(path, fault) && fault?.kind === 'failed') this.#around.log(t('Reading “{0}” failed: {1}', path, fault.reason));
  }

  /** The file of an open chapter may have changed. What it says does not count; whether it can be read does, or the findings would come and go with the editor. */
  #seeOpen(path: KbPath, type: Listed['type'] | undefined): void {
    // What is kept out is not read.
    const damage = type === 'chapter' ? damageOf(this.#around.host.read(this.#root, path)) : undefined;
    if (damage !== undefined || this.damage(path)?.kind !== 'failed') this.#note(path, damage);
    this.#known.open.dirty.add(path);
  }

  /** What is known of a closed chapter is what its file says. */
  isAsRead(path: KbPath): boolean {
    const stamp = this.stamps.get(path);
    const now = stamp && this.#around.host.stillAt(this.#root, path, stamp);
    if (now === undefined) return false;
    this.stamps.set(path, now);
    if (now !== stamp) this.#known.restamped();
    return true;
  }
}
