import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import { shown } from '../../claims/problem.ts';
import { isPoint } from '../../language/interval.ts';
import type { Claim } from '../../model/claims.ts';
import type { Finding } from '../../model/rule.ts';
import type { Steps } from '../../model/steps.ts';
import { contradictionOf } from '../../rules/contradictions.ts';
import { closed } from '../../rules/convergenceMessages.ts';
import { configured } from '../configuring.ts';
import type { RequestContext } from '../feature.ts';
import { claimsAt } from './stated.ts';
import { derived, unifiable } from './unify.ts';

/** What can be done about a statement that a finding calls into question, beside what its rule proposes: in all chapters, in the configuration, or by saying what it is limited to. */
export function* statementActions(finding: Finding, diagnostics: Diagnostic[], uri: string, view: RequestContext): Steps<CodeAction[]> {
  const { subject, metric } = finding.data ?? {};
  const claim = claimsAt(finding.span.start, view).find(one => one.subject === subject && one.metric === metric);
  if (claim?.subject == null) return [];
  const place = { uri, offset: claim.span.start, subject: claim.subject, metric: claim.metric };
  const commanded = (title: string, command: string): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    command: { title, command, arguments: [place] },
  });
  const actions: CodeAction[] = [];
  const others = yield* unifiable(claim, view);
  if (others > 0)
    actions.push(commanded(t('Make “{0}” the value everywhere (places that change: {1})…', shown(claim), others), 'concord.unify'));
  if (view.workspace.rule(finding.rule)?.statements?.areOfTwoValues) {
    actions.push(
      ...(yield* pins(finding, claim, view)).map(({ title, edit }) => ({ title, kind: CodeActionKind.QuickFix, diagnostics, edit })),
    );
    if (!derived.has(claim.construct)) actions.push(commanded(t('Mark as said of another time or scope…'), 'concord.qualify'));
  }
  return actions;
}

/** What `concord.json` may lay down so that this is settled once and for all. */
function* pins(finding: Finding, claim: Claim, view: RequestContext): Steps<{ title: string; edit: WorkspaceEdit }[]> {
  const { workspace, chapter } = view;
  const found = yield* contradictionOf(finding, chapter, workspace.kb, workspace.configuration);
  if (found?.oneSubject !== undefined) {
    const { parent, child } = found.oneSubject;
    const edit = configured(['claims', 'subjects', 'aliases', '[]'], [child, parent], view);
    return edit === undefined ? [] : [{ title: t('Treat “{0}” and “{1}” as one subject in concord.json', parent, child), edit }];
  }
  const values = [claim, found?.reference?.claim].flatMap(one =>
    one?.range !== undefined && one.unit === 'ratio' && isPoint(one.range) ? [shown(one)] : [],
  );
  return [...new Set(values)].flatMap(value => {
    const edit = configured(['claims', 'reference', claim.subject!, claim.metric], value, view);
    return edit === undefined
      ? []
      : [{ title: closed(t('Lay down “{0}” for {1} of {2} in concord.json', value, claim.metric, claim.subject!)), edit }];
  });
}
