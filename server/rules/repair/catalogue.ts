import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath, nameOf, stemOf } from '../../model/path.ts';

/** The files of a knowledge base by the traits by which one may be meant when its path is wrong. All lists are sorted by path. */
export interface Catalogue {
  readonly paths: readonly KbPath[];
  readonly byName: ReadonlyMap<string, readonly KbPath[]>;
  readonly bySquashedName: ReadonlyMap<string, readonly KbPath[]>;
  /** The stem without its number. */
  readonly byUnnumberedName: ReadonlyMap<string, readonly KbPath[]>;
  /** The number of a file or folder: `03.2.1`. */
  readonly byNumber: ReadonlyMap<string, readonly KbPath[]>;
  /** The title of a chapter, squashed, with its number and without. */
  readonly byTitle: ReadonlyMap<string, readonly KbPath[]>;
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

/** Names that say nothing about what is in the file. */
export const isGeneric = (name: string): boolean => /^(?:readme|index|_index|summary|toc|license)(?:\.[^.]*)?$/i.test(name);

function make(kb: KnowledgeBase): Catalogue {
  const [byName, bySquashedName, byUnnumberedName, byNumber, byTitle] = [0, 1, 2, 3, 4].map(() => new Map<string, KbPath[]>()) as [
    Map<string, KbPath[]>,
    Map<string, KbPath[]>,
    Map<string, KbPath[]>,
    Map<string, KbPath[]>,
    Map<string, KbPath[]>,
  ];
  const paths: KbPath[] = [];
  for (const [path, type] of kb.paths()) if (type !== 'ignored') paths.push(path);
  paths.sort();
  for (const path of paths) {
    const name = nameOf(path);
    add(byName, name, path);
    add(bySquashedName, squashedName(name), path);
    const { number, title } = numberedTitle(stemOf(path));
    if (number !== '') {
      add(byUnnumberedName, squashed(title) + extension(name), path);
      add(byNumber, number, path);
    }
    const h1 = kb.chapter(path)?.facts.headings[0];
    if (h1 === undefined || h1.level !== 1) continue;
    const plain = numberedTitle(h1.text);
    for (const key of new Set([squashed(h1.text), squashed(plain.title)])) if (key !== '') add(byTitle, key, path);
  }
  return { paths, byName, bySquashedName, byUnnumberedName, byNumber, byTitle };
}

/** A name in which only letters, numbers and the extension count. */
export const squashedName = (name: string): string => squashed(name.replace(/(?<=.)\.[a-z0-9]{1,8}$/i, '')) + extension(name);

const extension = (name: string): string => (/(?<=.)\.[a-z][a-z0-9]{0,7}$/i.exec(name)?.[0] ?? '').toLowerCase();

function add(map: Map<string, KbPath[]>, key: string, path: KbPath): void {
  const paths = map.get(key);
  if (paths === undefined) map.set(key, [path]);
  else paths.push(path);
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
