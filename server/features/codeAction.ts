import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver-protocol';
import type { Fix } from '../model/fix.ts';
import type { Finding } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import { type Span, touches } from '../model/text.ts';
import { visible } from '../model/visible.ts';
import { repairing } from '../workspace/fixes.ts';
import { goodEdits } from '../workspace/goodFixes.ts';
import { statementActions } from './convergence/actions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { editing, previewing } from './edits.ts';
import type { Feature, RequestContext } from './feature.ts';
import { copyActions, formulaActions } from './formulaActions.ts';
import { mostSevere } from './mostSevere.ts';
import { fixAll } from './offered.ts';
import { restructuringActions } from './restructuring.ts';
import { suppressionEdits } from './suppress.ts';

/** The repairs of the findings at hand, the comments that silence them, and all good repairs of the chapter at once. */
export const codeAction: Feature<CodeActionParams, CodeAction[]> = {
  isOfFindings: true,
  *handle({ range, context, textDocument: { uri } }, view, pictures) {
    const asked = { start: view.offsetAt(range.start), end: view.offsetAt(range.end) };
    // Some clients send null.
    const only = context.only ?? undefined;
    const wanted = (kind: string): boolean => only === undefined || only.some(one => kind === one || kind.startsWith(`${one}.`));
    const actions: CodeAction[] = [];
    /** What cannot be offered costs nothing else that can. */
    const trying = (what: string, steps: Steps<readonly CodeAction[]>) =>
      view.workspace.failures.guardSteps(what, view.chapter.path, [], steps);
    if (wanted(CodeActionKind.QuickFix)) actions.push(...(yield* quickFixes(asked, uri, view)));
    if (wanted(CodeActionKind.RefactorRewrite)) actions.push(...(yield* trying('Rewriting formulas', formulaActions(asked, view))));
    actions.push(...restructuringActions(asked, uri, view, wanted));
    // Only our own client has a clipboard.
    if (only === undefined && view.isVsCode) actions.push(...(yield* trying('Copying formulas', copyActions(asked, view, pictures))));
    // Only on demand: it works out the fixes of every finding in the chapter.
    if (only !== undefined && wanted(fixAll)) actions.push(...(yield* fixAllActions(view)));
    return actions;
  },
};

/** What can be done about the findings of a range: first about those that lie in it, then about those of which just another place does. */
function* quickFixes(asked: Span, uri: string, view: RequestContext): Steps<CodeAction[]> {
  const { workspace, chapter } = view;
  const trying = (what: string, steps: Steps<readonly CodeAction[]>) => workspace.failures.guardSteps(what, chapter.path, [], steps);
  const findings = workspace.findings(chapter.path);
  const touched = findingsAt(asked, findings);
  // Whether a comment silences a finding, reading the chapter with it says.
  const mayBeSilenced = touched.length <= (isReadWhole(view) ? mostSilencedInWhole : mostAtHand);
  const actions: CodeAction[] = [];
  for (const finding of touched) {
    actions.push(...(yield* repairs(finding, view)));
    if (touched.length <= mostAtHand) {
      const diagnostics = [diagnosticOf(finding, chapter.path, view)];
      const steps = statementActions(finding, diagnostics, uri, view);
      actions.push(...(yield* trying(`Acting on what rule ${finding.rule} has found`, steps)));
    }
    if (mayBeSilenced) actions.push(...(yield* trying(`Silencing rule ${finding.rule}`, silences(finding, view))));
    yield;
  }
  for (const finding of findings) {
    if (touches(finding.span, asked) || !finding.places?.some(place => touches(place, asked))) continue;
    actions.push(...(yield* repairs(finding, view)));
    yield;
  }
  return actions;
}

/**
 * The findings of what is selected, or under the cursor: of one that ends where the next begins, only if nothing begins there. Of very many, as in a whole chapter, the most severe ones: what can be done about
 * tens of thousands is megabytes, that nobody reads.
 */
function findingsAt(asked: Span, findings: readonly Finding[]): readonly Finding[] {
  const touched = findings.filter(({ span }) => touches(span, asked));
  const inside = touched.filter(({ span }) =>
    asked.start === asked.end ? span.start <= asked.start && asked.start < span.end : span.start < asked.end && asked.start < span.end,
  );
  return mostSevere(inside.length > 0 ? inside : touched).shown;
}

/** What mends a finding, and all others of its rule. */
function* repairs(finding: Finding, view: RequestContext): Steps<CodeAction[]> {
  const { workspace, chapter } = view;
  const fixes = yield* repairing(workspace, finding, chapter.path);
  if (fixes.length === 0) return [];
  const diagnostics = [diagnosticOf(finding, chapter.path, view)];
  const single: CodeAction[] = [];
  for (const fix of fixes) {
    // What changes other chapters is shown first.
    const isShown = fix.edits.some(({ path }) => path !== chapter.path);
    const edit = yield* isShown ? previewing(fix.edits, fix.title, view) : editing(fix, view);
    const preferred = fix.preferred ? { isPreferred: true } : {};
    single.push({ title: visible(fix.title), kind: CodeActionKind.QuickFix, diagnostics, ...preferred, edit });
  }
  if (!fixes.some(({ preferred }) => preferred)) return single;
  const title = t('Fix all “{0}” findings in the knowledge base…', finding.rule);
  const command = { title, command: 'concord.fixEverywhere', arguments: [finding.rule] };
  return [...single, { title, kind: CodeActionKind.QuickFix, diagnostics, command }];
}

/** A cursor touches a few findings; of more, as in a whole chapter, nobody wants to silence each, or to make each statement the one that counts. */
const mostAtHand = 20;

/**
 * Of one that is read as a whole whatever changes in it, since it has line ends or characters that hardly anybody writes, a few at most: with each comment that is tried, all of it is read again, which takes a quarter of a second where it
 * is long.
 */
const mostSilencedInWhole = 2;
const long = 10_000;

const isReadWhole = ({ workspace, chapter, text }: RequestContext): boolean =>
  text.length > long && workspace.reading(chapter.path)?.parse().isReadWhole === true;

function* silences(finding: Finding, view: RequestContext): Steps<CodeAction[]> {
  const diagnostics = [diagnosticOf(finding, view.chapter.path, view)];
  const actions: CodeAction[] = [];
  for (const { title, edits } of yield* suppressionEdits(finding, view))
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, edit: yield* editing({ edits }, view) });
  return actions;
}

function* fixAllActions(view: RequestContext): Steps<CodeAction[]> {
  const { workspace, chapter } = view;
  // A fix that reaches into other chapters is too much for something that may run at every save.
  const staysHere = (fix: Fix) => fix.edits.every(({ path }) => path === chapter.path);
  const edits = (yield* goodEdits(workspace, [chapter.path], () => true, staysHere)).get(chapter.path) ?? [];
  if (edits.length === 0) return [];
  return [{ title: t('Fix everything that has one good fix'), kind: fixAll, edit: yield* editing({ edits }, view) }];
}
