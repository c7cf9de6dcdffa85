import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import { extraCommands } from '../tex/extraCommands.ts';

export const formulaPortability: Rule = {
  id: 'formula-portability',
  summary: 'A command in a formula that VS Code’s preview knows and GitHub does not',
  severity: 'hint',
  needs: ['formulas'],
  *check({ facts: { formulas } }, _index, configuration) {
    const defined = new Set([...configuration.formulas.macros, ...formulas.macros].map(({ name }) => name));
    for (const { name, span } of formulas.katexOnly) {
      if (!defined.has(name)) yield { span, message: t('MathJax, which GitHub uses, does not know “{0}”.', name), data: { command: name } };
    }
  },
  fixes({ span, data }, { path }) {
    const equivalent = extraCommands[String(data?.['command']).slice(1)];
    if (typeof equivalent !== 'string' || equivalent === '') return [];
    // A letter behind it would run into a command.
    const newText = /\\[A-Za-z]+$/.test(equivalent) ? `{${equivalent}}` : equivalent;
    return [{ title: t('Change to “{0}”', equivalent), evidence: ['certain'], edits: [{ path, span, newText }] }];
  },
};
