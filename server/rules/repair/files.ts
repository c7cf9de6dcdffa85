import { distance } from 'fastest-levenshtein';
import { isChapter } from '../../model/chapter.ts';
import type { Evidence } from '../../model/fix.ts';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath, kbPath, nameOf, percentDecoded, root, stemOf } from '../../model/path.ts';
import { pageOf, typeAt } from '../../model/resolve.ts';
import type { FixContext } from '../../model/rule.ts';
import { catalogueOf, commonHead, commonTail, extensionOf, squashedName, stemIn, stemOfName, textsTo } from './catalogue.ts';
import { type Candidate, Candidates, comparable, most } from './evidence.ts';
import { isSlip, leastDistance, lettersOf, likeness } from './likeness.ts';
import { byHead, byTail, firstOf, mostNear } from './nearest.ts';
import { chaptersTitledLike, chaptersVotedFor } from './titles.ts';
import { isEdition, isGeneric, isGenericTitle } from './wellKnown.ts';

/**
 * The files and folders that a dead destination may mean, best first, with what speaks for each. `written`: the destination as it stands in the text, or with its escapes
 * resolved; `text`: the words of the link.
 */
export function fileCandidates(from: KbPath, written: string, text: string, workshop: FixContext): Candidate<KbPath>[] {
  const { candidates } = catalogueOf(workshop.kb);
  const known = candidates.get(workshop.renames) ?? new Map<string, readonly Candidate<KbPath>[]>();
  candidates.set(workshop.renames, known);
  const question = [folderOf(from), written, text].join('\0');
  const found = known.get(question) ?? candidatesFor(from, written, text, workshop);
  known.set(question, found);
  return found.filter(({ meant }) => meant !== from).slice(0, most);
}

/** For every chapter of a folder. */
function candidatesFor(from: KbPath, written: string, text: string, workshop: FixContext): readonly Candidate<KbPath>[] {
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
  readonly tail: KbPath;
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

type Way = (from: KbPath, wish: Wish, text: string, workshop: FixContext) => readonly KbPath[];

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
  const paths = nearest(from, wish, catalogueOf(kb).byName.get(wish.name), kb);
  return paths.filter(path => isToldByName(path, from, wish, kb));
};

/**
 * Whether a name alone may tell of a file. That of a folder is often that of a page on a website: another folder has to share more of the path, or have a page itself. And what has
 * the name in another language or edition is another thing, unless the path names that one.
 */
function isToldByName(path: KbPath, from: KbPath, { tail }: Wish, kb: FixContext['kb']): boolean {
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
  return wanted.flatMap(({ number, title }) => {
    const words = squashed(title);
    const letters = lettersOf(words);
    return comparable(spellings(number).flatMap(spelling => catalogueOf(kb).byNumber.get(spelling) ?? []))
      .filter(other => leastDistance(other.letters, letters) <= (1 - least) * Math.max(other.title.length, words.length) + 1e-9)
      .map(other => ({ path: other.path, likeness: likeness(other.title, words) }))
      .filter(found => found.likeness >= least && isThere(found.path, kb))
      .sort((a, b) => b.likeness - a.likeness || commonHead(b.path, from) - commonHead(a.path, from))
      .map(({ path }) => chapterOf(path, kb));
  });
}

/** Elsewhere, a short name is no more than similar: `markup` and `_markup`. */
const isSpelledSo = (path: KbPath, wish: Wish): boolean => isNear(path, wish) || stemOfName(wish.name).weight >= 9;
const nearlySameName: Way = (from, wish, _text, { kb }) =>
  spelled(from, wish, kb).filter(path => isSpelledSo(path, wish) && isToldByName(path, from, wish, kb));
const similarlyNamed: Way = (from, wish, _text, { kb }) => spelled(from, wish, kb).filter(path => !isSpelledSo(path, wish));

const spelled = (from: KbPath, wish: Wish, kb: FixContext['kb']): readonly KbPath[] =>
  nearest(from, wish, catalogueOf(kb).bySquashedName.get(squashedName(wish.name)), kb);

/** Of the files of one name, those whose folders fit best: the longest common end of the path wins. README and the like need a folder in common. */
const nearest = (from: KbPath, { tail, name }: Wish, paths: readonly KbPath[] = [], kb: FixContext['kb']): readonly KbPath[] =>
  firstOf(byTail(from, tail, paths, isGeneric(name) ? 2 : 1, catalogueOf(kb)), mostNear);

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
  return firstOf(byHead(paths, from), mostNear);
};

/** Where most of the other links to the same missing file have a text that is somebody's title. */
const titleInOtherTexts: Way = (_from, { name, takesChapter }, _text, { kb }) => {
  if (!takesChapter || isGeneric(name)) return [];
  return chaptersVotedFor(name, other => textsTo(other, kb), catalogueOf(kb));
};

const titleLikeText: Way = (from, { takesChapter }, text, { kb }) => {
  const wanted = squashed(numberedTitle(text).title);
  return takesChapter && wanted.length >= 4 ? chaptersTitledLike(wanted, from, catalogueOf(kb)) : [];
};

/** Names that differ by a slip of the keyboard, and those that only resemble each other. */
function alikeNames(from: KbPath, wish: Wish, told: string, { kb }: FixContext): { slips: KbPath[]; others: KbPath[] } {
  const { name } = wish;
  const wanted = stemOfName(name);
  const slips: KbPath[] = [];
  const others: { path: KbPath; rank: number }[] = [];
  for (const other of isGeneric(name) ? [] : comparable(catalogueOf(kb).stemsByEnding.get(wanted.ending)?.near(wanted) ?? [])) {
    const { stem, paths } = other;
    const most = Math.max(other.weight, wanted.weight);
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

const isReadme = (name: string): boolean => /^readme\.md$/i.test(name);

const isThere = (path: KbPath, kb: FixContext['kb']): boolean => {
  const type = typeAt(path, kb);
  return type !== undefined && type !== 'ignored';
};

/** A folder without a page: a chapter of its name beside it may be meant. */
const isBare = (path: KbPath, kb: FixContext['kb']): boolean => typeAt(path, kb) === 'folder' && pageOf(path, kb) === undefined;

/** The page of a folder that has one; else the path. */
const chapterOf = (path: KbPath, kb: FixContext['kb']): KbPath =>
  (typeAt(path, kb) === 'folder' ? pageOf(path, kb)?.path : undefined) ?? path;

/** `4.1` and `04.1` number the same chapter. */
const spellings = (number: string): string[] => [...new Set([number, number.replace(/^0+(?=\d)/, ''), `0${number}`])];
