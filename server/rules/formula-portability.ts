import { t } from '@vscode/l10n';
import type { Configuration } from '../model/configuration.ts';
import type { FormulaFacts } from '../model/facts.ts';
import type { Rule } from '../model/rule.ts';
import type { Span } from '../model/text.ts';
import { extraCommands } from '../tex/extraCommands.ts';

export const formulaPortability: Rule = {
  id: 'formula-portability',
  summary: 'A command in a formula that VS Code’s preview knows and GitHub does not',
  severity: 'hint',
  needs: ['formulas'],
  *check({ path, facts: { formulas } }, _index, configuration) {
    for (const [name, places] of unportable(formulas, configuration)) {
      const [span, ...others] = places as [Span, ...Span[]];
      const message = t('MathJax, which GitHub uses, does not know “{0}”.', name);
      yield {
        span,
        message: others.length === 0 ? message : t('{0} It stands {1} times in this chapter.', message, places.length),
        ...(others.length > 0 && {
          related: others.map(place => ({ path, span: place, message: t('“{0}” again', name) })),
          places: others,
        }),
        data: { command: name, count: places.length },
      };
    }
  },
  fixes({ data }, { path, facts: { formulas } }, { configuration }) {
    const name = String(data?.['command']);
    const equivalent = extraCommands[name.slice(1)];
    if (typeof equivalent !== 'string' || equivalent === '') return [];
    // A letter behind it would run into a command.
    const newText = /\\[A-Za-z]+$/.test(equivalent) ? `{${equivalent}}` : equivalent;
    const edits = (unportable(formulas, configuration).get(name) ?? []).map(span => ({ path, span, newText }));
    return [{ title: t('Change to “{0}”', equivalent), evidence: ['certain'], edits }];
  },
};

/** The commands that only KaTeX knows and nobody defines, each with its places in the chapter. */
function unportable({ katexOnly, macros }: FormulaFacts, configuration: Configuration): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  if (katexOnly.length === 0) return found;
  const defined = new Set([...configuration.formulas.macros, ...macros].map(({ name }) => name));
  for (const { name, span } of katexOnly) {
    if (defined.has(name)) continue;
    const places = found.get(name);
    if (places === undefined) found.set(name, [span]);
    else places.push(span);
  }
  return found;
}
