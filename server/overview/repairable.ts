import type { Steps } from '../model/steps.ts';
import { repairing, workshopOf } from '../workspace/fixes.ts';
import { allPaths } from '../workspace/goodFixes.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** By rule: how many of its findings have one clear repair, which *fix all* makes. */
export type Repairable = ReadonlyMap<string, number>;

/** What can be repaired in a knowledge base, or below one of its folders (with a slash behind it). To find that out takes longer than the check. */
export function* repairableIn(workspace: Workspace, folder = ''): Steps<Repairable> {
  const counts = new Map<string, number>();
  const workshop = workshopOf(workspace);
  for (const path of allPaths(workspace)) {
    if (!path.startsWith(folder)) continue;
    for (const finding of workspace.findings(path)) {
      if (workspace.rule(finding.rule)?.repairs !== 'certain') continue;
      yield;
      const fix = (yield* repairing(workspace, finding, path, workshop)).find(({ preferred }) => preferred);
      if (fix !== undefined && fix.create === undefined) counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
    }
  }
  return counts;
}
