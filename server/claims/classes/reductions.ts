import { t } from '@vscode/l10n';
import { isPoint } from '../../language/interval.ts';
import type { Claim, Interval } from '../../model/claims.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { claimsAbout } from '../neighbours.ts';
import { type ClaimProblem, type ContradictionClass, ofEach, problemAt, type Situation, shown } from '../problem.ts';

/** `↓30倍` in a diagram, `从 200+ 到 15` in the text. */
export const reductions: ContradictionClass = { letters: ['j'], find: otherReductions };

function otherReductions({ chapter: { claims, path }, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { reduction } = vocabulary.words.names;
  const said = claims.filter(({ metric, range }) => metric.endsWith(reduction) && range !== undefined);
  const firsts = new Map<string, Claim | undefined>();
  const first = (subject: string | null, metric: string, role: 'before' | 'after'): Claim | undefined =>
    memoize(firsts, JSON.stringify([subject, metric, role]), () =>
      claimsAbout(claims, subject, metric).find(({ qualifier, range }) => qualifier.role === role && range !== undefined),
    );
  return ofEach(said, claim => {
    const metric = claim.metric.slice(0, -reduction.length);
    const [before, after] = [first(claim.subject, metric, 'before'), first(claim.subject, metric, 'after')];
    if (before === undefined || after === undefined || after.range!.low <= 0) return [];
    const actual = otherwise(claim.range!.low, before.range!, after.range!);
    if (actual === undefined) return [];
    const calculation = { expression: `${shown(before)} → ${shown(after)}`, stated: String(claim.range!.low), actual };
    return [
      problemAt(claim, {
        class: 'j',
        severity: 'warning',
        message: () => t('{0} is {2}, not {1} times.', calculation.expression, calculation.stated, calculation.actual),
        related: [before, after].map(other => ({ path, claim: other })),
        calculation,
      }),
    ];
  });
}

/** How many times less it is, unless `said` may be that. `200+` is taken to be less than twice that. */
function otherwise(said: number, before: Interval, after: Interval): string | undefined {
  const least = before.low / after.high;
  const most = isPoint(before) ? least * 1.1 : Math.min(before.high, before.low * 2) / after.low;
  return said >= least * 0.9 && said <= most ? undefined : String(Number(least.toPrecision(3)));
}
