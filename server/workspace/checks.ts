import type { Chapter } from '../model/chapter.ts';
import type { Checker } from '../model/check.ts';
import type { Key } from '../model/entries.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import type { Failures } from './failures.ts';
import { Queue } from './queue.ts';

/** Which chapters are to be checked, in which order, and whose findings nobody has been told yet. */
export class Checks {
  checker: Checker;
  /** Chapters to check again, in this order. */
  readonly queue = new Queue();
  /** Of these, the ones whose findings somebody looks at and has not seen yet: what takes longer to read of them waits for that. */
  readonly urgent = new Set<KbPath>();
  /** Chapters that had findings under another configuration: whatever they have now is news. */
  readonly #outdated = new Set<KbPath>();
  readonly #news = new Set<KbPath>();

  /** Chapters that have another text than when somebody asked last. */
  #moved = new Set<KbPath>();

  readonly #failures: Failures;

  constructor(checker: Checker, failures: Failures) {
    this.checker = checker;
    this.#failures = failures;
  }

  get hasNews(): boolean {
    return this.#news.size > 0;
  }

  get hasWork(): boolean {
    return this.#news.size > 0 || this.queue.size > 0;
  }

  findings = (path: KbPath): readonly Finding[] => this.checker.findings(path);

  /** The findings of these chapters are to be told, as they are. */
  announce(paths: Iterable<KbPath>): void {
    for (const path of paths) this.#news.add(path);
  }

  /** The chapters whose findings were to be told. */
  announced(): Set<KbPath> {
    const news = new Set(this.#news);
    this.#news.clear();
    return news;
  }

  /** All chapters have been read: those that nobody has checked are to be checked, and what was held back until now is to be told. */
  allRead(chapters: Iterable<Pick<Chapter, 'path'>>): void {
    for (const { path } of chapters) {
      if (this.checker.checked(path) === undefined) this.queue.add(path);
      if (!this.findings(path).every(this.checker.holdsAlready)) this.#news.add(path);
    }
  }

  /** The chapters that have another text than at the last call: places in them may be elsewhere. */
  takeMoved(): ReadonlySet<KbPath> {
    const moved = this.#moved;
    this.#moved = new Set();
    return moved;
  }

  /** Puts a chapter before all others, if it is to be checked; answers whether it is. */
  prefer(path: KbPath): boolean {
    const isQueued = this.queue.has(path);
    if (isQueued) this.queue.addFirst(path);
    return isQueued;
  }

  /** A file is another now, or something else has become of it, and these keys have other answers. */
  changed(path: KbPath, isChapter: boolean, keys: Iterable<Key>): void {
    if (isChapter || this.findings(path).length > 0) this.queue.add(path);
    // What was left out of it before is no gap any more: whether anything still is, the next check says.
    this.checker.gaps.delete(path);
    if (isChapter) this.#moved.add(path);
    for (const concerned of this.checker.concernedBy(keys)) this.queue.add(concerned);
  }

  /** Everything is to be checked again, by another checker. */
  startAgain(checker: Checker, chapters: Iterable<Pick<Chapter, 'path'>>): void {
    for (const { path } of chapters) this.queue.add(path);
    // Also of those that are gone and not yet forgotten.
    for (const path of this.queue) if (this.findings(path).length > 0) this.#outdated.add(path);
    this.checker = checker;
  }

  /** Checks queued chapters that are wanted until `enough` says so; those whose findings have changed are added to `changed`. True when an urgent one was among them, and is to be told at once. */
  check(enough: () => boolean, isWanted: (path: KbPath) => boolean, isOurs: (path: KbPath) => boolean, changed: Set<KbPath>): boolean {
    let hasUrgent = false;
    for (const path of this.queue) {
      if (enough()) break;
      if (!isWanted(path)) continue;
      const isNews = isOurs(path) && this.#failures.guard('Checking', path, false, () => this.checker.recheck(path, enough));
      if (isNews === undefined) break;
      this.queue.delete(path);
      hasUrgent = this.urgent.delete(path) || hasUrgent;
      if (this.#outdated.delete(path) || isNews) changed.add(path);
    }
    return hasUrgent;
  }
}
