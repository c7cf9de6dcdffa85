import type { FileRecord, KnowledgeBase } from './knowledgeBase.ts';
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
  const candidates: { path: KbPath; index: number; rank: number }[] = [];
  /** Whoever ranks behind these is not among the first. */
  let limit = Number.POSITIVE_INFINITY;
  const cut = () => {
    candidates.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.index - b.index));
    if (candidates.length <= most) return;
    more = true;
    candidates.length = most;
    limit = candidates.at(-1)?.rank ?? -1;
  };
  let more = false;
  for (const [path, type] of kb.paths()) {
    const record = type === 'chapter' ? kb.record(path) : undefined;
    if (record === undefined) continue;
    const folded = foldedOutline(record);
    if (!words.every(word => folded.includes(word))) continue;
    for (let [start, index] = [0, 0]; start < folded.length; index++) {
      const line = folded.indexOf('\n', start);
      const end = line < 0 ? folded.length : line;
      const rank = end - start + (words[0] !== undefined && folded.startsWith(words[0], start) ? 0 : 1000);
      if (end > start && rank <= limit && (words.length === 0 || isNamed(folded.slice(start, end), words)))
        candidates.push({ path, index, rank });
      start = end + 1;
    }
    if (candidates.length > 4 * most) cut();
  }
  cut();
  const found = candidates.map(({ path, index }) => ({
    path,
    index,
    text: kb.record(path)?.outline.split('\n')[index] ?? '',
    anchor: kb.lookup('anchor', path)[index]?.value ?? '',
  }));
  return { found, more };
}

const isNamed = (title: string, words: readonly string[]): boolean => words.every(word => title.includes(word));

const known = new WeakMap<FileRecord, string>();

function foldedOutline(record: FileRecord): string {
  const folded = known.get(record) ?? record.outline.toLowerCase();
  known.set(record, folded);
  return folded;
}
