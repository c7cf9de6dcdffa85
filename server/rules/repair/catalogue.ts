import { groupedBy } from '../../model/grouping.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath, nameOf, percentDecoded } from '../../model/path.ts';
import { hasScheme } from '../../model/resolve.ts';
import type { Candidate } from './evidence.ts';
import { Alike, lettersOf, type NameStem } from './likeness.ts';

/** A file or folder with a number: what stands behind that, squashed. */
interface Numbered {
  readonly path: KbPath;
  readonly title: string;
  readonly letters: number;
}

/** The files of a knowledge base by the traits by which one may be meant when its path is wrong. All lists are sorted by path. */
export interface Catalogue {
  readonly byName: ReadonlyMap<string, readonly KbPath[]>;
  readonly bySquashedName: ReadonlyMap<string, readonly KbPath[]>;
  /** Names of one ending (and hidden, or not) by their stems. */
  readonly stemsByEnding: ReadonlyMap<string, Alike>;
  /** The stem without its number. */
  readonly byUnnumberedName: ReadonlyMap<string, readonly KbPath[]>;
  /** The number of a file or folder: `03.2.1`. */
  readonly byNumber: ReadonlyMap<string, readonly Numbered[]>;
  /** The files of a list by their last two parts, three and so on, for lists that have been asked about. */
  readonly tails: WeakMap<readonly KbPath[], ReadonlyMap<string, readonly KbPath[]>>;
  /** The title of a chapter, squashed, with its number and without, without the gloss at its end, and what stands before its colon. */
  readonly byTitle: ReadonlyMap<string, readonly KbPath[]>;
  /** A former name → the files that a chapter says it was renamed to. */
  readonly byFormerName: ReadonlyMap<string, readonly KbPath[]>;
  /** What dead destinations may mean, as far as it has been asked, by what is known of renames and then by the question. */
  readonly candidates: WeakMap<object, Map<string, readonly Candidate<KbPath>[]>>;
}

const made = new WeakMap<KnowledgeBase, { version: number; catalogue: Catalogue }>();

/** Made once for each version of the knowledge base. */
export function catalogueOf(kb: KnowledgeBase): Catalogue {
  const known = made.get(kb);
  if (known?.version === kb.version) return known.catalogue;
  const catalogue = make(kb);
  made.set(kb, { version: kb.version, catalogue });
  return catalogue;
}

function make(kb: KnowledgeBase): Catalogue {
  const paths = [...kb.paths()].flatMap(([path, type]) => (type === 'ignored' ? [] : [path])).sort();
  const byName = groupedBy(paths, nameOf);
  const bySquashedName = groupedBy(paths, path => squashedName(nameOf(path)));
  return {
    byName,
    bySquashedName,
    stemsByEnding: stemsByEnding(bySquashedName.values()),
    ...byNumbersOf(paths),
    tails: new WeakMap(),
    byTitle: byTitlesOf(paths, kb),
    byFormerName: byFormerNames(byName, kb),
    candidates: new WeakMap(),
  };
}

function stemsByEnding(namedAlike: Iterable<readonly KbPath[]>): ReadonlyMap<string, Alike> {
  const byEnding = new Map<string, Alike>();
  for (const paths of namedAlike) {
    const stem = stemOfName(nameOf(paths[0]!));
    const alike = byEnding.get(stem.ending) ?? new Alike();
    byEnding.set(stem.ending, alike);
    alike.add({ ...stem, paths });
  }
  return byEnding;
}

function byNumbersOf(paths: readonly KbPath[]): Pick<Catalogue, 'byUnnumberedName' | 'byNumber'> {
  const byUnnumberedName = new Map<string, KbPath[]>();
  const byNumber = new Map<string, Numbered[]>();
  for (const path of paths) {
    const name = nameOf(path);
    const { number, title } = numberedTitle(stemIn(name));
    if (number === '') continue;
    const words = squashed(title);
    add(byUnnumberedName, words + extensionOf(name).toLowerCase(), path);
    add(byNumber, number, { path, title: words, letters: lettersOf(words) });
  }
  return { byUnnumberedName, byNumber };
}

/** A title is the first heading, whatever its level: the index tells it without unpacking the chapter. */
function byTitlesOf(paths: readonly KbPath[], kb: KnowledgeBase): ReadonlyMap<string, readonly KbPath[]> {
  const byTitle = new Map<string, KbPath[]>();
  for (const path of paths) for (const key of titleKeys(kb.record(path)?.outline.split('\n', 1)[0] ?? '')) add(byTitle, key, path);
  return byTitle;
}

function byFormerNames(byName: ReadonlyMap<string, readonly KbPath[]>, kb: KnowledgeBase): ReadonlyMap<string, readonly KbPath[]> {
  const renames = [...kb.chapters()]
    .flatMap(({ facts }) => facts.toldRenames)
    .map(({ before, after }) => ({ former: nameOf(before as KbPath), now: byName.get(nameOf(after as KbPath)) ?? [] }))
    .filter(({ former, now }) => !byName.has(former) && now.length > 0);
  const byFormer = groupedBy(renames, ({ former }) => former);
  return new Map([...byFormer].map(([former, told]) => [former, [...new Set(told.flatMap(({ now }) => now))]]));
}

const textsMade = new WeakMap<Catalogue, Map<string, string[]>>();

/** The texts of all links to a name that no file has. Few ask, and it takes a look at every link. */
export function textsTo(name: string, kb: KnowledgeBase): readonly string[] {
  const catalogue = catalogueOf(kb);
  let texts = textsMade.get(catalogue);
  if (texts === undefined) {
    texts = new Map();
    for (const { facts } of kb.chapters()) {
      for (const { destination, text } of facts.links) {
        const dead = nameOf(percentDecoded(destination.replace(/[?#].*$/s, '')) as KbPath);
        if (dead !== '' && text !== '' && !catalogue.byName.has(dead) && !hasScheme(destination)) add(texts, dead, text);
      }
    }
    textsMade.set(catalogue, texts);
  }
  return texts.get(name) ?? [];
}

/** A name in which only letters, numbers, the extension and the dot of a hidden file count. */
export const squashedName = (name: string): string =>
  (name.startsWith('.') ? '.' : '') + squashed(stemIn(name)) + extensionOf(name).toLowerCase();

export function stemOfName(name: string): NameStem {
  const stem = squashed(stemIn(name));
  return {
    stem,
    ending: (name.startsWith('.') ? '.' : '') + extensionOf(name).toLowerCase(),
    letters: lettersOf(stem),
    weight: stem.length + 2 * (stem.match(/[\u3400-\u9fff]/g)?.length ?? 0),
  };
}

/** A name without the extension of a file. A folder has none, and the digits behind the last dot of its number are no extension: `02.2-part` stays whole. */
export const stemIn = (name: string): string => name.replace(/(?<=.)\.[a-z][a-z0-9]{0,7}$/i, '');

/** `.md` of `a.md`; empty for `.npmrc`, `3.1`, `guide`. */
export const extensionOf = (name: string): string => /(?<=.)\.[a-z][a-z0-9]{0,7}$/i.exec(name)?.[0] ?? '';

/** The ways in which a link's text may name a title. The shorter ones only where enough is left to tell. */
function titleKeys(title: string): Set<string> {
  const { title: plain } = numberedTitle(title);
  const unglossed = plain.replace(/\s*(?:（[^（）]*）|\([^()]*\))\s*$/, '');
  const [head = ''] = unglossed.split(/[：:]|——/);
  const keys = new Set([squashed(title), squashed(plain)]);
  for (const part of [unglossed, head]) if (squashed(part).length >= 5) keys.add(squashed(part));
  keys.delete('');
  return keys;
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** How many last parts two paths share. */
export function commonTail(a: string, b: string): number {
  const [x, y] = [a.split('/').reverse(), b.split('/').reverse()];
  let n = 0;
  while (n < x.length && n < y.length && squashedName(x[n]!) === squashedName(y[n]!)) n++;
  return n;
}

/** How many first folders two files share. */
export function commonHead(a: KbPath, b: KbPath): number {
  const [x, y] = [folderOf(a).split('/'), folderOf(b).split('/')];
  let n = 0;
  while (n < x.length && n < y.length && x[n] === y[n] && x[n] !== '') n++;
  return n;
}
