import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-protocol';
import { type Formula, formulasIn, isPlain, sourceOf } from '../model/formula.ts';
import { type Span, touches } from '../model/text.ts';
import { plainTeX } from '../tex/plain/find.ts';
import { workspaceEdit } from './edits.ts';
import type { View } from './feature.ts';

/** What can be done with the formulas that a range touches: plain text is written as TeX. */
export function formulaActions(asked: Span, view: View): CodeAction[] {
  const { path, facts } = view.chapter;
  const actions: CodeAction[] = [];
  for (const formula of formulasIn(facts.formulas.packed)) {
    if (formula.span.start > asked.end) break;
    if (!isPlain(formula) || formula.kind === 'plain line' || !touches(formula.span, asked)) continue;
    const edit = formula.kind === 'plain' ? inTeX(formula, view.text) : asMathFence(formula, view.text);
    if (edit === undefined) continue;
    const title = formula.kind === 'plain' ? t('Write as a formula') : t('Write as a “math” block');
    actions.push({ title, kind: CodeActionKind.RefactorRewrite, edit: workspaceEdit({ edits: [{ path, ...edit }] }, view) });
  }
  return actions;
}

/** `$…$` in place of plain text, of its backquotes too. Nothing where a dollar would not open or close a formula. */
function inTeX(formula: Formula, text: string): { span: Span; newText: string } | undefined {
  const tex = plainTeX(sourceOf(formula, text).source);
  if (tex === undefined || tex.includes('\n')) return undefined;
  const isCode = text[formula.span.start - 1] === '`' && text[formula.span.end] === '`' && text[formula.span.start - 2] !== '`';
  const span = isCode ? { start: formula.span.start - 1, end: formula.span.end + 1 } : formula.span;
  if (/[\w$\\`]$/.test(text.slice(0, span.start)) || /^[\w$`]/.test(text.slice(span.end, span.end + 1))) return undefined;
  return { span, newText: `$${tex}$` };
}

/** The same fence with `math` for its language and TeX inside. */
function asMathFence(formula: Formula, text: string): { span: Span; newText: string } | undefined {
  const tex = plainTeX(sourceOf(formula, text).source);
  if (tex === undefined) return undefined;
  const line = text.lastIndexOf('\n', formula.span.start - 1) + 1;
  // What stands before the fence on its line stands before each of its lines; a bullet becomes white space.
  const margin = text.slice(line, formula.span.start).replace(/[^>\s]/g, ' ');
  const newline = /\r?\n/.exec(text)?.[0] ?? '\n';
  return { span: formula.span, newText: ['```math', ...tex.split('\n'), '```'].join(newline + margin) };
}
