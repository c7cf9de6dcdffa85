import { slug } from 'github-slugger';
import { remembering } from './remembering.ts';

/** How a site turns the headings of one page into anchors. */
export interface SlugScheme {
  readonly name: string;
  /** The anchor of one heading by its text alone, before it is told apart from others. `text`: what of the heading the scheme looks at – see `of`. */
  slug(text: string): string;
  /** What of a heading it looks at: its text as readers see it (with code, without markup, tags and images), or its Markdown source. */
  readonly of: 'text' | 'source';
  /** A new counter for one page: gives each heading (and reserves each explicit id) its unique anchor in order. */
  page(): PageCounter;
}

/** The anchors of one page. */
export interface PageCounter {
  /** The anchor of the next heading, by its slug. */
  anchor(slug: string): string;
  /** An id that is given by hand. Where it only counts for what comes after it, it has to be reserved at its place. */
  reserve(id: string): void;
}

/** The anchor that a heading of this text has on GitHub when it is the first of its name. */
export const plainAnchor = remembering(slug);

/** Tells the slugs of one document apart: one that was given before gets the next free number. */
export function slugNumbering(): (slug: string) => string {
  const occurrences = new Map<string, number>();
  return base => {
    let anchor = base;
    while (occurrences.has(anchor)) {
      const count = (occurrences.get(base) ?? 0) + 1;
      occurrences.set(base, count);
      anchor = `${base}-${count}`;
    }
    occurrences.set(anchor, 0);
    return anchor;
  };
}

/** github-slugger, index.js: a slug that was there gets the next number that is free. Ids given by hand do not count. The slug of a text is worked out once and not at every key. */
export const gitHubScheme: SlugScheme = {
  name: 'github',
  of: 'text',
  slug: plainAnchor,
  page: () => ({ anchor: slugNumbering(), reserve() {} }),
};
