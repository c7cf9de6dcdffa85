import type { Chapter } from './chapter.ts';
import type { Configuration } from './configuration.ts';
import { type Entry, type FileType, type Index, type IndexKinds, type Key, keyOf } from './entries.ts';
import { type Exports, exportsOf, exportsOfFolder, prepareExports, type Value } from './exports.ts';
import type { Facts } from './facts.ts';
import { folderOf, type KbPath, root } from './path.ts';
import type { Site } from './site.ts';

/** A file of which nothing but its type is known. */
type Unopened = 'unread' | 'file' | 'ignored';

/** What a knowledge base keeps of one file beside its place. */
export interface FileRecord {
  readonly type: FileType;
  readonly chapter?: Chapter;
  /** What this file tells others. */
  readonly exports: Exports;
  /** The titles of a chapter's headings, one a line, in order: what a search goes through without unpacking facts. */
  readonly outline: string;
}

/** All files of a knowledge base and what they tell each other. Changes only through `apply`. */
export class KnowledgeBase implements Index {
  readonly links: Configuration['links'];
  readonly #files = new Map<KbPath, FileRecord>();
  /** Who tells what; the lists are sorted by path. */
  readonly #tellers = new Map<Key, KbPath[]>();
  readonly #answers = new Map<Key, readonly Entry<keyof IndexKinds>[]>();
  readonly #inFolder = new Map<KbPath, number>();

  /** Grows with every change: what was derived from an older version is out of date. */
  version = 0;
  /** How many chapters there are, read or not. */
  chapterCount = 0;

  constructor(links: Configuration['links']) {
    this.links = links;
  }

  lookup<K extends keyof IndexKinds>(kind: K, name: string): readonly Entry<K>[] {
    const key = keyOf(kind, name);
    const known = this.#answers.get(key);
    if (known !== undefined) return known as readonly Entry<K>[];
    const tellers = this.#tellers.get(key);
    if (tellers === undefined) return nothing;
    const answer = tellers.flatMap(
      path =>
        this.#files
          .get(path)
          ?.exports.get(key)
          ?.map(value => ({ path, value })) ?? [],
    );
    this.#answers.set(key, answer);
    return answer as unknown as readonly Entry<K>[];
  }

  /** Every name under which something of a kind is told, in no particular order. */
  *names(kind: keyof IndexKinds): Iterable<string> {
    const start = keyOf(kind, '');
    for (const key of this.#tellers.keys()) if (key.startsWith(start)) yield key.slice(start.length);
  }

  siteAt = (path: KbPath): Site => this.links.siteAt(path);

  chapter(path: KbPath): Chapter | undefined {
    return this.#files.get(path)?.chapter;
  }

  /** Every chapter of which it is known what it says, in no particular order. */
  *chapters(): Iterable<Chapter> {
    for (const chapter of this.allChapters()) if (chapter.damage === undefined) yield chapter;
  }

  /** Every chapter, also those whose files are damaged, in no particular order. */
  *allChapters(): Iterable<Chapter> {
    for (const { chapter } of this.#files.values()) if (chapter !== undefined) yield chapter;
  }

  /** Every file and folder but the root, in no particular order. */
  *paths(): Iterable<readonly [KbPath, FileType]> {
    for (const [path, { type }] of this.#files) yield [path, type];
  }

  /** Every file, as it was put in its place. */
  *files(): Iterable<readonly [KbPath, Chapter | 'unread' | 'file' | 'ignored']> {
    for (const [path, { type, chapter }] of this.#files) {
      const file = chapter ?? type;
      if (file !== 'folder' && file !== 'chapter') yield [path, file];
    }
  }

  /** What is kept of a file; nothing when it is not there. */
  record(path: KbPath): FileRecord | undefined {
    return this.#files.get(path);
  }

  /** The same files, whose links are read in another way. */
  withLinks(links: Configuration['links']): KnowledgeBase {
    const other = new KnowledgeBase(links);
    for (const [path, file] of this.files()) other.apply(path, file);
    return other;
  }

  /** Puts a file in its place with what it is known to tell, so that nobody has to look into it. For a knowledge base that is still empty. */
  restore(path: KbPath, record: FileRecord): void {
    this.version++;
    this.#replace(path, record, new Set());
    if (record.type !== 'folder') this.#countFolder(folderOf(path), 1, new Set());
  }

  /** Works out what a chapter will tell once it is applied, until `enough` says so; the next call goes on. True when that is done. */
  prepare = (path: KbPath, facts: Facts, enough: () => boolean): boolean => prepareExports(path, facts, this.links, enough);

  /** Puts a chapter or another file in its place, or takes away what was there. Answers the keys whose answers have changed. */
  apply(path: KbPath, next: Chapter | Unopened | undefined): ReadonlySet<Key> {
    const changed = new Set<Key>();
    this.version++;
    const wasThere = this.#isFile(path);
    // A chapter may be open whose file has become a folder: while it is, it hides that.
    const instead = this.holds(path) ? folderFile(path) : undefined;
    this.#replace(path, next === undefined ? instead : fileOf(path, next, this.links), changed);
    if (!wasThere && next !== undefined) this.#countFolder(folderOf(path), 1, changed);
    if (wasThere && next === undefined) this.#countFolder(folderOf(path), -1, changed);
    return changed;
  }

  /** Whether there is anything in a folder of this path. */
  holds = (path: KbPath): boolean => this.#inFolder.has(path);

  #isFile(path: KbPath): boolean {
    const type = this.#files.get(path)?.type;
    return type !== undefined && type !== 'folder';
  }

  #countFolder(path: KbPath, by: 1 | -1, changed: Set<Key>): void {
    if (path === root) return;
    const count = (this.#inFolder.get(path) ?? 0) + by;
    if (count > 0) this.#inFolder.set(path, count);
    else this.#inFolder.delete(path);
    const comesOrGoes = count === 0 || (count === 1 && by === 1);
    if (!comesOrGoes) return;
    if (!this.#isFile(path)) this.#replace(path, count === 0 ? undefined : folderFile(path), changed);
    this.#countFolder(folderOf(path), by, changed);
  }

  #replace(path: KbPath, next: FileRecord | undefined, changed: Set<Key>): void {
    const last = this.#files.get(path);
    this.chapterCount += Number(isListedChapter(next)) - Number(isListedChapter(last));
    const before: Exports = last?.exports ?? new Map();
    const after: Exports = next?.exports ?? new Map();
    if (next === undefined) this.#files.delete(path);
    else this.#files.set(path, next);
    for (const [key, values] of after) {
      const old = before.get(key);
      if (old === undefined) insertSorted(this.#tellers, key, path);
      else if (sameValues(old, values)) continue;
      changed.add(key);
      this.#answers.delete(key);
    }
    for (const key of before.keys()) {
      if (after.has(key)) continue;
      const tellers = this.#tellers.get(key)!;
      if (tellers.length === 1) this.#tellers.delete(key);
      else tellers.splice(tellers.indexOf(path), 1);
      changed.add(key);
      this.#answers.delete(key);
    }
  }
}

const nothing: readonly never[] = [];

const isListedChapter = (file: FileRecord | undefined): boolean => file?.type === 'chapter' || file?.type === 'unread';

function fileOf(path: KbPath, next: Chapter | Unopened, links: Configuration['links']): FileRecord {
  const type = typeof next === 'string' ? next : isKnown(next) ? 'chapter' : 'unread';
  const chapter = typeof next === 'string' ? undefined : next;
  const facts = chapter === undefined || chapter.damage !== undefined ? undefined : chapter.facts;
  return {
    type,
    ...(chapter !== undefined && { chapter }),
    exports: exportsOf(path, type, facts, links),
    outline: facts === undefined ? '' : facts.headings.map(({ text }) => text.replace(/[\r\n]+/g, ' ')).join('\n'),
  };
}

/** All places in it that links may lead to. */
const isKnown = ({ damage, facts }: Chapter): boolean => damage === undefined && !facts.unread.some(({ what }) => what === 'links');

const folderFile = (path: KbPath): FileRecord => ({
  type: 'folder',
  outline: '',
  exports: exportsOfFolder(path),
});

function insertSorted(tellers: Map<Key, KbPath[]>, key: Key, path: KbPath): void {
  const paths = tellers.get(key);
  if (paths === undefined) {
    tellers.set(key, [path]);
    return;
  }
  // Files come mostly in order.
  let [low, high] = paths.at(-1)! < path ? [paths.length, paths.length] : [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paths[middle]! < path) low = middle + 1;
    else high = middle;
  }
  paths.splice(low, 0, path);
}

const sameValues = (a: readonly Value[], b: readonly Value[]): boolean => a.length === b.length && a.every((value, i) => value === b[i]);
