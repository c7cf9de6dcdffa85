import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedTitle } from '../../model/numbering.ts';
import { folderOf, type KbPath, stemOf } from '../../model/path.ts';
import { namesToc } from '../../toc/names.ts';

/** How the chapters of a folder are written, as far as one may tell from their headings. */
export interface Neighbours {
  /** What most of them call their table of contents: `二、目录`. */
  readonly contents: string | undefined;
  /** Their titles begin with the numbers of their files, or none of their files has one. */
  readonly numbered: boolean;
}

interface Learned {
  readonly byFolder: ReadonlyMap<KbPath, Neighbours>;
  readonly everywhere: readonly string[];
}

const made = new WeakMap<KnowledgeBase, Learned & { readonly version: number; readonly names: readonly string[] }>();

/** Of a folder; where nobody in it has a table of contents, what most chapters of the whole knowledge base call it, in Chinese or not. Worked out once for each version of the knowledge base and `names`. */
export function neighboursIn(folder: KbPath, chinese: boolean, kb: KnowledgeBase, names: readonly string[]): Neighbours {
  let known = made.get(kb);
  if (known?.version !== kb.version || known.names !== names) {
    known = { version: kb.version, names, ...learned(kb, names) };
    made.set(kb, known);
  }
  const here = known.byFolder.get(folder) ?? { contents: undefined, numbered: true };
  const contents = here.contents ?? known.everywhere.find(name => /\p{Script=Han}/u.test(name) === chinese);
  return { ...here, contents };
}

function learned(kb: KnowledgeBase, names: readonly string[]): Learned {
  const counted = new Map<KbPath, { readonly contents: Map<string, number>; withNumber: number; without: number }>();
  const everywhere = new Map<string, number>();
  for (const [path, type] of kb.paths()) {
    const headings = type === 'chapter' ? (kb.record(path)?.outline.split('\n') ?? []) : [];
    if (headings.length === 0) continue;
    const folder = counted.get(folderOf(path)) ?? { contents: new Map(), withNumber: 0, without: 0 };
    counted.set(folderOf(path), folder);
    const contents = headings.find(heading => namesToc(heading, names));
    if (contents !== undefined) for (const counts of [folder.contents, everywhere]) counts.set(contents, (counts.get(contents) ?? 0) + 1);
    if (numberedTitle(stemOf(path)).number === '') continue;
    if (numberedTitle(headings[0]!).number === '') folder.without++;
    else folder.withNumber++;
  }
  const byFolder = new Map<KbPath, Neighbours>();
  for (const [path, { contents, withNumber, without }] of counted)
    byFolder.set(path, { contents: byCount(contents)[0], numbered: withNumber >= without });
  return { byFolder, everywhere: byCount(everywhere) };
}

/** Most first; among equals the order of the files, which is none, must not decide. */
const byCount = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)).map(([name]) => name);
