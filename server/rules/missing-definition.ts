import { t } from '@vscode/l10n';
import type { Facts } from '../model/facts.ts';
import type { Evidence } from '../model/fix.ts';
import type { Rule } from '../model/rule.ts';
import { LikeNames } from './repair/likeNames.ts';
import { isSlip, leastDistance, lettersOf, likeness } from './repair/likeness.ts';

export const missingDefinition: Rule = {
  id: 'missing-definition',
  group: 'links',
  summary: 'A reference or footnote has no definition in its chapter',
  severity: 'warning',
  repairs: 'certain',
  saidByVsCode: true,
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
    const known = labelsIn(chapter.facts)[label.startsWith('^') ? 'footnotes' : 'definitions'];
    const [wanted, letters] = [label.toLowerCase(), lettersOf(label.toLowerCase())];
    const similar = known
      .near(wanted)
      .filter(other => leastDistance(other.letters, letters) <= 0.4 * Math.max(other.folded.length, wanted.length) + 1e-9)
      .map(({ name, folded }) => ({ name, rank: likeness(folded, wanted), isSlip: isSlip(folded, wanted) }))
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

interface Label {
  readonly name: string;
  /** As it is compared, and which characters that has. */
  readonly folded: string;
  readonly letters: number;
}

interface Labels {
  readonly definitions: LikeNames<Label>;
  readonly footnotes: LikeNames<Label>;
}

const remembered = new WeakMap<Facts, Labels>();

/** Every label that a chapter defines, once; those of footnotes with their `^`. */
function labelsIn(facts: Facts): Labels {
  let labels = remembered.get(facts);
  if (labels === undefined) {
    const definitions = facts.definitions.filter(({ comment }) => !comment).map(({ label }) => label);
    const footnotes = facts.footnotes.filter(({ defines }) => defines).map(({ label }) => `^${label}`);
    labels = { definitions: labelled(definitions.filter(label => !label.startsWith('^'))), footnotes: labelled(footnotes) };
    remembered.set(facts, labels);
  }
  return labels;
}

const labelled = (names: readonly string[]): LikeNames<Label> =>
  new LikeNames(
    [...new Set(names)].map(name => ({ name, folded: name.toLowerCase(), letters: lettersOf(name.toLowerCase()) })),
    ({ folded }) => folded,
  );
