import { t } from '@vscode/l10n';
import { configurationFile } from '../config/read.ts';
import type { KbPath } from '../model/path.ts';
import type { Steps } from '../model/steps.ts';
import { type Following, following, followingAfterwards } from '../reshape/follow.ts';
import { type Moves, obstacleTo } from '../reshape/moves.ts';
import { workshopOf } from './fixes.ts';
import { settingsEdits } from './movedSettings.ts';
import type { Workspace } from './workspace.ts';

/** What follows some moves in one knowledge base: links in its chapters, paths in its configuration. Chapters of knowledge bases inside it are theirs. */
export function* followingMoves(moves: Moves, workspace: Workspace): Steps<Following> {
  const { configured, kb } = workspace;
  const links = configured.linksAfter(kb.paths(), path => moves.of(path));
  yield;
  return withSettings(yield* following(moves, guardedWorkshop(workspace), links), moves, workspace);
}

/** The same of what has been moved already. */
export function* followingDone(moves: Moves, workspace: Workspace): Steps<Following> {
  return withSettings(yield* followingAfterwards(moves, guardedWorkshop(workspace)), moves, workspace);
}

const guardedWorkshop = (workspace: Workspace) => ({
  ...workshopOf(workspace),
  attempt: (path: KbPath, steps: Steps<true>): Steps<boolean> => workspace.failures.guardSteps('Following a move', path, false, steps),
});

function withSettings({ edits, lost, failed }: Following, moves: Moves, workspace: Workspace): Following {
  const { configured } = workspace;
  const inner = workspace.innerRoots();
  const isOurs = ({ path }: { readonly path: KbPath }) => !inner.some(root => path.startsWith(`${root}/`));
  const textOf = (path: KbPath) => (path === configurationFile ? configured.text : workspace.text(path));
  const settings = settingsEdits(configured.baseline, textOf, path => moves.of(path));
  return { edits: [...edits.filter(isOurs), ...settings], lost: lost.filter(isOurs), failed: failed.filter(path => isOurs({ path })) };
}

/** Why moves cannot be made, in words; undefined when they can. */
export function objectionTo(moves: Moves, workspace: Workspace): string | undefined {
  const obstacle = obstacleTo(moves, workspace.kb);
  switch (obstacle?.kind) {
    case 'missing':
      return t('There is no “{0}” in the knowledge base.', obstacle.path);
    case 'inside itself':
      return t('A folder cannot be moved into itself: “{0}”.', obstacle.path);
    case 'taken':
      return t('There is a “{0}” already.', obstacle.path);
    default:
      return undefined;
  }
}
