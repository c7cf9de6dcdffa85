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
  const first = new First(most);
  for (const [path, type] of kb.paths()) {
    const record = type === 'chapter' ? kb.record(path) : undefined;
    const outline = record === undefined ? '' : foldedOutline(record);
    if (isNamed(outline, words)) offer(path, outline, words, first);
    first.cut(4 * most);
  }
  first.cut(0);
  const found = first.candidates.map(({ path, index }) => ({
    path,
    index,
    text: kb.record(path)?.outline.split('\n')[index] ?? '',
    anchor: kb.lookup('anchor', path)[index]?.value ?? '',
  }));
  return { found, more: first.more };
}

/** Offers the headings of a chapter whose titles contain all words. `outline`: the titles, in small letters. */
function offer(path: KbPath, outline: string, words: readonly string[], first: First): void {
  const [begin] = words;
  for (let [start, index] = [0, 0]; start < outline.length; index++) {
    const line = outline.indexOf('\n', start);
    const end = line < 0 ? outline.length : line;
    const rank = end - start + (begin !== undefined && outline.startsWith(begin, start) ? 0 : 1000);
    if (end > start && rank <= first.limit && isNamed(outline.slice(start, end), words)) first.candidates.push({ path, index, rank });
    start = end + 1;
  }
}

interface Candidate {
  readonly path: KbPath;
  readonly index: number;
  readonly rank: number;
}

/** Those that rank first of many. */
class First {
  readonly #most: number;
  readonly candidates: Candidate[] = [];
  /** Whoever ranks behind these is not among the first. */
  limit = Number.POSITIVE_INFINITY;
  /** There were more. */
  more = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Keeps those that rank first, where there are more than so many. */
  cut(beyond: number): void {
    const { candidates } = this;
    if (candidates.length <= beyond) return;
    candidates.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.index - b.index));
    if (candidates.length <= this.#most) return;
    this.more = true;
    candidates.length = this.#most;
    this.limit = candidates.at(-1)?.rank ?? -1;
  }
}

const isNamed = (title: string, words: readonly string[]): boolean => words.every(word => title.includes(word));

const known = new WeakMap<FileRecord, string>();

function foldedOutline(record: FileRecord): string {
  const folded = known.get(record) ?? record.outline.toLowerCase();
  known.set(record, folded);
  return folded;
}
