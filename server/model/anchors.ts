import { slug } from 'github-slugger';
import { remembering } from './remembering.ts';

/** The anchor that a heading of this text has when it is the first of its name. */
export const plainAnchor = remembering(slug);

/**
 * Makes the anchors of one document, heading by heading, as github-slugger's own class does. Only that the slug of a text is worked out once and not at every key.
 */
export function anchorMaker(): (text: string) => string {
  const number = slugNumbering();
  return text => number(plainAnchor(text));
}

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
