import type { FileType } from '../model/entries.ts';
import type { KbPath } from '../model/path.ts';
import type { Site } from '../model/site.ts';

/** What is there when a site is recognised. */
export interface Surroundings {
  /** Every file and folder but the root. */
  readonly files: ReadonlyMap<KbPath, FileType>;
  read(path: KbPath): string | undefined;
  /** Does what is done for one file; should that fail, it is told, and the answer is `otherwise`. */
  attempt<T>(path: KbPath, otherwise: T, act: () => T): T;
}

/** A program that renders chapters: what marks its sites, and what one of them is like. */
export interface SiteKind {
  readonly id: string;
  readonly title: string;
  /** Whether a path may be what marks a site of this kind. */
  marks(path: KbPath): boolean;
  /** Whether it does mark one, where others have files of that name too. */
  isMark?(evidence: KbPath, around: Surroundings): boolean;
  /** The site that it marks. */
  open(evidence: KbPath, around: Surroundings): Site;
  /** What would mark a site that is all of a knowledge base, where `concord.json` says so and nothing marks it. */
  readonly assumed: { readonly mark: string; readonly text: string };
}
