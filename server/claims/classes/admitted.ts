import { t } from '@vscode/l10n';
import { holds, isPoint, meets } from '../../language/interval.ts';
import type { Claim, Interval } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isCurrent,
  isValue,
  ofEach,
  problemAt,
  rangeShown,
  type Situation,
  type Stated,
  shown,
} from '../problem.ts';

/** A value in the chapter on a level that the range which the chapter admits for that level excludes. */
export const outOfRange: ContradictionClass = { letters: ['p'], find: valuesOutside };

function* valuesOutside({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { graded, levels } = vocabulary;
  const rules = chapter.claims.filter(
    claim =>
      claim.construct === 'rule' &&
      claim.metric !== graded?.name &&
      claim.qualifier.scope === undefined &&
      levels.some(({ label }) => label === claim.subject),
  );
  const admitted = [...groupedBy(rules, ({ metric, subject }) => JSON.stringify([metric, subject])).values()].map(
    same => new Admitted(same),
  );
  const byMetric = groupedBy(admitted, ({ metric }) => metric);
  const values = chapter.claims.filter(claim => byMetric.has(claim.metric) && isTabled(claim));
  yield;
  return yield* ofEach(values, claim => {
    const isLevel = levels.some(({ label }) => label === claim.subject);
    const own = byMetric.get(claim.metric)!.filter(({ subject }) => !isLevel || subject === claim.subject);
    return own.flatMap(one => one.excluding(claim.range!) ?? []).map(rule => outside(claim, { path: chapter.path, claim: rule }));
  });
}

/** A share that a table gives now. */
const isTabled = (claim: Claim): boolean =>
  (claim.construct === 'quant' || claim.construct === 'matrix') &&
  claim.unit === 'ratio' &&
  claim.range !== undefined &&
  isValue(claim) &&
  isCurrent(claim);

function outside(claim: Claim, rule: Stated): ClaimProblem {
  const range = claim.range!;
  const { range: admitted, subject: level } = rule.claim;
  const isOnEdge = isPoint(range) && holds(admitted!, range.low) === 'edge';
  return problemAt(claim, {
    class: 'p',
    severity: isOnEdge ? 'hint' : 'warning',
    message: () =>
      t(
        '{1} of {0} is {2}; for {3} this chapter admits {4}.',
        claim.subject ?? '',
        claim.metric,
        shown(claim),
        level!,
        rangeShown(admitted!),
      ),
    related: [rule],
  });
}

/** The ranges of one metric that a chapter admits on one level. */
class Admitted {
  readonly metric: string;
  readonly subject: string | null;
  readonly #rules: readonly Claim[];
  readonly #known = new Map<string, Claim | undefined>();

  constructor(rules: readonly Claim[]) {
    this.metric = rules[0]!.metric;
    this.subject = rules[0]!.subject;
    // What is said twice excludes nothing else.
    this.#rules = [...new Map(rules.map(rule => [shown(rule), rule] as const).reverse()).values()].reverse();
  }

  /** The first that excludes a value. */
  excluding(range: Interval): Claim | undefined {
    const key = `${range.low} ${range.high} ${range.lowOpen} ${range.highOpen}`;
    return memoize(this.#known, key, () => this.#rules.find(rule => !meets(range, rule.range!, 0)));
  }
}
