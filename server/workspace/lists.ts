import { linesOf } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { KbPath } from '../model/path.ts';
import type { SiteList } from '../model/site.ts';

/** The lists of chapters that stand in files beside them. */
export const listsIn = ({ links }: Configuration): Iterable<SiteList> => links.lists?.values() ?? [];

export const listPaths = ({ configuration }: { readonly configuration: Configuration }): KbPath[] =>
  Array.from(listsIn(configuration), ({ path }) => path);

/** Where the lines of a chapter, or of the file of a list, begin. */
export function linesAt(path: KbPath, kb: KnowledgeBase): readonly number[] | undefined {
  const chapter = kb.chapter(path);
  return chapter === undefined ? kb.links.lists?.get(path)?.inFile?.lines : linesOf(chapter);
}
