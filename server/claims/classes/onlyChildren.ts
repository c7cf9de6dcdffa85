import { t } from '@vscode/l10n';
import type { Claim } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import { memoize, memoized } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { Meeting } from '../meeting.ts';
import { claimsAbout } from '../neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isCompared, isDiagram, ofEach, problemAt, type Situation, shown } from '../problem.ts';

/** A diagram gives a parent one value, the section's only child has another. */
export const onlyChildren: ContradictionClass = { letters: ['e'], find: againstOnlyChildren };

function* againstOnlyChildren({ chapter: { claims, only, path }, vocabulary }: Situation): Steps<ClaimProblem[]> {
  if (only.length === 0) return [];
  const comparable = claims.filter(claim => isCompared(claim, vocabulary) && claim.qualifier.role === undefined);
  const bySubject = groupedBy(comparable, ({ subject }) => subject);
  const settled = comparable.filter(({ inOwnSection }) => inOwnSection);
  // One section after the other may have the same names.
  const known = new Map<string, readonly ClaimProblem[]>();
  return yield* ofEach(only, ({ parent, child }) =>
    memoize(known, JSON.stringify([parent, child]), () => againstOnlyChild(bySubject.get(parent) ?? [], settled, child, path)),
  );
}

/** `claims`: of the parent; `settled`: what sections say of their own subjects. */
function againstOnlyChild(claims: readonly Claim[], settled: readonly Claim[], child: string, path: string): readonly ClaimProblem[] {
  for (const claim of claims) {
    const own = isDiagram(claim) ? claimsAbout(settled, child, claim.metric) : [];
    if (own.length === 0 || meetingOf(own).with(claim.range!) > 0) continue;
    const by = own.slice(0, 6).map(other => ({ path, claim: other }));
    const parent = claim.subject!;
    const [metric, here, there] = [claim.metric, shown(claim), shown(own[0]!)];
    return [
      problemAt(claim, {
        class: 'e',
        severity: 'warning',
        message: () => t('{1} of {0}: {2} here, but {3}, the only one in its section, has {4}.', parent, metric, here, child, there),
        related: by,
        reference: by[0]!,
        oneSubject: { parent, child },
      }),
    ];
  }
  return [];
}

const meetingOf = memoized((claims: readonly Claim[]) => new Meeting(claims.map(({ range }) => ({ range: range!, count: 1 }))));
