import { groupedBy } from '../../model/grouping.ts';
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
  const chapters = [...kb.paths()].flatMap(([path, type]) => {
    const headings = type === 'chapter' ? (kb.record(path)?.outline.split('\n') ?? []) : [];
    if (headings.length === 0) return [];
    return [{ path, title: headings[0]!, contents: headings.find(heading => namesToc(heading, names)) }];
  });
  const byFolder = groupedBy(chapters, ({ path }) => folderOf(path));
  return {
    byFolder: new Map([...byFolder].map(([folder, chapters]) => [folder, learnedOf(chapters)])),
    everywhere: byCount(chapters.map(({ contents }) => contents)),
  };
}

/** A chapter, and its heading that names a table of contents. */
interface Headed {
  readonly path: KbPath;
  readonly title: string;
  readonly contents: string | undefined;
}

function learnedOf(chapters: readonly Headed[]): Neighbours {
  const ofNumberedFiles = chapters.filter(({ path }) => hasNumber(stemOf(path)));
  const withNumber = ofNumberedFiles.filter(({ title }) => hasNumber(title)).length;
  return { contents: byCount(chapters.map(({ contents }) => contents))[0], numbered: 2 * withNumber >= ofNumberedFiles.length };
}

const hasNumber = (title: string): boolean => numberedTitle(title).number !== '';

/** Those that come most often first; among equals the order of the files, which is none, must not decide. */
const byCount = (names: readonly (string | undefined)[]): string[] =>
  [
    ...groupedBy(
      names.filter(name => name !== undefined),
      name => name,
    ),
  ]
    .sort(([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1))
    .map(([name]) => name);
