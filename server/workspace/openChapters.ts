import { IncrementalExtraction } from '../extract/incrementalExtraction.ts';
import type { Host } from '../host/host.ts';
import type { Damage } from '../model/chapter.ts';
import type { Facts } from '../model/facts.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { dialectAt, type Wanted } from '../model/parts.ts';
import type { KbPath } from '../model/path.ts';
import { damageOf, factsOfDamaged, failure, type ReadChapter } from './reader.ts';

/** Told what a chapter says, or that it cannot be read. */
type Tell = (path: KbPath, facts: Facts, damage?: Damage) => void;

/** How chapters are read. */
type Manner = Pick<Wanted, 'claims' | 'dialects'>;

/** The chapters that are open in the editor: their texts as the editor has them, and what has been read of each. */
export class OpenChapters {
  readonly #readings = new Map<KbPath, IncrementalExtraction>();
  /** Those that have thrown. */
  readonly #failed = new WeakMap<IncrementalExtraction, Damage>();
  /** The one closed last. Whoever opens it again, or wants to know what is on the disk, goes on from it. */
  #closed: { readonly path: KbPath; readonly reading: IncrementalExtraction } | undefined;
  /** Those of which the knowledge base does not know yet what they say now. */
  readonly dirty = new Set<KbPath>();

  has = (path: KbPath): boolean => this.#readings.has(path);

  paths = (): Iterable<KbPath> => this.#readings.keys();

  text = (path: KbPath): string | undefined => this.#readings.get(path)?.text;

  /** What has been read of a chapter that is open. */
  reading = (path: KbPath): IncrementalExtraction | undefined => this.#readings.get(path);

  #get = (path: KbPath): IncrementalExtraction => this.#readings.get(path)!;

  /** Reads something of a chapter. What cannot be read costs this chapter only. */
  #read<T>(path: KbPath, read: (reading: IncrementalExtraction) => T, otherwise: T): T {
    const reading = this.#get(path);
    if (this.#failed.has(reading)) return otherwise;
    try {
      return read(reading);
    } catch (error) {
      this.#failed.set(reading, failure(error));
      return otherwise;
    }
  }

  /** False when `isReady` has said so between reading and telling, each of which may take a while. */
  #tell(
    path: KbPath,
    read: (reading: IncrementalExtraction) => Facts,
    tell: Tell,
    isReady: (facts: Facts) => boolean = () => true,
  ): boolean {
    const isTold = this.#read<boolean | undefined>(
      path,
      reading => {
        const facts = read(reading);
        if (!isReady(facts)) return undefined;
        tell(path, facts);
        return true;
      },
      false,
    );
    if (isTold === false) tell(path, factsOfDamaged(this.text(path)), this.#failed.get(this.#get(path)));
    return isTold !== undefined;
  }

  setText(path: KbPath, text: string, wanted: Manner): void {
    const before = this.#readings.get(path);
    if (before?.text === text) return;
    this.#readings.set(path, this.#after(path, before ?? this.#closedAt(path), text, wanted));
    this.dirty.add(path);
  }

  /** Chapters are read otherwise from now on. */
  reread(wanted: Manner): void {
    for (const [path, reading] of this.#readings) {
      this.#readings.set(path, this.#after(path, reading, reading.text, wanted));
      this.dirty.add(path);
    }
  }

  #after = (path: KbPath, before: IncrementalExtraction | undefined, text: string, { claims, dialects }: Manner): IncrementalExtraction =>
    new IncrementalExtraction(text, claims, before && this.#failed.has(before) ? undefined : before, dialectAt(path, dialects));

  /** Of what has changed, something can be read that nobody is told yet. */
  get hasUnread(): boolean {
    return [...this.dirty].some(path => !this.#read(path, reading => reading.hasFirst, true));
  }

  /** Reads what has changed, but for formulas and claims, until `enough` says so, and tells nobody. */
  readFirst(enough: () => boolean): void {
    for (const path of this.dirty) if (!this.#read(path, reading => reading.readFirst(enough), true)) return;
  }

  /** Reads what has changed until `enough` says so, works out what it tells others, and tells nobody. True when all is done: `settle` takes no time then. */
  readOn(enough: () => boolean, { prepare }: Pick<KnowledgeBase, 'prepare'>): boolean {
    for (const path of this.dirty) {
      const isReady = (reading: IncrementalExtraction) => reading.readOn(enough) && !enough() && prepare(path, reading.facts, enough);
      if (!this.#read(path, isReady, true)) return false;
    }
    return true;
  }

  /** Reads what has changed, all of it. */
  settle(tell: Tell): void {
    for (const path of this.dirty) this.#tell(path, reading => reading.facts, tell);
    this.dirty.clear();
  }

  /**
   * Reads what has changed until `enough` says so. Of a chapter that nobody knows yet, what can be read quickly is told at once, and the rest is not read before that has
   * been checked: it is `urgent` until then.
   */
  read(enough: () => boolean, kb: Pick<KnowledgeBase, 'chapter' | 'prepare'>, urgent: Set<KbPath>, tell: Tell): void {
    for (const path of this.dirty) {
      const isReady = (facts: Facts) => !enough() && kb.prepare(path, facts, enough) && !enough();
      if (kb.chapter(path) === undefined) {
        if (!this.#read(path, reading => reading.readFirst(enough), true)) return;
        if (!this.#tell(path, reading => reading.firstFacts, tell, isReady)) return;
        urgent.add(path);
      } else if (!urgent.has(path) && this.#read(path, reading => reading.readOn(enough), true)) {
        if (!this.#tell(path, reading => reading.facts, tell, isReady)) return;
        this.dirty.delete(path);
      }
    }
  }

  /** False when it was not open. */
  close(path: KbPath): boolean {
    const reading = this.#readings.get(path);
    if (reading === undefined) return false;
    this.#closed = { path, reading };
    this.#readings.delete(path);
    this.dirty.delete(path);
    return true;
  }

  /**
   * The chapter that was closed last as it is on the disk, read from what the editor had of it; nothing for every other, when it cannot be read, and when chapters are read otherwise
   * meanwhile. Gives way to others.
   */
  async readClosed(path: KbPath, host: Host, root: string, wantedNow: () => Manner): Promise<ReadChapter | undefined> {
    const [before, { claims, dialects }] = [this.#closedAt(path), wantedNow()];
    const dialect = dialectAt(path, dialects);
    const now = before && host.read(root, path);
    if (before === undefined || this.#failed.has(before) || now?.text === undefined || damageOf(now) !== undefined) return undefined;
    const isSame = before.text === now.text && before.words === claims && before.dialect === dialect;
    const reading = isSame ? before : new IncrementalExtraction(now.text, claims, before, dialect);
    this.#closed = { path, reading };
    try {
      for (let begun = performance.now(); !reading.readOn(() => performance.now() - begun > 6); begun = performance.now()) {
        await new Promise<void>(resolve => setImmediate(resolve));
      }
    } catch (error) {
      this.#failed.set(reading, failure(error));
      return undefined;
    }
    return wantedNow().claims !== claims || wantedNow().dialects !== dialects
      ? undefined
      : { path, facts: reading.facts, ...(now.stamp && { stamp: now.stamp }) };
  }

  #closedAt = (path: KbPath): IncrementalExtraction | undefined => (this.#closed?.path === path ? this.#closed.reading : undefined);
}
