import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import { isSlip, likeness } from './repair/files.ts';

export const missingDefinition: Rule = {
  id: 'missing-definition',
  summary: 'A reference or footnote has no definition in its chapter',
  severity: 'warning',
  *check(chapter) {
    const { links, undefinedReferences } = chapter.facts;
    if (undefinedReferences.length === 0) return;
    // A single pair of brackets may refer by chance.
    const refers = links.some(link => link.label !== undefined && link.target.start > link.span.start + 2);
    for (const { label, span, isDoubtful } of undefinedReferences) {
      if (isDoubtful && !refers) continue;
      const message = label.startsWith('^')
        ? t('The footnote “{0}” is not defined in this chapter.', label.slice(1))
        : t('The link reference “{0}” is not defined in this chapter.', label);
      yield { span, message, data: { label } };
    }
  },
  corrections(problem, chapter, workshop) {
    const text = workshop.text(chapter.path);
    const label = String(problem.data?.label ?? '');
    if (text === undefined || label === '') return [];
    const { start, end } = problem.span;
    const written = text.slice(start, end);
    const at = start + written.lastIndexOf(label);
    const known = label.startsWith('^')
      ? chapter.facts.footnotes.filter(footnote => footnote.defines).map(footnote => `^${footnote.label}`)
      : chapter.facts.definitions.filter(({ comment }) => !comment).map(definition => definition.label);
    const similar = [...new Set(known)]
      .map(name => ({ name, rank: likeness(name.toLowerCase(), label.toLowerCase()) }))
      .filter(({ rank }) => rank >= 0.6)
      .sort((a, b) => b.rank - a.rank);
    return similar.slice(0, 3).map(({ name }) => ({
      title: t('Change to “{0}”', name),
      evidence: [isSlip(name.toLowerCase(), label.toLowerCase()) ? ('spelling' as const) : ('similar' as const)],
      // The label of `[label][]` is what readers see.
      isDoubtful: text[end] === '[',
      meant: name,
      edits: [{ path: chapter.path, span: { start: at, end: at + label.length }, newText: name }],
    }));
  },
};
