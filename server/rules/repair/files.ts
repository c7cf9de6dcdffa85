import { distance } from 'fastest-levenshtein';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath, kbPath, nameOf, percentDecoded, root, stemOf } from '../../model/path.ts';
import { pageOf, typeAt } from '../../model/resolve.ts';
import type { Workshop } from '../../model/rule.ts';
import { catalogueOf, commonHead, commonTail, isGeneric, squashedName } from './catalogue.ts';

/** A file or folder that may be meant. */
export interface FileCandidate {
  readonly path: KbPath;
  /** The single good one: no other is as likely, and its likeness is no accident. */
  readonly sure: boolean;
}

const most = 5;

/**
 * What a dead destination may mean, best first, at most five. The order of the ways is how writers have been seen to repair their links: another depth,
 * a renamed file, the same name elsewhere, nearly the same name, another number, the title that the link's text tells, and at last a similar name.
 */
export function fileCandidates(from: KbPath, destination: string, text: string, workshop: Workshop): FileCandidate[] {
  const wish = wishOf(from, destination);
  if (wish === undefined) return [];
  const found: FileCandidate[] = [];
  for (const way of ways) {
    const { paths, telling } = way(from, wish, text, workshop);
    const fresh = paths.filter(path => path !== from && !found.some(candidate => candidate.path === path));
    const first = found.length === 0;
    for (const path of fresh) found.push({ path, sure: first && telling && fresh.length === 1 });
    if (found.some(candidate => candidate.sure) || found.length >= most) break;
  }
  return found.slice(0, most);
}

interface Wish {
  /** The path as written, from where it leaves its `.` and `..`; never empty. */
  readonly tail: string;
  readonly name: string;
  /** Every path that `tail` names, seen from the chapter's folder and those above, nearest first. */
  readonly seen: readonly KbPath[];
  /** Written as a folder. */
  readonly isFolder: boolean;
}

function wishOf(from: KbPath, destination: string): Wish | undefined {
  const written = percentDecoded(destination.replace(/[?#].*$/s, ''));
  const parts = written.split('/');
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
  return { tail, name: nameOf(tail), seen, isFolder: written.endsWith('/') };
}

/** `telling`: a single path found this way is surely meant. */
type Way = (from: KbPath, wish: Wish, text: string, workshop: Workshop) => { paths: readonly KbPath[]; telling: boolean };

const otherDepth: Way = (_from, { seen }, _text, { kb }) => ({ paths: seen.filter(path => isThere(path, kb)), telling: true });

const renamed: Way = (_from, { seen }, _text, { kb, renames }) => {
  for (const path of seen) {
    const now = renames.get(path);
    if (now !== undefined && isThere(now, kb)) return { paths: [now], telling: true };
  }
  return { paths: [], telling: false };
};

const toldRenamed: Way = (_from, { name }, _text, { kb }) => ({ paths: catalogueOf(kb).byFormerName.get(name) ?? [], telling: true });

const sameName: Way = (from, wish, _text, { kb }) => nearest(from, wish, catalogueOf(kb).byName.get(wish.name) ?? []);

const nearlySameName: Way = (from, wish, _text, { kb }) =>
  nearest(from, wish, catalogueOf(kb).bySquashedName.get(squashedName(wish.name)) ?? []);

const withoutExtension: Way = (from, { seen, name }, _text, { kb }) => {
  // At another depth the very file is there.
  if (seen.some(path => isThere(path, kb))) return { paths: [], telling: false };
  const guesses = /\.[a-z]+$/i.test(name)
    ? seen.flatMap(path => (isReadme(name) ? [folderOf(path)] : [kbPath(`${folderOf(path)}/${stemOf(path)}/README.md`)!]))
    : seen.map(path => kbPath(`${path}.md`)!);
  return { paths: guesses.filter(path => path !== root && path !== folderOf(from) && isThere(path, kb)).slice(0, 1), telling: true };
};

const otherNumber: Way = (_from, { name }, _text, { kb }) => {
  const { number, title } = numberedTitle(name.replace(/\.[^.]*$/, ''));
  const extension = /\.[a-z][a-z0-9]{0,7}$/i.exec(name)?.[0].toLowerCase() ?? '';
  if (number === '' || squashed(title).length < 2) return { paths: [], telling: false };
  return { paths: catalogueOf(kb).byUnnumberedName.get(squashed(title) + extension) ?? [], telling: true };
};

const titleInText: Way = (from, _wish, text, { kb }) => {
  const { byTitle } = catalogueOf(kb);
  const [whole, plain] = [squashed(text), squashed(numberedTitle(text).title)];
  const paths = byTitle.get(whole) ?? (plain.length >= 4 ? byTitle.get(plain) : undefined) ?? [];
  return { paths: [...paths].sort((a, b) => commonHead(b, from) - commonHead(a, from)), telling: whole.length >= 4 };
};

/** Where most of the other links to the same missing file have a text that is somebody's title. */
const titleInOtherTexts: Way = (_from, { name }, _text, { kb }) => {
  const { byTitle, textsByDeadName } = catalogueOf(kb);
  if (isGeneric(name)) return { paths: [], telling: false };
  const votes = new Map<KbPath, number>();
  for (const text of textsByDeadName.get(name) ?? []) {
    const paths = byTitle.get(squashed(text)) ?? [];
    if (paths.length === 1 && squashed(text).length >= 4) votes.set(paths[0]!, (votes.get(paths[0]!) ?? 0) + 1);
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  return { paths: ranked.map(([path]) => path), telling: ranked.length === 1 };
};

const numberInText: Way = (from, { name }, text, { kb }) => {
  const { byNumber } = catalogueOf(kb);
  const wanted = [numberedTitle(text), numberedTitle(name.replace(/\.[^.]*$/, ''))].filter(({ number }) => /\d\.\d/.test(number));
  const paths = wanted.flatMap(({ number, title }) =>
    spellings(number)
      .flatMap(spelling => byNumber.get(spelling) ?? [])
      .map(path => ({ path, likeness: likeness(squashed(numberedTitle(stemOf(path)).title), squashed(title)) }))
      .filter(found => found.likeness >= 0.4 && isThere(found.path, kb))
      .sort((a, b) => b.likeness - a.likeness || commonHead(b.path, from) - commonHead(a.path, from)),
  );
  return { paths: paths.map(({ path }) => chapterOf(path, kb)), telling: false };
};

const titleLikeText: Way = (from, _wish, text, { kb }) => {
  const wanted = squashed(numberedTitle(text).title);
  if (wanted.length < 4) return { paths: [], telling: false };
  const found: { path: KbPath; rank: number }[] = [];
  for (const [title, paths] of catalogueOf(kb).byTitle) {
    const rank =
      title.includes(wanted) || wanted.includes(title) ? Math.min(title.length, wanted.length) / Math.max(title.length, wanted.length) : 0;
    if (rank >= 0.5) for (const path of paths) found.push({ path, rank: rank + commonHead(path, from) / 100 });
  }
  return { paths: [...new Set(found.sort((a, b) => b.rank - a.rank).map(({ path }) => path))].slice(0, 3), telling: false };
};

const similarName: Way = (from, { name }, _text, { kb }) => {
  const wanted = squashedName(name);
  if (isGeneric(name)) return { paths: [], telling: false };
  const found: { path: KbPath; rank: number }[] = [];
  for (const [other, paths] of catalogueOf(kb).bySquashedName) {
    if (Math.abs(other.length - wanted.length) > wanted.length * 0.2) continue;
    const rank = likeness(other, wanted);
    if (rank >= 0.8) for (const path of paths) found.push({ path, rank: rank + commonHead(path, from) / 100 });
  }
  return {
    paths: found
      .sort((a, b) => b.rank - a.rank)
      .map(({ path }) => path)
      .slice(0, 3),
    telling: false,
  };
};

const ways: readonly Way[] = [
  otherDepth,
  renamed,
  toldRenamed,
  withoutExtension,
  sameName,
  nearlySameName,
  otherNumber,
  titleInText,
  titleInOtherTexts,
  numberInText,
  titleLikeText,
  similarName,
];

/** Of the files of one name, those whose folders fit best: the longest common end of the path wins. README and the like need a folder in common. */
function nearest(from: KbPath, { tail, name }: Wish, paths: readonly KbPath[]): { paths: readonly KbPath[]; telling: boolean } {
  const ranked = paths
    .map(path => ({ path, tail: commonTail(path, tail), head: commonHead(path, from) }))
    .filter(({ tail: shared }) => shared >= (isGeneric(name) ? 2 : 1))
    .sort((a, b) => b.tail - a.tail || b.head - a.head);
  const [best, second] = ranked;
  if (best === undefined) return { paths: [], telling: false };
  if (best.tail >= 2 && (second === undefined || second.tail < best.tail)) return { paths: [best.path], telling: true };
  return { paths: ranked.map(({ path }) => path), telling: true };
}

const isReadme = (name: string): boolean => /^readme\.md$/i.test(name);

const isThere = (path: KbPath, kb: Workshop['kb']): boolean => {
  const type = typeAt(path, kb);
  return type !== undefined && type !== 'ignored';
};

/** The page of a folder that has one; else the path. */
const chapterOf = (path: KbPath, kb: Workshop['kb']): KbPath =>
  (typeAt(path, kb) === 'folder' ? pageOf(path, kb)?.path : undefined) ?? path;

/** `4.1` and `04.1` number the same chapter. */
const spellings = (number: string): string[] => [...new Set([number, number.replace(/^0+(?=\d)/, ''), `0${number}`])];

/** From 0, nothing in common, to 1, the same. */
export const likeness = (a: string, b: string): number => (a === b ? 1 : 1 - distance(a, b) / Math.max(a.length, b.length, 1));
