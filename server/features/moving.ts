import { t } from '@vscode/l10n';
import type { RenameFile, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Edit } from '../model/fix.ts';
import type { Steps } from '../model/steps.ts';
import { type Move, Moves } from '../reshape/moves.ts';
import * as counted from '../workspace/counted.ts';
import { followingMoves, objectionTo } from '../workspace/moving.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { editing, previewing } from './edits.ts';
import { Refusal, type RequestContext } from './feature.ts';

type Placing = Pick<RequestContext, 'rangeOf' | 'uriOf'>;

/** What a change is made of that moves a file: the editor, which asks what follows any move, has been given it already. */
export interface MoveMade {
  readonly workspace: Workspace;
  readonly move: Move;
  readonly edits: readonly Edit[];
}

const made = new WeakMap<WorkspaceEdit, MoveMade>();

export const moveMadeBy = (edit: WorkspaceEdit): MoveMade | undefined => made.get(edit);

/** The change that makes a move with all that follows it; throws a refusal where it cannot be made. */
export function* movingEdit(move: Move, workspace: Workspace, view: Placing): Steps<WorkspaceEdit> {
  const moves = new Moves([move]);
  const objection = objectionTo(moves, workspace);
  if (objection !== undefined) throw new Refusal(objection);
  const { edits } = yield* followingMoves(moves, workspace);
  const { documentChanges = [] } = yield* editing({ edits }, view);
  const rename: RenameFile = { kind: 'rename', oldUri: view.uriOf(move.from), newUri: view.uriOf(move.to) };
  const edit: WorkspaceEdit = { documentChanges: [...documentChanges, rename] };
  made.set(edit, { workspace, move, edits });
  return edit;
}

/** What follows as a change for the editor, which shows it before where more than so many files change. Nothing where nothing follows. */
export function* followingEdit(edits: readonly Edit[], previewAbove: number, view: Placing): Steps<WorkspaceEdit | null> {
  if (edits.length === 0) return null;
  const files = new Set(edits.map(({ path }) => path)).size;
  if (files <= previewAbove) return yield* editing({ edits }, view);
  return yield* previewing(edits, t('Update links after the move ({0})', counted.files(files)), view);
}
