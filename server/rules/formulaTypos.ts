import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { FormulaTypo } from '../model/facts.ts';
import type { ProposedFix } from '../model/fix.ts';
import { startingAt } from '../model/grouping.ts';
import type { Problem } from '../model/rule.ts';

/** Formulas that were meant otherwise, though nothing fails. */
export function* typoProblems({ facts: { formulas } }: Chapter, configuration: Configuration): Iterable<Problem> {
  for (const { kind, span, bracketed } of formulas.typos) {
    if (bracketed && !configuration.formulas.brackets) continue;
    yield { span, message: explained(kind), data: { cause: kind }, ...((kind === 'fullwidth' || kind === 'norm') && { severity: 'hint' }) };
  }
}

/** The repair of one of them. */
export function typoFixes({ span, data }: Problem, { path, facts: { formulas } }: Chapter): ProposedFix[] {
  const typo = startingAt(formulas.typos, span.start).find(({ kind }) => kind === data?.['cause']);
  if (typo === undefined) return [];
  const evidence = typo.kind === 'norm' ? [] : (['certain'] as const);
  return [{ title: titleOf(typo), evidence, edits: typo.edits.map(edit => ({ path, ...edit })) }];
}

function explained(kind: FormulaTypo['kind']): string {
  switch (kind) {
    case 'bar':
      return t('This “|” ends the cell, so the formula is torn apart; in a table it is written “\\vert”.');
    case 'percent':
      return t('“%” begins a comment: it and the rest of the line are not shown; the sign itself is “\\%”.');
    case 'fullwidth':
      return t('This full-width character means nothing in TeX.');
    case 'norm':
      return t('In a table, “\\|” is a single bar, so this is shown as an absolute value; a norm is written “\\lVert … \\rVert” there.');
    case 'emphasis':
      return t('Markdown reads this as emphasis and takes it out of the formula; between dollar signs it does not.');
  }
}

function titleOf({ kind, edits }: FormulaTypo): string {
  if (kind === 'emphasis') return t('Write the formula between dollar signs');
  return t('Write “{0}”', [...new Set(edits.map(({ newText }) => newText.trim()))].join(' '));
}
