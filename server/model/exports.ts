import { pageRank } from './chapter.ts';
import { keysIn, toldClaim } from './claims.ts';
import type { Configuration } from './configuration.ts';
import { type FileType, type IndexKinds, type Key, keyOf } from './entries.ts';
import type { Facts } from './facts.ts';
import { foldedPath, folderOf, isReadme, type KbPath } from './path.ts';
import { resolve } from './resolve.ts';

export type Value = IndexKinds[keyof IndexKinds];
/** What one file tells others, by key. */
export type Exports = ReadonlyMap<Key, readonly Value[]>;

type Export<K extends keyof IndexKinds = keyof IndexKinds> = K extends keyof IndexKinds
  ? readonly [kind: K, name: string, value: IndexKinds[K]]
  : never;

/** `facts`: of a chapter that has been read. */
export function exportsOf(path: KbPath, type: FileType, facts: Facts | undefined, links: Configuration['links']): Exports {
  const exports = grouped(ofFile(path, type));
  return facts === undefined ? exports : grouped(ofChapter(path, facts, links), exports);
}

export const exportsOfFolder = (path: KbPath): Exports => grouped(ofPath(path, 'folder'));

function grouped(all: Iterable<Export>, exports = new Map<Key, Value[]>()): Map<Key, Value[]> {
  for (const [kind, name, value] of all) {
    const key = keyOf(kind, name);
    const values = exports.get(key);
    if (values === undefined) exports.set(key, [value]);
    else values.push(value);
  }
  return exports;
}

function* ofPath(path: KbPath, type: FileType): Iterable<Export> {
  yield ['file', path, type];
  yield ['folded', foldedPath(path), path];
}

function* ofFile(path: KbPath, type: FileType): Iterable<Export> {
  yield* ofPath(path, type);
  if (pageRank(path) !== undefined) yield ['page', folderOf(path), type];
}

function* ofChapter(path: KbPath, facts: Facts, links: Configuration['links']): Iterable<Export> {
  for (const { anchor } of facts.headings) yield ['anchor', path, anchor];
  for (const { id } of facts.ids) yield ['anchor', path, id];
  for (const [goal, fragments] of goalsOf(path, facts, links)) yield ['backlink', goal, [...fragments].join('\n')];
  yield* ofClaims(facts);
  const symbols = facts.formulas.symbols.filter(({ by }) => by === 'explained' || by === 'defined').map(({ name }) => name);
  if (symbols.length > 0) yield ['symbols', path, [...new Set(symbols)].join('\n')];
  if (!isReadme(path)) yield ['fields', folderOf(path), [...new Set(facts.fields.map(({ key }) => key))].sort().join('\n')];
}

/** The files that a chapter links to, each with the fragments that it names there. */
function goalsOf(path: KbPath, { links, definitions, malformed }: Facts, resolving: Configuration['links']): Map<KbPath, Set<string>> {
  const goals = new Map<KbPath, Set<string>>();
  for (const destination of new Set([...links, ...definitions, ...malformed].map(place => place.destination))) {
    if (destination.startsWith('#')) continue;
    const target = resolve(path, destination, resolving);
    if (target.where !== 'inside' || target.path === path) continue;
    const fragments = goals.get(target.path) ?? new Set();
    goals.set(target.path, fragments.add(target.fragment ?? ''));
  }
  return goals;
}

function* ofClaims({ claims }: Facts): Iterable<Export> {
  for (const claim of claims.kept) {
    const names = keysIn(claim);
    const told = names.length === 0 ? '' : toldClaim(claim);
    for (const name of names) yield ['claim', name, told];
  }
}
