import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-protocol';
import type { Pictures } from '../formula/picture.ts';
import { type Formula, formulasIn, isDisplay, isPlain, sourceOf } from '../model/formula.ts';
import { resting, type Steps } from '../model/steps.ts';
import { type Span, touches } from '../model/text.ts';
import { plainTeX } from '../tex/plain/find.ts';
import { editing } from './edits.ts';
import { Refusal, type RequestContext } from './feature.ts';
import { failureOf, type Shown, shown } from './formulaDrawing.ts';

/** Plain text that a range touches is written as TeX. */
export function* formulaActions(asked: Span, view: RequestContext): Steps<CodeAction[]> {
  const actions: CodeAction[] = [];
  for (const formula of formulasAt(asked, view)) {
    if (isPlain(formula) && formula.kind !== 'plain line') actions.push(...(yield* rewriting(formula, view)));
    yield;
  }
  return actions;
}

/** A formula that stands by itself and that a range touches is copied. */
export function* copyActions(asked: Span, view: RequestContext, pictures: Pictures): Steps<CodeAction[]> {
  const rest = resting();
  const found: Formula[] = [];
  for (const formula of formulasAt(asked, view)) {
    if (rest()) yield;
    if (isDisplay(formula) && formula.kind !== 'listing') found.push(formula);
  }
  if (found.length > mostCopied) return [];
  return found.flatMap(formula => copying(shown(formula, view.chapter.facts.formulas, view.text, pictures.macros)));
}

/** Of more formulas, as in a whole chapter, nobody wants to copy each. */
const mostCopied = 20;

function* formulasAt(asked: Span, { chapter: { facts } }: RequestContext): Iterable<Formula> {
  for (const formula of formulasIn(facts.formulas.packed)) {
    if (formula.span.start > asked.end) break;
    if (touches(formula.span, asked)) yield formula;
  }
}

function* rewriting(formula: Formula, view: RequestContext): Steps<CodeAction[]> {
  const edit = formula.kind === 'plain' ? inTeX(formula, view.text) : asMathFence(formula, view.text);
  if (edit === undefined) return [];
  const title = formula.kind === 'plain' ? t('Write as a formula') : t('Write as a “math” block');
  const edits = [{ path: view.chapter.path, ...edit }];
  return [{ title, kind: CodeActionKind.RefactorRewrite, edit: yield* editing({ edits }, view) }];
}

function copying(formula: Shown): CodeAction[] {
  const action = (title: string, command: string, argument: unknown): CodeAction => ({
    title,
    kind: CodeActionKind.Empty,
    command: { title, command, arguments: [argument] },
  });
  return [action(t('Copy TeX'), 'concord.copyTex', formula.source), action(t('Copy as SVG'), 'concord.copySvg', formula)];
}

/** A formula as a picture that stands by itself, in black. */
export async function svgOf(asked: unknown, pictures: Pictures): Promise<string> {
  const { source = '', display, macros } = (asked ?? {}) as Partial<Shown>;
  const formula = { source: String(source), display: display ?? true, macros: macros ?? [] };
  const drawing = await pictures.draw({ ...formula, colour: 'black', size: 16 });
  if ('failure' in drawing) throw new Refusal(failureOf(drawing, formula));
  return drawing.svg;
}

/** `$…$` in place of plain text, of its backquotes too. Nothing where a dollar would not open or close a formula. */
function inTeX(formula: Formula, text: string): { span: Span; newText: string } | undefined {
  const tex = plainTeX(sourceOf(formula, text).source);
  if (tex === undefined || tex.includes('\n')) return undefined;
  const isCode = text[formula.span.start - 1] === '`' && text[formula.span.end] === '`' && text[formula.span.start - 2] !== '`';
  const span = isCode ? { start: formula.span.start - 1, end: formula.span.end + 1 } : formula.span;
  if (/[\w$\\`]/.test(text.slice(Math.max(0, span.start - 1), span.start)) || /^[\w$`]/.test(text.slice(span.end, span.end + 1)))
    return undefined;
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
