import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';

export const moneyAsFormula: Rule = {
  id: 'money-as-formula',
  summary: 'Sums of money that some tools read as a formula',
  severity: 'hint',
  needs: ['formulas'],
  *check({ facts }) {
    for (const span of facts.formulas.money) {
      yield {
        span,
        message: t('GitHub and VS Code read this as text, other tools as a formula, since it stands between two dollar signs.'),
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
