import { distance } from 'fastest-levenshtein';
import { isChapter } from '../../model/chapter.ts';
import type { Evidence } from '../../model/fix.ts';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath, kbPath, nameOf, percentDecoded, root, stemOf } from '../../model/path.ts';
import { pageOf, typeAt } from '../../model/resolve.ts';
import type { Workshop } from '../../model/rule.ts';
import {
  type Catalogue,
  catalogueOf,
  commonHead,
  commonTail,
  extensionOf,
  squashedName,
  stemIn,
  stemOfName,
  textsTo,
} from './catalogue.ts';
import { type Candidate, Candidates, most } from './evidence.ts';
import { isEdition, isGeneric, isGenericTitle } from './wellKnown.ts';

/**
 * The files and folders that a dead destination may mean, best first, with what speaks for each. `written`: the destination as it stands in the text, or with its escapes
 * resolved; `text`: the words of the link.
 */
export function fileCandidates(from: KbPath, written: string, text: string, workshop: Workshop): Candidate<KbPath>[] {
  const { candidates } = catalogueOf(workshop.kb);
  const known = candidates.get(workshop.renames) ?? new Map<string, readonly Candidate<KbPath>[]>();
  candidates.set(workshop.renames, known);
  const question = [folderOf(from), written, text].join('\0');
  const found = known.get(question) ?? candidatesFor(from, written, text, workshop);
  known.set(question, found);
  return found.filter(({ meant }) => meant !== from).slice(0, most);
}

/** For every chapter of a folder. */
function candidatesFor(from: KbPath, written: string, text: string, workshop: Workshop): readonly Candidate<KbPath>[] {
  const wish = wishOf(from, written);
  if (wish === undefined) return [];
  const found = new Candidates<KbPath>(path => path);
  for (const [evidence, way] of ways) found.add(evidence, way(from, wish, text, workshop));
  const isNameKnown = !found.isEmpty;
  found.add('title', titleInText(from, wish, text, workshop));
  if (found.isEmpty) found.add('title', titleInOtherTexts(from, wish, text, workshop));
  if (!isNameKnown) {
    const { slips, others } = alikeNames(from, wish, squashed(text), workshop);
    found.add('spelling', slips);
    found.add('similar', others);
    found.add(undefined, alsoNumbered(from, wish, text, workshop));
    found.add(undefined, titleLikeText(from, wish, text, workshop));
  }
  return found.all();
}

interface Wish {
  /** The path as written, from where it leaves its `.`, `..` and drive; never empty. */
  readonly tail: string;
  readonly name: string;
  /** Every path that `tail` names, seen from the chapter's folder and those above, nearest first. */
  readonly seen: readonly KbPath[];
  /** A chapter or folder may be meant: no other kind of file is named. */
  readonly takesChapter: boolean;
}

/** `\\` parts folders for who has written the path on Windows; where a file has that name, the link is not dead. */
function wishOf(from: KbPath, written: string): Wish | undefined {
  const decoded = percentDecoded(written.replace(/[?#].*$/s, ''))
    .replace(/\\/g, '/')
    .replace(/^[a-z]:(?=\/)/i, '');
  const parts = decoded.split('/');
  const start = parts.findIndex(part => part !== '' && part !== '.' && part !== '..');
  if (start < 0) return undefined;
  const tail = kbPath(parts.slice(start).join('/'));
  if (tail === undefined || tail === root) return undefined;
  const seen: KbPath[] = [];
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    const path = kbPath(`${folder}/${tail}`);
    if (path !== undefined) seen.push(path);
    if (folder === root) break;
  }
  const name = nameOf(tail);
  return { tail, name, seen, takesChapter: takesChapter(extensionOf(name)) };
}

const takesChapter = (extension: string): boolean => extension === '' || isChapter(extension) || /^\.html?$/i.test(extension);

type Way = (from: KbPath, wish: Wish, text: string, workshop: Workshop) => readonly KbPath[];

const renamed: Way = (_from, { seen, name }, _text, { kb, renames }) => {
  const now = seen.map(path => renames.get(path)).find(path => path !== undefined && isThere(path, kb));
  return now === undefined ? (catalogueOf(kb).byFormerName.get(name) ?? []) : [now];
};

const otherDepth: Way = (_from, { seen }, _text, { kb }) => seen.filter(path => isThere(path, kb));

/** `guide` for `guide.md`, `guide.html` for `guide.md`, `guide.md` for the page of the folder `guide`, that page for a folder that has none. */
const otherEnding: Way = (from, { seen, name, takesChapter }, _text, { kb }) => {
  if (!takesChapter) return [];
  const extension = extensionOf(name);
  const other = (path: KbPath): string => {
    if (isReadme(name)) return folderOf(path);
    const stem = `${folderOf(path)}/${stemOf(path)}`;
    return isChapter(extension) ? `${stem}/README.md` : `${extension === '' ? path : stem}.md`;
  };
  const found = seen.filter(path => !isThere(path, kb) || isBare(path, kb)).flatMap(path => kbPath(other(path)) ?? []);
  return found.filter(path => path !== root && path !== folderOf(from) && isThere(path, kb)).slice(0, 1);
};

const sameName: Way = (from, wish, _text, { kb }) => {
  const catalogue = catalogueOf(kb);
  const paths = nearest(from, wish, catalogue.byName.get(wish.name) ?? [], catalogue);
  return paths.filter(path => isToldByName(path, from, wish, kb));
};

/**
 * Whether a name alone may tell of a file. That of a folder is often that of a page on a website: another folder has to share more of the path, or have a page itself. And what has
 * the name in another language or edition is another thing, unless the path names that one.
 */
function isToldByName(path: KbPath, from: KbPath, { tail }: Wish, kb: Workshop['kb']): boolean {
  if (typeAt(path, kb) === 'folder' && commonTail(path, tail) < 2 && (tail.includes('/') || pageOf(path, kb) === undefined)) return false;
  const [theirs, ours] = [folderOf(path).split('/'), folderOf(from).split('/')];
  const named = tail.split('/').slice(0, -1).filter(isEdition);
  if (named.length > 0) return !theirs.some(isEdition) || theirs.some(folder => named.includes(folder));
  const at = theirs.findIndex((folder, i) => folder !== ours[i]);
  return at < 0 || !isEdition(theirs[at]!) || !isEdition(ours[at] ?? '');
}

const otherNumber: Way = (_from, { name }, _text, { kb }) => {
  const { number, title } = numberedTitle(stemIn(name));
  if (number === '' || squashed(title).length < 2) return [];
  return catalogueOf(kb).byUnnumberedName.get(squashed(title) + extensionOf(name).toLowerCase()) ?? [];
};

/** The same number, told by the link's text or the file's name, before nearly the same title; or before one that has something in common. */
const sameNumber: Way = (...asked) => numbered(0.75, ...asked);
const alsoNumbered: Way = (...asked) => numbered(0.4, ...asked);

function numbered(least: number, ...[from, { name, takesChapter }, text, { kb }]: Parameters<Way>): readonly KbPath[] {
  if (!takesChapter) return [];
  const wanted = [numberedTitle(text), numberedTitle(stemIn(name))].filter(({ number }) => /\d\.\d/.test(number));
  return wanted.flatMap(({ number, title }) =>
    spellings(number)
      .flatMap(spelling => catalogueOf(kb).byNumber.get(spelling) ?? [])
      .map(path => ({ path, likeness: likeness(squashed(numberedTitle(stemIn(nameOf(path))).title), squashed(title)) }))
      .filter(found => found.likeness >= least && isThere(found.path, kb))
      .sort((a, b) => b.likeness - a.likeness || commonHead(b.path, from) - commonHead(a.path, from))
      .map(({ path }) => chapterOf(path, kb)),
  );
}

/** Elsewhere, a short name is no more than similar: `markup` and `_markup`. */
const isSpelledSo = (path: KbPath, wish: Wish): boolean => isNear(path, wish) || stemOfName(wish.name).weight >= 9;
const nearlySameName: Way = (from, wish, _text, { kb }) =>
  spelled(from, wish, kb).filter(path => isSpelledSo(path, wish) && isToldByName(path, from, wish, kb));
const similarlyNamed: Way = (from, wish, _text, { kb }) => spelled(from, wish, kb).filter(path => !isSpelledSo(path, wish));

const spelled = (from: KbPath, wish: Wish, kb: Workshop['kb']): readonly KbPath[] => {
  const catalogue = catalogueOf(kb);
  return nearest(from, wish, catalogue.bySquashedName.get(squashedName(wish.name)) ?? [], catalogue);
};

/** In a folder in which it was looked for: who has written the folder may have mistyped the name. */
const isNear = (path: KbPath, { seen, tail }: Wish): boolean =>
  seen.some(other => folderOf(other) === folderOf(path)) || commonTail(path, tail) >= 2;

const ways: readonly (readonly [Evidence, Way])[] = [
  ['renamed', renamed],
  ['depth', otherDepth],
  ['ending', otherEnding],
  ['name', sameName],
  ['number', otherNumber],
  ['number', sameNumber],
  ['spelling', nearlySameName],
  ['similar', similarlyNamed],
];

const titleInText: Way = (from, { takesChapter }, text, { kb }) => {
  const { byTitle } = catalogueOf(kb);
  const [whole, plain] = [squashed(text), squashed(numberedTitle(text).title)];
  if (!takesChapter || whole.length < 4 || isGenericTitle(plain)) return [];
  const paths = byTitle.get(whole) ?? (plain.length >= 4 ? byTitle.get(plain) : undefined) ?? [];
  return [...paths].sort((a, b) => commonHead(b, from) - commonHead(a, from));
};

/** Where most of the other links to the same missing file have a text that is somebody's title. */
const titleInOtherTexts: Way = (_from, { name, takesChapter }, _text, { kb }) => {
  const { byTitle } = catalogueOf(kb);
  if (!takesChapter || isGeneric(name)) return [];
  const votes = new Map<KbPath, number>();
  for (const text of textsTo(name, kb)) {
    const paths = byTitle.get(squashed(text)) ?? [];
    if (paths.length === 1 && squashed(text).length >= 4 && !isGenericTitle(text)) votes.set(paths[0]!, (votes.get(paths[0]!) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1]).map(([path]) => path);
};

const titleLikeText: Way = (from, { takesChapter }, text, { kb }) => {
  const wanted = squashed(numberedTitle(text).title);
  if (!takesChapter || wanted.length < 4) return [];
  const found: { path: KbPath; rank: number }[] = [];
  for (const [title, paths] of catalogueOf(kb).byTitle) {
    const rank =
      title.includes(wanted) || wanted.includes(title) ? Math.min(title.length, wanted.length) / Math.max(title.length, wanted.length) : 0;
    if (rank >= 0.5) for (const path of paths) found.push({ path, rank: rank + commonHead(path, from) / 100 });
  }
  return [...new Set(found.sort((a, b) => b.rank - a.rank).map(({ path }) => path))].slice(0, 3);
};

/** Names that differ by a slip of the keyboard, and those that only resemble each other. */
function alikeNames(from: KbPath, wish: Wish, told: string, { kb }: Workshop): { slips: KbPath[]; others: KbPath[] } {
  const { name } = wish;
  const wanted = stemOfName(name);
  const slips: KbPath[] = [];
  const others: { path: KbPath; rank: number }[] = [];
  for (const other of isGeneric(name) ? [] : (catalogueOf(kb).stemsByEnding.get(wanted.ending) ?? [])) {
    const { stem, paths } = other;
    const most = Math.max(other.weight, wanted.weight);
    if (Math.abs(stem.length - wanted.stem.length) > most * 0.2) continue;
    const rank = 1 - distance(stem, wanted.stem) / most;
    if (rank < 0.8) continue;
    for (const path of paths) {
      if (isNear(path, wish) && isToldByName(path, from, wish, kb) && isSlip(stem, wanted.stem, told)) slips.push(path);
      else if (!isGeneric(nameOf(path))) others.push({ path, rank: rank + commonHead(path, from) / 100 });
    }
  }
  const ranked = others.sort((a, b) => b.rank - a.rank).map(({ path }) => path);
  return { slips, others: ranked.slice(0, 3) };
}

/**
 * Whether one of two names is the other with one letter too many, too few, wrong, or two of them swapped. Only for Latin letters, and where enough of them are left: another digit
 * is another thing, and so is another Chinese character. Nor is it one where the words of the link, `told`, have it like `written`: nobody slips twice in the same way.
 */
export function isSlip(meant: string, written: string, told = ''): boolean {
  const [short, long] = meant.length < written.length ? [meant, written] : [written, meant];
  if (meant === written || long.length - short.length > 1 || short.length < 5) return false;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head++;
  let tail = 0;
  while (tail < short.length - head && short.at(-1 - tail) === long.at(-1 - tail)) tail++;
  const [x, y] = [short.slice(head, short.length - tail), long.slice(head, long.length - tail)];
  const isSwap = x.length === 2 && x[0] === y[1] && x[1] === y[0];
  const around = (name: string): string => name.slice(Math.max(0, head - 3), name.length - Math.max(0, tail - 3));
  const [here, there] = [around(written), around(meant)];
  if (told.includes(here) && (here.includes(there) || !told.includes(there))) return false;
  return /^[a-z]{0,2}$/i.test(x + (isSwap ? '' : y)) && (isSwap || Math.max(x.length, y.length) === 1);
}

/** Of the files of one name, those whose folders fit best: the longest common end of the path wins. README and the like need a folder in common. */
function nearest(from: KbPath, { tail, name }: Wish, paths: readonly KbPath[], { tails }: Catalogue): readonly KbPath[] {
  if (paths.length === 0) return paths;
  const byTail = tails.get(paths) ?? new Map();
  tails.set(paths, byTail);
  const known: readonly { path: KbPath; tail: number }[] =
    byTail.get(tail) ?? paths.map(path => ({ path, tail: commonTail(path, tail) })).sort((a, b) => b.tail - a.tail);
  byTail.set(tail, known);
  const [best, second] = known;
  if (best!.tail >= 2 && (second === undefined || second.tail < best!.tail)) return [best!.path];
  const fitting = known.filter(({ tail: shared }) => shared >= (isGeneric(name) ? 2 : 1));
  return fitting.sort((a, b) => b.tail - a.tail || commonHead(b.path, from) - commonHead(a.path, from)).map(({ path }) => path);
}

const isReadme = (name: string): boolean => /^readme\.md$/i.test(name);

const isThere = (path: KbPath, kb: Workshop['kb']): boolean => {
  const type = typeAt(path, kb);
  return type !== undefined && type !== 'ignored';
};

/** A folder without a page: a chapter of its name beside it may be meant. */
const isBare = (path: KbPath, kb: Workshop['kb']): boolean => typeAt(path, kb) === 'folder' && pageOf(path, kb) === undefined;

/** The page of a folder that has one; else the path. */
const chapterOf = (path: KbPath, kb: Workshop['kb']): KbPath =>
  (typeAt(path, kb) === 'folder' ? pageOf(path, kb)?.path : undefined) ?? path;

/** `4.1` and `04.1` number the same chapter. */
const spellings = (number: string): string[] => [...new Set([number, number.replace(/^0+(?=\d)/, ''), `0${number}`])];

/** From 0, nothing in common, to 1, the same. */
export const likeness = (a: string, b: string): number => (a === b ? 1 : 1 - distance(a, b) / Math.max(a.length, b.length, 1));
