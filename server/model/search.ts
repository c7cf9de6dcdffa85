import type { KnowledgeBase } from './knowledgeBase.ts';
import type { KbPath } from './path.ts';

/** A heading that a search has found. */
export interface FoundHeading {
  readonly path: KbPath;
  /** Its place among the headings of its chapter, from 0. */
  readonly index: number;
  readonly text: string;
  readonly anchor: string;
}

/**
 * Headings of the whole knowledge base whose title contains all words of the query, in any order and case: numbers, Chinese and Latin alike. Those that begin with
 * the query come first, then the shorter titles. At most `most`; `more`: there would have been more.
 */
export function searchHeadings(kb: KnowledgeBase, query: string, most: number): { found: FoundHeading[]; more: boolean } {
  const words = query
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const found: { path: KbPath; index: number; text: string; rank: number }[] = [];
  for (const [path, type] of kb.paths()) {
    if (type !== 'chapter') continue;
    const outline = kb.record(path)?.outline ?? '';
    const folded = outline.toLowerCase();
    if (!words.every(word => folded.includes(word))) continue;
    const titles = outline.split('\n');
    folded.split('\n').forEach((title, index) => {
      if (title === '' || !words.every(word => title.includes(word))) return;
      found.push({
        path,
        index,
        text: titles[index] ?? title,
        rank: (words[0] !== undefined && title.startsWith(words[0]) ? 0 : 1000) + title.length,
      });
    });
  }
  found.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.index - b.index));
  return {
    found: found
      .slice(0, most)
      .map(({ path, index, text }) => ({ path, index, text, anchor: kb.lookup('anchor', path)[index]?.value ?? '' })),
    more: found.length > most,
  };
}
