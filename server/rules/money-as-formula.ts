import { t } from '@vscode/l10n';
import { formulaAt } from '../model/formula.ts';
import type { Rule } from '../model/rule.ts';

export const moneyAsFormula: Rule = {
  id: 'money-as-formula',
  group: 'formulas',
  summary: 'Sums of money that some tools read as a formula',
  severity: 'hint',
  repairs: 'offered',
  needs: ['formulas'],
  *check({ facts }) {
    for (const span of facts.formulas.money) {
      const isRead = formulaAt(facts.formulas.packed, span.start) !== undefined;
      yield {
        span,
        message: isRead
          ? t('This is read as a formula, since it stands between two dollar signs.')
          : t('GitHub and VS Code read this as text, other tools as a formula, since it stands between two dollar signs.'),
      };
    }
  },
  fixes: ({ span }, { path }) => [
    {
      title: t('Write “{0}”', '\\$'),
      edits: [span.start, span.end - 1].map(at => ({ path, span: { start: at, end: at }, newText: '\\' })),
    },
  ],
};
