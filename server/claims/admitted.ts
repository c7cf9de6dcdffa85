import { t } from '@vscode/l10n';
import { holds, isPoint, meets } from '../language/interval.ts';
import type { Claim, Interval } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { grouped } from './neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isCurrent, isValue, problemAt, rangeShown, type Situation, shown } from './problem.ts';

/** A value in the chapter on a level that the range which the chapter admits for that level excludes. */
export const outOfRange: ContradictionClass = { letters: ['p'], find: valuesOutside };

function* valuesOutside({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const { graded, levels } = vocabulary;
  const rules = chapter.claims.filter(
    claim =>
      claim.construct === 'rule' &&
      claim.metric !== graded?.name &&
      claim.qualifier.scope === undefined &&
      levels.some(({ label }) => label === claim.subject),
  );
  const found: ClaimProblem[] = [];
  const admitted = [...grouped(rules, ({ metric, subject }) => JSON.stringify([metric, subject])).values()].map(same => new Admitted(same));
  const byMetric = grouped(admitted, ({ metric }) => metric);
  if (byMetric.size === 0) return found;
  for (const claim of chapter.claims) {
    if (rest()) yield;
    const { metric, subject, range, construct, unit } = claim;
    if (construct !== 'quant' && construct !== 'matrix') continue;
    if (!isValue(claim) || range === undefined || unit !== 'ratio' || !isCurrent(claim)) continue;
    const isLevel = levels.some(({ label }) => label === subject);
    for (const of of byMetric.get(metric) ?? []) {
      const rule = isLevel && of.subject !== subject ? undefined : of.excluding(range);
      if (rule === undefined) continue;
      const edge = isPoint(range) && holds(rule.range!, range.low) === 'edge';
      found.push(
        problemAt(claim, {
          class: 'p',
          severity: edge ? 'hint' : 'warning',
          message: () =>
            t(
              '{1} of {0} is {2}; for {3} this chapter admits {4}.',
              subject ?? '',
              metric,
              shown(claim),
              rule.subject!,
              rangeShown(rule.range!),
            ),
          related: [{ path: chapter.path, claim: rule }],
        }),
      );
    }
  }
  return found;
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
    if (!this.#known.has(key))
      this.#known.set(
        key,
        this.#rules.find(rule => !meets(range, rule.range!, 0)),
      );
    return this.#known.get(key);
  }
}
