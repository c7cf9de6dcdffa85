import type { KbPath } from './path.ts';
import type { Site } from './site.ts';

/**
 * What the files of a knowledge base tell each other, by kind and name. An entry holds just what readers may see: a heading's entry has no
 * spans, so typing in a paragraph changes no entry, and no other chapter is checked again.
 */
export interface IndexKinds {
  /** Name: the path of a file or folder. Rules never touch the disk. */
  file: FileType;
  /** Name: a path as `foldedPath` has it. Who is there in any case and composition. */
  folded: KbPath;
  /** Name: a folder. Which of the files in it may be the page that shows for it, and what each is. */
  page: FileType;
  /** Name: a chapter's path. The anchors that links may lead to: of its headings, then its explicit ones, each in order. */
  anchor: string;
  /** Name: what `Site.routesOf` says, by which links find a file besides its path. */
  route: KbPath;
  /** Name: a chapter's path. The address of its page, where relative links count from that and front matter says it. */
  url: string;
  /** Name: a chapter's path. What it takes in, by its path: the headings there are its own, too. `?` for what nobody finds. */
  included: string;
  /** Name: a path that another chapter links to, or a route. Who does, and to which fragments, one a line; where exactly stands in the facts of the chapter that links. */
  backlink: string;
  /** Name: the folder of a vault. The other names that a note gives itself, one a line. */
  alias: string;
  /** Name: a chapter's path. The symbols that it explains or defines, one a line. */
  symbols: string;
  /** Name: a folder. The keys of the fields of each chapter in it but its README, one a line. */
  fields: string;
  /** Name: a subject and a metric, or what else claims are found by. Each claim as `encodeClaim` says it, in the order of the text. */
  claim: string;
}

/**
 * `unread`: a chapter that is known to be there and whose facts are still to come, or whose file is damaged: nobody can tell what anchors it has. `ignored`: a file or folder that is there but kept out of the knowledge base (.gitignore and the like, a folder that cannot be listed), with all that is in it.
 */
export type FileType = 'chapter' | 'unread' | 'file' | 'folder' | 'ignored';

export interface Entry<K extends keyof IndexKinds> {
  readonly path: KbPath;
  readonly value: IndexKinds[K];
}

/** One answer that a check may have relied on: a kind and a name. Made by `keyOf` only. */
export type Key = string & { readonly brand: unique symbol };

export const keyOf = (kind: keyof IndexKinds, name: string): Key => `${kind} ${name}` as Key;

export interface Index {
  /** All entries of that name, sorted by path, those of one file in their order there; empty when there are none, which is an answer too. */
  lookup<K extends keyof IndexKinds>(kind: K, name: string): readonly Entry<K>[];
  /** Who renders the file at a path. */
  siteAt(path: KbPath): Site;
  /** Of an index that changes: grows with every change. */
  readonly version?: number;
}
