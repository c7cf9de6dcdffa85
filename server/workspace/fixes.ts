import { type Fix, withPreferred } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import type { Workspace } from './workspace.ts';

/** The repairs of a finding of a chapter, best first, at most one of them preferred. Those of a rule that throws are none, and the log says so. */
export function fixesOf(workspace: Workspace, finding: Finding, path: KbPath): readonly Fix[] {
  const chapter = workspace.kb.chapter(path);
  if (chapter === undefined) return [];
  try {
    return withPreferred(workspace.rule(finding.rule)?.fixes?.(finding, chapter, workspace.workshop) ?? []);
  } catch (error) {
    workspace.failures.tell(`Repairing what rule ${finding.rule} has found`, path, error);
    return [];
  }
}
