import type { Edit, Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import { fixesOf, workshopOf } from './fixes.ts';
import type { Workspace } from './workspace.ts';

/**
 * The edits of all preferred fixes of the chosen findings that can be made together, by file; of two that clash, the first. `isAllowed`: a fix that it refuses is
 * left out as a whole.
 */
export function goodEdits(
  workspace: Workspace,
  paths: Iterable<KbPath>,
  isChosen: (finding: Finding, path: KbPath) => boolean,
  isAllowed: (fix: Fix) => boolean = () => true,
): Map<KbPath, Edit[]> {
  const chosen = new Map<KbPath, Edit[]>();
  const workshop = workshopOf(workspace);
  for (const path of [...paths].sort()) {
    for (const finding of workspace.findings(path)) {
      if (!isChosen(finding, path)) continue;
      const fix = fixesOf(workspace, finding, path, workshop).find(({ preferred }) => preferred);
      if (fix === undefined || fix.create !== undefined || !isAllowed(fix)) continue;
      if (fix.edits.some(edit => chosen.get(edit.path)?.some(other => clash(edit, other)))) continue;
      for (const edit of fix.edits) {
        const edits = chosen.get(edit.path);
        if (edits === undefined) chosen.set(edit.path, [edit]);
        else edits.push(edit);
      }
    }
  }
  return chosen;
}

/** Every chapter of a knowledge base, also one whose file is damaged. */
export const allPaths = (workspace: Workspace): KbPath[] => [...workspace.kb.allChapters()].map(({ path }) => path);

/** They change the same text, or put something in at the same place. */
const clash = (a: Edit, b: Edit): boolean =>
  a.span.start === b.span.start ? true : a.span.start < b.span.end && b.span.start < a.span.end;
