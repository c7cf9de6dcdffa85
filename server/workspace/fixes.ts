import { t } from '@vscode/l10n';
import { type Fix, type ProposedFix, withPreferred } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding, FixContext } from '../model/rule.ts';
import { finished, type Steps } from '../model/steps.ts';
import { visible } from '../model/visible.ts';
import type { Workspace } from './workspace.ts';

/** A workshop for many repairs made at one time: the text of a chapter is read once for all of its findings. */
export function workshopOf(workspace: Workspace): FixContext {
  const { workshop } = workspace;
  let last: { readonly path: KbPath; readonly text: string | undefined } | undefined;
  return {
    ...workshop,
    text: path => {
      if (last?.path !== path) last = { path, text: workshop.text(path) };
      return last.text;
    },
  };
}

/** The repairs of a finding of a chapter, best first, at most one of them preferred. Those of a rule that throws are none, and the log says so. */
export function* repairing(workspace: Workspace, finding: Finding, path: KbPath, workshop = workspace.workshop): Steps<readonly Fix[]> {
  const corrections = correctionsOf(workspace, finding, path, workshop);
  const others = yield* workspace.failures.guardSteps(subject(finding), path, [], otherFixes(workspace, finding, path, workshop));
  return guarded(workspace, finding, path, [], () => withPreferred([...corrections, ...others]));
}

/** The same at once. */
export const fixesOf = (workspace: Workspace, finding: Finding, path: KbPath, workshop = workspace.workshop): readonly Fix[] =>
  finished(repairing(workspace, finding, path, workshop));

/**
 * The message of a finding, and what was probably meant, where one repair is good. `fixes`: when they are known; else just what is needed is worked out. Only for
 * what is shown or printed.
 */
export function messageOf(
  workspace: Workspace,
  finding: Finding,
  path: KbPath,
  workshop = workspace.workshop,
  fixes?: readonly Fix[],
): string {
  return guarded(workspace, finding, path, finding.message, () => {
    const telling = (fixes ?? withPreferred(correctionsOf(workspace, finding, path, workshop))).filter(({ meant }) => meant !== undefined);
    const good = telling.find(({ preferred }) => preferred) ?? (telling.length === 1 ? telling[0] : undefined);
    return good === undefined ? finding.message : t('{0} Did you mean “{1}”?', finding.message, visible(good.meant!));
  });
}

function correctionsOf(workspace: Workspace, finding: Finding, path: KbPath, workshop: FixContext): readonly ProposedFix[] {
  const chapter = workspace.kb.chapter(path);
  const rule = workspace.rule(finding.rule);
  if (chapter === undefined || rule?.corrections === undefined) return [];
  return guarded(workspace, finding, path, [], () => rule.corrections!(finding, chapter, workshop));
}

function* otherFixes(workspace: Workspace, finding: Finding, path: KbPath, workshop: FixContext): Steps<readonly ProposedFix[]> {
  const chapter = workspace.kb.chapter(path);
  const rule = workspace.rule(finding.rule);
  if (chapter === undefined || rule?.fixes === undefined) return [];
  const found: ProposedFix[] = [];
  for (const fix of rule.fixes(finding, chapter, workshop)) {
    if (fix === undefined) yield;
    else found.push(fix);
  }
  return found;
}

/** What concerns the repairs of a finding; should that fail, `otherwise`, and the log says so. */
function guarded<T>(workspace: Workspace, finding: Finding, path: KbPath, otherwise: T, make: () => T): T {
  return workspace.failures.guard(subject(finding), path, otherwise, make);
}

const subject = ({ rule }: Finding): string => `Repairing what rule ${rule} has found`;
