import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import { type Entry, type FileType, type Index, type IndexKinds, type Key, keyOf } from '../model/entries.ts';
import { exportsOfFolder, placeOf } from '../model/exports.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { folderOf, type KbPath, root } from '../model/path.ts';
import type { Site } from '../model/site.ts';
import { resting, type Steps } from '../model/steps.ts';
import type { Move } from './moves.ts';

/** What tells where links lead: the index, and what chapters say. */
export interface Places extends Index {
  chapter(path: KbPath): Chapter | undefined;
}

/** A knowledge base as it would be with some files at other paths: what it tells of where things are, not who links to them. */
export class MovedIndex implements Places {
  readonly #kb: KnowledgeBase;
  readonly #links: Configuration['links'];
  /** Files and folders that are there no more. */
  readonly gone = new Set<KbPath>();
  /** Those that are new, and what is there: of a file, where it comes from. */
  readonly come = new Map<KbPath, { readonly type: FileType; readonly from?: KbPath }>();
  readonly #told = new Map<Key, Entry<keyof IndexKinds>[]>();
  readonly #answers = new Map<Key, readonly Entry<keyof IndexKinds>[]>();

  private constructor(kb: KnowledgeBase, links: Configuration['links']) {
    this.#kb = links === kb.links ? kb : kb.withLinks(links);
    this.#links = links;
  }

  /** `links`: where links lead then, which another site may say. `made`, `removed`: chapters that are new, or there no more. */
  static *of(
    kb: KnowledgeBase,
    moved: readonly Move[],
    links = kb.links,
    { made = [], removed = [] }: { readonly made?: readonly KbPath[]; readonly removed?: readonly KbPath[] } = {},
  ): Steps<MovedIndex> {
    const index = new MovedIndex(kb, links);
    for (const { from } of moved) index.gone.add(from);
    for (const path of removed) index.gone.add(path);
    for (const { from, to } of moved) index.come.set(to, { type: kb.record(from)!.type, from });
    for (const path of made) index.come.set(path, { type: 'chapter' });
    yield* index.#moveFolders();
    const rest = resting();
    for (const [path, { type, from }] of index.come) {
      if (rest()) yield;
      const chapter = from && kb.chapter(from);
      const facts = chapter?.damage === undefined ? chapter?.facts : undefined;
      index.#tell(path, type === 'folder' ? exportsOfFolder(path) : placeOf(path, type, facts, links));
    }
    return index;
  }

  siteAt = (path: KbPath): Site => this.#links.siteAt(path);

  chapter(path: KbPath): Chapter | undefined {
    const come = this.come.get(path);
    if (come === undefined) return this.gone.has(path) ? undefined : this.#kb.chapter(path);
    const chapter = come.from && this.#kb.chapter(come.from);
    return chapter && { path, facts: chapter.facts, ...(chapter.damage && { damage: chapter.damage }) };
  }

  lookup<K extends keyof IndexKinds>(kind: K, name: string): readonly Entry<K>[] {
    const key = keyOf(kind, name);
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = this.#lookup(kind, name, key);
      this.#answers.set(key, answer);
    }
    return answer as readonly Entry<K>[];
  }

  #lookup(kind: keyof IndexKinds, name: string, key: Key): readonly Entry<keyof IndexKinds>[] {
    const before = this.#kb.lookup(kind, name);
    const left = before.some(({ path }) => this.gone.has(path)) ? before.filter(({ path }) => !this.gone.has(path)) : before;
    const told = this.#told.get(key);
    if (told === undefined) return left;
    return [...left, ...told].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  #tell(path: KbPath, exports: ReadonlyMap<Key, readonly IndexKinds[keyof IndexKinds][]>): void {
    for (const [key, values] of exports) {
      const told = this.#told.get(key) ?? [];
      this.#told.set(key, told);
      for (const value of values) told.push({ path, value });
    }
  }

  /** A folder is there as long as anything is in it. */
  *#moveFolders(): Steps<void> {
    const rest = resting();
    const [before, after] = [new Set<KbPath>(), new Set<KbPath>()];
    const addAbove = (path: KbPath) => {
      for (let folder = folderOf(path); folder !== root && !after.has(folder); folder = folderOf(folder)) after.add(folder);
    };
    for (const [path, type] of this.#kb.paths()) {
      if (rest()) yield;
      if (type === 'folder') before.add(path);
      else if (!this.gone.has(path)) addAbove(path);
    }
    yield;
    for (const path of [...this.come.keys()]) addAbove(path);
    for (const folder of before) if (!after.has(folder)) this.gone.add(folder);
    for (const folder of after) if (!before.has(folder) && !this.come.has(folder)) this.come.set(folder, { type: 'folder' });
  }
}
