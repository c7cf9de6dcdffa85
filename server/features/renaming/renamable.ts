import type { Edit } from '../../model/fix.ts';
import type { Steps } from '../../model/steps.ts';
import type { Span } from '../../model/text.ts';
import type { Move } from '../../reshape/moves.ts';

/** Something under the cursor that may get another name, everywhere. */
export interface Renamable {
  /** Where its name stands at the cursor. */
  readonly place: Span;
  readonly name: string;
  /** What has to change so that it has another name. Throws a refusal, in words for the writer, where it cannot have that. */
  renamed(newName: string): Steps<Renaming>;
}

/** Changes of texts; or the move of a file or folder, with all that follows it. */
export type Renaming = { readonly edits: readonly Edit[] } | { readonly move: Move };
