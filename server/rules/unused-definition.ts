import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import { definitionAt, labelled, removal } from './definitions.ts';

export const unusedDefinition: Rule = {
  id: 'unused-definition',
  group: 'links',
  summary: 'A link definition or footnote that nothing refers to',
  severity: 'hint',
  repairs: 'offered',
  saidByVsCode: true,
  wholly: [],
  *check(chapter) {
    const { definitions, footnotes, links } = chapter.facts;
    if (definitions.length === 0 && footnotes.length === 0) return;
    // That a label is defined again is told by another rule.
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
  /** With all others of its label: nothing refers to them either. */
  fixes(problem, chapter, workshop) {
    const own = definitionAt(problem, chapter);
    return own === undefined ? [] : removal(labelled(own.label, chapter.facts), chapter, workshop);
  },
};
