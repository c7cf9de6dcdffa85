import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import type { Span } from '../model/text.ts';
import { removal } from './unused-definition.ts';

export const duplicateDefinition: Rule = {
  id: 'duplicate-definition',
  summary: 'A link label or footnote that is defined twice: only the first definition counts',
  severity: 'warning',
  *check(chapter) {
    const footnotes = chapter.facts.footnotes.filter(footnote => footnote.defines).map(({ label, span }) => ({ label: `^${label}`, span }));
    const first = new Map<string, Span>();
    for (const { label, span } of [...chapter.facts.definitions, ...footnotes]) {
      const before = first.get(label);
      if (before === undefined) {
        first.set(label, span);
        continue;
      }
      yield {
        span,
        message: t('“{0}” is already defined: only the first definition counts.', label.replace(/^\^/, '')),
        related: [{ path: chapter.path, span: before, message: t('The first definition') }],
        unnecessary: true,
        data: { label },
      };
    }
  },
  fixes: (problem, chapter, workshop) => removal(problem, chapter, workshop),
};
