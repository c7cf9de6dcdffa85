import { t } from '@vscode/l10n';
import type { Facts } from '../model/facts.ts';
import type { Evidence } from '../model/fix.ts';
import type { Rule } from '../model/rule.ts';
import { mostCompared } from './repair/evidence.ts';
import { isSlip, likeness } from './repair/files.ts';

export const missingDefinition: Rule = {
  id: 'missing-definition',
  summary: 'A reference or footnote has no definition in its chapter',
  severity: 'warning',
  wholly: [],
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
    const known = labelsIn(chapter.facts).filter(name => name.startsWith('^') === label.startsWith('^'));
    const similar = (known.length > mostCompared ? [] : known)
      .map(name => ({
        name,
        rank: likeness(name.toLowerCase(), label.toLowerCase()),
        isSlip: isSlip(name.toLowerCase(), label.toLowerCase()),
      }))
      .filter(({ rank }) => rank >= 0.6)
      .sort((a, b) => b.rank - a.rank);
    const others: readonly Evidence[] = similar.some(({ isSlip }) => isSlip) ? [] : ['similar'];
    return similar.slice(0, 3).map(({ name, isSlip }) => ({
      title: t('Change to “{0}”', name),
      evidence: isSlip ? ['spelling'] : others,
      // The label of `[label][]` is what readers see.
      isDoubtful: text[end] === '[',
      meant: name,
      edits: [{ path: chapter.path, span: { start: at, end: at + label.length }, newText: name }],
    }));
  },
};

const remembered = new WeakMap<Facts, readonly string[]>();

/** Every label that a chapter defines, once; those of footnotes with their `^`. */
function labelsIn(facts: Facts): readonly string[] {
  let labels = remembered.get(facts);
  if (labels === undefined) {
    const definitions = facts.definitions.filter(({ comment }) => !comment).map(({ label }) => label);
    const footnotes = facts.footnotes.filter(({ defines }) => defines).map(({ label }) => `^${label}`);
    labels = [...new Set([...definitions, ...footnotes])];
    remembered.set(facts, labels);
  }
  return labels;
}
