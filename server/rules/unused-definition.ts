import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Fix } from '../model/fix.ts';
import type { Problem, Rule, Workshop } from '../model/rule.ts';

export const unusedDefinition: Rule = {
  id: 'unused-definition',
  summary: 'A link definition or footnote that nothing refers to',
  severity: 'hint',
  *check(chapter) {
    const { definitions, footnotes, links } = chapter.facts;
    if (definitions.length === 0 && footnotes.length === 0) return;
    // A label that is defined again is told by `duplicate-definition`.
    const seen = new Set(links.map(link => link.label));
    for (const { label, span, comment } of definitions) {
      if (comment || seen.has(label)) continue;
      seen.add(label);
      yield { span, message: t('Nothing refers to the definition “{0}”.', label), unnecessary: true, data: { label } };
    }
    const called = new Set(footnotes.filter(footnote => !footnote.defines).map(footnote => footnote.label));
    for (const { label, span, defines } of footnotes) {
      if (!defines || called.has(label)) continue;
      called.add(label);
      yield { span, message: t('Nothing refers to the footnote “{0}”.', label), unnecessary: true, data: { label: `^${label}` } };
    }
  },
  fixes: (problem, chapter, workshop) => removal(problem, chapter, workshop),
};

/** Takes the whole line of a definition away. */
export function removal(problem: Problem, chapter: Chapter, workshop: Workshop): Fix[] {
  const text = workshop.text(chapter.path);
  const definition = chapter.facts.definitions.find(({ span }) => span.start === problem.span.start);
  if (text === undefined || definition === undefined) return [];
  const start = text.lastIndexOf('\n', definition.span.start - 1) + 1;
  if (text.slice(start, definition.span.start).trim() !== '') return [];
  const newline = text.indexOf('\n', definition.span.end);
  const end = newline < 0 ? text.length : newline + 1;
  return [{ title: t('Remove the definition'), edits: [{ path: chapter.path, span: { start, end }, newText: '' }] }];
}
