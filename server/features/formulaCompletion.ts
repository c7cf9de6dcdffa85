import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import { formulaAt, isPlain } from '../model/formula.ts';
import commands from '../tex/commands.json' with { type: 'json' };
import { katexOnly } from '../tex/dialects.ts';
import type { RequestContext } from './feature.ts';

/** The TeX commands, of those that every renderer knows, that may stand at the end of `line`, with the sign that each is; undefined when no command is being written in a formula. `offset`: of the end of the line so far. */
export function formulaCommands(line: string, offset: number, view: RequestContext): CompletionItem[] | undefined {
  const typed = /\\[A-Za-z]*$/.exec(line)?.[0];
  if (typed === undefined || !isInFormula(line, offset, view)) return undefined;
  const start = offset - typed.length;
  const range = view.rangeOf(view.chapter.path, { start, end: offset });
  const { macros } = view.chapter.facts.formulas;
  const own = [...view.workspace.configuration.formulas.macros, ...macros].map(
    ({ name, body }): CompletionItem => ({
      label: name,
      detail: body,
      kind: CompletionItemKind.Function,
      textEdit: { range, newText: name },
    }),
  );
  const known = Object.entries(commands)
    .filter(([name]) => !katexOnly.has(name))
    .map(([name, shown]): CompletionItem => {
      const detail = typeof shown === 'string' ? shown : shown > 0 ? `\\${name}${'{…}'.repeat(shown)}` : undefined;
      return {
        label: `\\${name}`,
        ...(detail !== undefined && { detail, labelDetails: { description: detail } }),
        kind: typeof shown === 'string' ? CompletionItemKind.Constant : CompletionItemKind.Function,
        textEdit: { range, newText: `\\${name}` },
      };
    });
  return [...own, ...known];
}

/** In a formula, or behind a dollar that is still open. */
function isInFormula(line: string, offset: number, view: RequestContext): boolean {
  const formula = formulaAt(view.chapter.facts.formulas.packed, offset);
  if (formula !== undefined) return !isPlain(formula) && formula.span.start < offset;
  const open = /(?<![\\$])\${1,2}(?!\d+\s)[^$`]*$/.exec(line);
  // One that closes a formula opens none.
  return open !== null && formulaAt(view.chapter.facts.formulas.packed, offset - line.length + open.index) === undefined;
}
