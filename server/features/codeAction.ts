import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver-protocol';
import type { Fix } from '../model/fix.ts';
import type { Finding } from '../model/rule.ts';
import { touches } from '../model/text.ts';
import { visible } from '../model/visible.ts';
import { fixesOf } from '../workspace/fixes.ts';
import { goodEdits } from '../workspace/goodFixes.ts';
import { statementActions } from './convergence/actions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { previewedEdit, workspaceEdit } from './edits.ts';
import type { Feature, View } from './feature.ts';
import { copyActions, formulaActions } from './formulaActions.ts';
import { fixAll } from './offered.ts';
import { suppressionEdits } from './suppress.ts';

/** The repairs of the findings at hand, the comments that silence them, and all good repairs of the chapter at once. */
export const codeAction: Feature<CodeActionParams, CodeAction[]> = {
  handle({ range, context, textDocument: { uri } }, view, pictures) {
    const asked = { start: view.offsetAt(range.start), end: view.offsetAt(range.end) };
    const wanted = (kind: string) => context.only === undefined || context.only.some(only => kind === only || kind.startsWith(`${only}.`));
    const findings = view.workspace.findings(view.chapter.path);
    const actions: CodeAction[] = [];
    if (wanted(CodeActionKind.QuickFix))
      for (const finding of findings) {
        if (touches(finding.span, asked)) actions.push(...quickFixes(finding, uri, view));
        else if (finding.places?.some(place => touches(place, asked))) actions.push(...repairs(finding, view));
      }
    if (wanted(CodeActionKind.RefactorRewrite)) actions.push(...formulaActions(asked, view));
    // Only our own client has a clipboard.
    if (context.only === undefined && view.isVsCode) actions.push(...copyActions(asked, view, pictures));
    // Only on demand: it works out the fixes of every finding in the chapter.
    if (context.only !== undefined && wanted(fixAll)) actions.push(...fixAllActions(view));
    return actions;
  },
};

function quickFixes(finding: Finding, uri: string, view: View): CodeAction[] {
  const diagnostics = [diagnosticOf(finding, view.chapter.path, view)];
  const silences = suppressionEdits(finding, view).map(
    ({ title, edit }): CodeAction => ({ title, kind: CodeActionKind.QuickFix, diagnostics, edit: workspaceEdit({ edits: [edit] }, view) }),
  );
  return [...repairs(finding, view), ...statementActions(finding, diagnostics, uri, view), ...silences];
}

/** What mends a finding, and all others of its rule. */
function repairs(finding: Finding, view: View): CodeAction[] {
  const { workspace, chapter } = view;
  const diagnostics = [diagnosticOf(finding, chapter.path, view)];
  const fixes = fixesOf(workspace, finding, chapter.path);
  const single = fixes.map(
    (fix): CodeAction => ({
      title: visible(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics,
      ...(fix.preferred ? { isPreferred: true } : {}),
      // What changes other chapters is shown first.
      edit: fix.edits.some(({ path }) => path !== chapter.path) ? previewedEdit(fix.edits, fix.title, view) : workspaceEdit(fix, view),
    }),
  );
  if (!fixes.some(({ preferred }) => preferred)) return single;
  const title = t('Fix all “{0}” findings in the knowledge base…', finding.rule);
  const command = { title, command: 'concord.fixEverywhere', arguments: [finding.rule] };
  return [...single, { title, kind: CodeActionKind.QuickFix, diagnostics, command }];
}

function fixAllActions(view: View): CodeAction[] {
  const { workspace, chapter } = view;
  // A fix that reaches into other chapters is too much for something that may run at every save.
  const staysHere = (fix: Fix) => fix.edits.every(({ path }) => path === chapter.path);
  const edits = goodEdits(workspace, [chapter.path], () => true, staysHere).get(chapter.path) ?? [];
  if (edits.length === 0) return [];
  return [{ title: t('Fix everything that has one good fix'), kind: fixAll, edit: workspaceEdit({ edits }, view) }];
}
