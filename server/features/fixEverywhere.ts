import { t } from '@vscode/l10n';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Steps } from '../model/steps.ts';
import { allPaths, goodEdits } from '../workspace/goodFixes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { previewing } from './edits.ts';
import type { RequestContext } from './feature.ts';

/** All good repairs of one rule in every knowledge base, as one change that the editor shows first. Nothing when there are none. */
export function* fixEverywhere(
  rule: string,
  places: Iterable<{ workspace: Workspace } & Pick<RequestContext, 'rangeOf' | 'uriOf'>>,
): Steps<WorkspaceEdit | null> {
  const changes: WorkspaceEdit[] = [];
  for (const { workspace, ...view } of places) {
    const good = yield* goodEdits(workspace, allPaths(workspace), finding => finding.rule === rule);
    const edits = [...good.values()].flat();
    if (edits.length > 0) changes.push(yield* previewing(edits, t('Fix all “{0}” findings', rule), view));
  }
  if (changes.length === 0) return null;
  return {
    documentChanges: changes.flatMap(change => change.documentChanges ?? []),
    changeAnnotations: Object.assign({}, ...changes.map(change => change.changeAnnotations)),
  };
}
