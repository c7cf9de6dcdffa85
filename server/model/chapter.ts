import type { Facts } from './facts.ts';
import type { KbPath } from './path.ts';

export interface Chapter {
  readonly path: KbPath;
  readonly facts: Facts;
}

const markdown = /\.(?:md|markdown|mdown|mkd)$/i;

/** Markdown by its name. */
export const isChapter = (path: string): boolean => markdown.test(path);
