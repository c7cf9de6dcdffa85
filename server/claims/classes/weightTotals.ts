import { t } from '@vscode/l10n';
import type { Steps } from '../../model/steps.ts';
import { type ClaimProblem, type ContradictionClass, isWeighting, ofEach, problemAt, type Situation } from '../problem.ts';

/** Weights that are not one together, and near enough that they are meant to be. */
export const weightTotals: ContradictionClass = { letters: ['i'], find: otherTotals };

function otherTotals({ chapter }: Situation): Steps<ClaimProblem[]> {
  return ofEach(chapter.claims.filter(isWeighting), claim => {
    const sum = claim.range!.low;
    if (Math.abs(sum - 1) <= 1e-6 || sum <= 0.5 || sum >= 2) return [];
    const message = (): string => t('The weights {0} add up to {1}, not to 1.', claim.form!.weights!.join(' + '), sum);
    return [problemAt(claim, { class: 'i', severity: 'error', message, related: [] })];
  });
}
