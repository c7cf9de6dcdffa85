import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import type { Span } from '../model/text.ts';
import { definitionAt, removal } from './definitions.ts';

export const duplicateDefinition: Rule = {
  id: 'duplicate-definition',
  group: 'links',
  summary: 'A link label or footnote that is defined twice: only the first definition counts',
  severity: 'warning',
  repairs: 'offered',
  saidByVsCode: true,
  *check(chapter) {
    const { definitions, footnotes } = chapter.facts;
    const first = new Map<string, { readonly span: Span; readonly destination?: string }>();
    const notes = footnotes.filter(({ defines }) => defines).map(({ label, span }) => ({ label: `^${label}`, span }));
    for (const definition of [...definitions, ...notes]) {
      const { label, span } = definition;
      const before = first.get(label);
      if (before === undefined) {
        first.set(label, definition);
        continue;
      }
      if ('comment' in definition) continue;
      const isSame = 'destination' in definition && definition.destination === before.destination;
      const name = label.replace(/^\^/, '');
      yield {
        span,
        message: isSame
          ? t('“{0}” is defined twice with the same destination: once is enough.', name)
          : t('“{0}” is already defined: only the first definition counts.', name),
        ...(isSame ? { severity: 'hint' as const } : {}),
        related: [{ path: chapter.path, span: before.span, message: t('The first definition') }],
        unnecessary: true,
        data: { label },
      };
    }
  },
  fixes(problem, chapter, workshop) {
    const definition = definitionAt(problem, chapter);
    return definition === undefined ? [] : removal([definition], chapter, workshop);
  },
};
