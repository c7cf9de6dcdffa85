import { t } from '@vscode/l10n';
import { type Claim, claimKey, type Interval } from '../../model/claims.ts';
import type { Steps } from '../../model/steps.ts';
import { once } from '../groups.ts';
import { type ClaimProblem, type ContradictionClass, ofEach, problemAt, rangeShown, type Situation } from '../problem.ts';

/** Definitions of a level that differ from the one that is configured. */
export const levelDefinitions: ContradictionClass = { letters: ['m'], find: otherDefinitions };

function otherDefinitions({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { graded, levels } = vocabulary;
  return ofEach(chapter.claims, claim => {
    const level = isDefinition(claim) && claim.metric === graded?.name ? levels.find(({ label }) => label === claim.subject) : undefined;
    if (level === undefined) return [];
    const same = sameRange(claim.range!, level.range);
    if (same) return [];
    const others = asConfigured(statements.about(claimKey(level.label, claim.metric)), vocabulary);
    const message = (): string => {
      const [here, there] = [rangeShown(claim.range!), rangeShown(level.range)];
      return others.length > 0
        ? t('{0} is defined here by {1} {2}, in {4} other places by {3}.', level.label, claim.metric, here, there, others.length)
        : t('{0} is defined here by {1} {2}, in the configuration by {3}.', level.label, claim.metric, here, there);
    };
    return [
      problemAt(claim, {
        class: 'm',
        severity: same === undefined ? 'warning' : 'error',
        message,
        related: others.slice(0, 6),
        ...(others[0] && { reference: others[0] }),
      }),
    ];
  });
}

const isDefinition = ({ construct, qualifier, range }: Claim): boolean =>
  construct === 'rule' && qualifier.scope === undefined && range !== undefined;

/** The definitions, of one level, that say what the configuration says. */
const asConfigured = once((stated, { levels }) =>
  stated.filter(({ claim }) => isDefinition(claim) && sameRange(claim.range!, levels.find(({ label }) => label === claim.subject)!.range)),
);

/** True when equal, undefined when only the ends are open on one side and closed on the other, false otherwise. */
function sameRange(a: Interval, b: Interval): boolean | undefined {
  const close = (x: number, y: number): boolean => x === y || Math.abs(x - y) < 1e-9;
  const wide = (x: Interval): Interval => ({ ...x, low: x.low === -Infinity && x.high > 0 ? 0 : x.low });
  const [p, q] = [wide(a), wide(b)];
  if (!close(p.low, q.low) || !close(p.high, q.high)) return false;
  const open = (x: Interval): string => `${x.low <= 0 ? '' : (x.lowOpen ?? false)} ${x.high >= 1 ? '' : (x.highOpen ?? false)}`;
  return open(p) === open(q) ? true : undefined;
}
