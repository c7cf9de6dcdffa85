import { folderOf, type KbPath, root } from '../../model/path.ts';
import { type Catalogue, squashedName } from './catalogue.ts';

/** Of very many files of one name or title, so many are looked at, the nearest first: five are offered at most, and every dead link asks. None of so many is ever the single good one, so nothing depends on the others. */
export const mostNear = 100;

/** The first of what may be many more. */
export function firstOf<T>(all: Iterable<T>, count: number): T[] {
  const found: T[] = [];
  for (const one of all) if (found.push(one) === count) break;
  return found;
}

/** Paths that are sorted, those first that share most first folders with another one. */
export function* byHead(sorted: readonly KbPath[], from: KbPath): Iterable<KbPath> {
  let [low, high] = [0, 0];
  let isFirst = true;
  for (let folder: KbPath | undefined = folderOf(from); folder !== undefined; folder = folder === root ? undefined : folderOf(folder)) {
    const [start, end] = folder === root ? [0, sorted.length] : [placeOf(sorted, `${folder}/`), placeOf(sorted, `${folder}0`)];
    if (isFirst) [low, high] = [start, start];
    isFirst = false;
    for (let i = start; i < low; i++) yield sorted[i]!;
    for (let i = high; i < end; i++) yield sorted[i]!;
    [low, high] = [start, end];
  }
}

/** The first place of a path that is not less. `0` is the character behind `/`. */
function placeOf(sorted: readonly KbPath[], least: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Of the files of one name, those first that share most last parts with a path, then those that share most first folders with who asks; the only one that shares most, and at least two
 * parts, alone. `least`: so many parts have to be shared.
 */
export function* byTail(from: KbPath, tail: KbPath, paths: readonly KbPath[], least: 1 | 2, { tails }: Catalogue): Iterable<KbPath> {
  if (paths.length === 0) return;
  const known = tails.get(paths) ?? tailsOf(paths);
  tails.set(paths, known);
  const parts = partsOf(tail);
  const lists = [paths];
  for (let shared = 2; shared <= parts.length; shared++) {
    const list = known.get(parts.slice(0, shared).join('/'));
    if (list === undefined) break;
    lists.push(list);
  }
  const best = lists.at(-1)!;
  if (lists.length > 1 && best.length === 1) {
    yield best[0]!;
    return;
  }
  for (let shared = lists.length; shared >= least; shared--)
    for (const path of byHead(lists[shared - 1]!, from)) if (shared === lists.length || partsOf(path)[shared] !== parts[shared]) yield path;
}

/** The last first, as they are compared. */
const partsOf = (path: KbPath): string[] => path.split('/').reverse().map(squashedName);

/** Paths of one name by their last two parts, three, and so on. */
function tailsOf(paths: readonly KbPath[]): ReadonlyMap<string, readonly KbPath[]> {
  const found = new Map<string, KbPath[]>();
  for (const path of paths) {
    const [name, ...folders] = partsOf(path);
    let key = name!;
    for (const folder of folders) {
      key += `/${folder}`;
      const list = found.get(key);
      if (list === undefined) found.set(key, [path]);
      else list.push(path);
    }
  }
  return found;
}
