import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath, nameOf, percentDecoded, stemOf } from '../../model/path.ts';

/** The files of a knowledge base by the traits by which one may be meant when its path is wrong. All lists are sorted by path. */
export interface Catalogue {
  readonly paths: readonly KbPath[];
  readonly byName: ReadonlyMap<string, readonly KbPath[]>;
  readonly bySquashedName: ReadonlyMap<string, readonly KbPath[]>;
  /** The stem without its number. */
  readonly byUnnumberedName: ReadonlyMap<string, readonly KbPath[]>;
  /** The number of a file or folder: `03.2.1`. */
  readonly byNumber: ReadonlyMap<string, readonly KbPath[]>;
  /** The title of a chapter, squashed, with its number and without, without the gloss at its end, and what stands before its colon. */
  readonly byTitle: ReadonlyMap<string, readonly KbPath[]>;
  /** A former name → the files that a chapter says it was renamed to. */
  readonly byFormerName: ReadonlyMap<string, readonly KbPath[]>;
  /** The texts of all links to a name that no file has. */
  readonly textsByDeadName: ReadonlyMap<string, readonly string[]>;
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
  const byName = new Map<string, KbPath[]>();
  const bySquashedName = new Map<string, KbPath[]>();
  const byUnnumberedName = new Map<string, KbPath[]>();
  const byNumber = new Map<string, KbPath[]>();
  const byTitle = new Map<string, KbPath[]>();
  const byFormerName = new Map<string, KbPath[]>();
  const textsByDeadName = new Map<string, string[]>();
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
    for (const key of titleKeys(h1.text)) add(byTitle, key, path);
  }
  for (const { facts } of kb.chapters()) {
    for (const { before, after } of facts.toldRenames) {
      for (const path of byName.get(nameOf(after as KbPath)) ?? []) {
        const former = nameOf(before as KbPath);
        if (!byName.has(former) && !byFormerName.get(former)?.includes(path)) add(byFormerName, former, path);
      }
    }
    for (const { destination, text } of facts.links) {
      const name = nameOf(percentDecoded(destination.replace(/[?#].*$/s, '')) as KbPath);
      if (name !== '' && text !== '' && !byName.has(name) && !/^[a-z]+:/i.test(destination)) add(textsByDeadName, name, text);
    }
  }
  return { paths, byName, bySquashedName, byUnnumberedName, byNumber, byTitle, byFormerName, textsByDeadName };
}

/** A name in which only letters, numbers and the extension count. */
export const squashedName = (name: string): string => squashed(name.replace(/(?<=.)\.[a-z0-9]{1,8}$/i, '')) + extension(name);

const extension = (name: string): string => (/(?<=.)\.[a-z][a-z0-9]{0,7}$/i.exec(name)?.[0] ?? '').toLowerCase();

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
