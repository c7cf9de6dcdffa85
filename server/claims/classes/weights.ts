import { t } from '@vscode/l10n';
import type { Claim } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import type { Steps } from '../../model/steps.ts';
import { once } from '../groups.ts';
import { factorKey, weightsKey } from '../keys.ts';
import { type ClaimProblem, type ContradictionClass, isWeighting, ofEach, problemAt, type Situation, type Stated } from '../problem.ts';

/** The same factors with other weights. */
export const weights: ContradictionClass = { letters: ['i'], find: weightsAgainstEachOther };

function weightsAgainstEachOther({ chapter: { path, claims }, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const byFactors = groupedBy(claims.filter(isWeighting), ({ form }) => factorKey(form!, vocabulary));
  return ofEach(byFactors, ([factors, [first, ...more]]) => {
    if (factors === undefined) return [];
    const claim = first!;
    const own = given(claim);
    const other = more.find(one => given(one) !== own);
    if (other !== undefined) return [otherwiseHere(other, { path, claim })];
    const most = usualWeights(statements.about(weightsKey(factors)), vocabulary);
    return most === undefined || given(most[0]!.claim) === own ? [] : [otherwiseElsewhere(claim, most)];
  });
}

const otherwiseHere = (claim: Claim, first: Stated): ClaimProblem =>
  problemAt(claim, {
    class: 'i',
    severity: 'warning',
    message: () => t('Weights {0} here, {1} in another place of this chapter for the same factors.', given(claim), given(first.claim)),
    related: [first],
  });

const otherwiseElsewhere = (claim: Claim, most: readonly Stated[]): ClaimProblem =>
  problemAt(claim, {
    class: 'i',
    severity: 'information',
    message: () => t('Weights {0} here, {1} in {2} other places for the same factors.', given(claim), given(most[0]!.claim), most.length),
    related: most.slice(0, 5),
    reference: most[0]!,
  });

const given = ({ form }: Claim): string => (form?.weights ?? []).join(' / ');

/** Those that give the weights which most give, when not all do and more than half. */
const usualWeights = once(stated => {
  const all = stated.filter(({ claim }) => claim.form?.weights !== undefined);
  const counted = groupedBy(all, ({ claim }) => given(claim));
  const most = [...counted.values()].sort((a, b) => b.length - a.length)[0];
  return most === undefined || counted.size < 2 || most.length * 2 <= all.length ? undefined : most;
});
