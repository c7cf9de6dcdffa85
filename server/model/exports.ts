import { pageRank } from './chapter.ts';
import { encodeClaim, keysIn } from './claims.ts';
import type { Configuration } from './configuration.ts';
import { type FileType, type IndexKinds, type Key, keyOf } from './entries.ts';
import type { Facts } from './facts.ts';
import { foldedPath, folderOf, isReadme, type KbPath } from './path.ts';
import { fragmentOf, nameOfGoal, namesOf } from './resolve.ts';
import type { PageFacts } from './site.ts';
import { finished, resting, type Steps } from './steps.ts';

export type Value = IndexKinds[keyof IndexKinds];
/** What one file tells others, by key. */
export type Exports = ReadonlyMap<Key, readonly Value[]>;

type Export<K extends keyof IndexKinds = keyof IndexKinds> = K extends keyof IndexKinds
  ? readonly [kind: K, name: string, value: IndexKinds[K]]
  : never;

/** `facts`: of a chapter that has been read. */
export function exportsOf(path: KbPath, type: FileType, facts: Facts | undefined, links: Configuration['links']): Exports {
  const exports = grouped(ofFile(path, type, facts?.page, links));
  if (facts === undefined) return exports;
  const known = prepared.get(facts);
  const own = known?.path === path && known.links === links ? known.exports : undefined;
  // No kind of thing is told of a file and of what it says.
  return new Map([...exports, ...(own ?? finished(exporting(path, facts, links)))]);
}

/** What a chapter tells, as far as that is worked out. */
interface Prepared {
  readonly path: KbPath;
  readonly links: Configuration['links'];
  readonly steps: Steps<Exports>;
  exports?: Exports;
}

const prepared = new WeakMap<Facts, Prepared>();

/** Works out what a chapter tells until `enough` says so; the next call goes on. True when that is done, so that `exportsOf` takes no time for these facts: a long chapter tells tens of thousands of things. */
export function prepareExports(path: KbPath, facts: Facts, links: Configuration['links'], enough: () => boolean): boolean {
  let own = prepared.get(facts);
  if (own?.path !== path || own.links !== links) {
    own = { path, links, steps: exporting(path, facts, links) };
    prepared.set(facts, own);
  }
  while (own.exports === undefined) {
    const step = own.steps.next();
    if (step.done) own.exports = step.value;
    else if (enough()) return false;
  }
  return true;
}

/** What a chapter tells by what it says. */
export function* exporting(path: KbPath, facts: Facts, links: Configuration['links']): Steps<Exports> {
  const exports = new Map<Key, Value[]>();
  const rest = resting();
  for (const one of ofChapter(path, facts, links)) {
    if (one === undefined || rest()) yield;
    if (one !== undefined) add(one, exports);
  }
  return exports;
}

export const exportsOfFolder = (path: KbPath): Exports => grouped(ofPath(path, 'folder'));

/** What a file would tell of where it is and where links to it lead, if it lay at a path. */
export function placeOf(path: KbPath, type: FileType, facts: Facts | undefined, links: Configuration['links']): Exports {
  return grouped([...ofFile(path, type, facts?.page, links), ...(facts === undefined ? [] : ofPlaces(path, facts, links))]);
}

function grouped(all: Iterable<Export>): Map<Key, Value[]> {
  const exports = new Map<Key, Value[]>();
  for (const one of all) add(one, exports);
  return exports;
}

function add([kind, name, value]: Export, exports: Map<Key, Value[]>): void {
  const key = keyOf(kind, name);
  const values = exports.get(key);
  if (values === undefined) exports.set(key, [value]);
  else values.push(value);
}

function* ofPath(path: KbPath, type: FileType): Iterable<Export> {
  yield ['file', path, type];
  yield ['folded', foldedPath(path), path];
}

function* ofFile(path: KbPath, type: FileType, page: PageFacts | undefined, links: Configuration['links']): Iterable<Export> {
  yield* ofPath(path, type);
  for (const route of links.siteAt(path).routesOf?.(path, type, page) ?? []) yield ['route', route, path];
  if (pageRank(path) !== undefined) yield ['page', folderOf(path), type];
  const named = links.lists?.get(path)?.inFile?.entries.flatMap(({ goals }) => goals.map(nameOfGoal)) ?? [];
  for (const name of new Set(named)) yield ['backlink', name, ''];
}

/** Where it goes through much and finds nothing to tell, it yields `undefined` now and then. */
function* ofChapter(path: KbPath, facts: Facts, links: Configuration['links']): Generator<Export | undefined, void, undefined> {
  yield* ofPlaces(path, facts, links);
  for (const [goal, fragments] of yield* goalsOf(path, facts, links)) yield ['backlink', goal, [...fragments].join('\n')];
  const { dialect, folder } = links.siteAt(path);
  if (dialect.wikiLinks && facts.page?.aliases !== undefined) yield ['alias', folder, facts.page.aliases.join('\n')];
  yield* ofClaims(facts);
  const symbols = facts.formulas.symbols.filter(({ by }) => by === 'explained' || by === 'defined').map(({ name }) => name);
  if (symbols.length > 0) yield ['symbols', path, [...new Set(symbols)].join('\n')];
  if (!isReadme(path)) yield ['fields', folderOf(path), [...new Set(facts.fields.map(({ key }) => key))].sort().join('\n')];
}

/** The places in a chapter that links may lead to. */
function* ofPlaces(path: KbPath, facts: Facts, links: Configuration['links']): Iterable<Export> {
  for (const { anchor } of facts.headings) yield ['anchor', path, anchor];
  for (const { id } of facts.ids) yield ['anchor', path, id];
  for (const included of facts.includes ?? []) yield ['included', path, links.siteAt(path).includedAt?.(path, included) ?? '?'];
  const url = facts.page && links.siteAt(path).urlOf?.(path, facts.page);
  if (url !== undefined) yield ['url', path, url];
}

/** The files that a chapter links to, each with the fragments that it names there. */
function* goalsOf(
  path: KbPath,
  { links, definitions, malformed, page }: Facts,
  resolving: Configuration['links'],
): Steps<Map<string, Set<string>>> {
  const rest = resting();
  const goals = new Map<string, Set<string>>();
  const { dialect } = resolving.siteAt(path);
  // In HTML, a site may count from elsewhere.
  const inHtml = new Set(links.flatMap(({ kind, destination }) => (kind.startsWith('html') ? [destination] : [])));
  for (const destination of new Set([...links, ...definitions, ...malformed].map(place => place.destination))) {
    if (rest()) yield;
    if (destination.startsWith('#')) continue;
    const names = namesOf(path, destination, resolving, page);
    const others = inHtml.has(destination) ? namesOf(path, destination, resolving, page, true) : [];
    for (const name of new Set([...names, ...others])) {
      if (name === path) continue;
      const fragments = goals.get(name) ?? new Set();
      goals.set(name, fragments.add(fragmentOf(destination, dialect.calls)));
    }
  }
  return goals;
}

function* ofClaims({ claims }: Facts): Iterable<Export> {
  for (const claim of claims.kept) {
    const names = keysIn(claim);
    const told = names.length === 0 ? '' : encodeClaim(claim);
    for (const name of names) yield ['claim', name, told];
  }
}
