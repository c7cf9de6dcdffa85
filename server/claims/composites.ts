import { t } from '@vscode/l10n';
import { tidy } from '../language/interval.ts';
import { keyOf } from '../language/names.ts';
import type { Claim, Form, Part } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { once } from './groups.ts';
import { grouped } from './neighbours.ts';
import { type ClaimProblem, type ContradictionClass, problemAt, type Situation, type Stated } from './problem.ts';
import { canonical } from './subjects.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The same factors with other weights, and weights that are not one together. */
export const weights: ContradictionClass = { letters: ['i'], find: weightsAgainstEachOther };

function* weightsAgainstEachOther({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const found: ClaimProblem[] = [];
  const own = chapter.claims.filter(claim => claim.construct === 'weights' && claim.form?.weights !== undefined);
  for (const claim of own) {
    if (rest()) yield;
    const sum = claim.range!.low;
    if (Math.abs(sum - 1) > 1e-6 && sum > 0.5 && sum < 2)
      found.push(
        problemAt(claim, {
          class: 'i',
          severity: 'error',
          message: () => t('The weights {0} add up to {1}, not to 1.', claim.form!.weights!.join(' + '), sum),
          related: [],
        }),
      );
  }
  const told = new Set<string>();
  const keyOfFactors = new Map(own.map(claim => [claim, factorKey(claim.form!, vocabulary)] as const));
  const byFactors = grouped(own, claim => keyOfFactors.get(claim));
  const firstOther = new Map(
    [...byFactors].map(([factors, [first, ...more]]) => [factors, more.find(other => given(other) !== given(first!))]),
  );
  for (const claim of own) {
    const factors = keyOfFactors.get(claim);
    if (factors === undefined || told.has(factors)) continue;
    const [first] = byFactors.get(factors)!;
    const other = given(claim) === given(first!) ? firstOther.get(factors) : first;
    if (other !== undefined) {
      told.add(factors);
      found.push(
        problemAt(other, {
          class: 'i',
          severity: 'warning',
          message: () => t('Weights {0} here, {1} in another place of this chapter for the same factors.', given(other), given(claim)),
          related: [{ path: chapter.path, claim }],
        }),
      );
      continue;
    }
    const most = usualWeights(statements.about(weightsKey(factors)), vocabulary);
    if (most === undefined || given(most[0]!.claim) === given(claim)) continue;
    told.add(factors);
    found.push(
      problemAt(claim, {
        class: 'i',
        severity: 'information',
        message: () =>
          t('Weights {0} here, {1} in {2} other places for the same factors.', given(claim), given(most[0]!.claim), most.length),
        related: most.slice(0, 5),
        reference: most[0]!,
      }),
    );
  }
  return found;
}

const given = ({ form }: Claim): string => (form?.weights ?? []).join(' / ');

/** Those that give the weights which most give, when not all do and more than half. */
const usualWeights = once(stated => {
  const all = stated.filter(({ claim }) => claim.form?.weights !== undefined);
  const counted = grouped(all, ({ claim }) => given(claim));
  const most = [...counted.values()].sort((a, b) => b.length - a.length)[0];
  return most === undefined || counted.size < 2 || most.length * 2 <= all.length ? undefined : most;
});

/** A value beside the values of all its factors, against the weighted sum that the knowledge base defines. */
export const weightedSums: ContradictionClass = { letters: ['f'], find: wholesAgainstSums };

function* wholesAgainstSums({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const found: ClaimProblem[] = [];
  for (const whole of chapter.wholes) {
    if (rest()) yield;
    let parts: ReadonlyMap<string, Part> | undefined;
    for (const { formula, factors } of sumsOf(statements.about(formulaKey(whole.metric)), vocabulary)) {
      parts ??= new Map(whole.parts.map(part => [keyOf(part.name), part] as const).reverse());
      const named = factors.flatMap(factor => parts!.get(factor) ?? []);
      if (named.length < factors.length) continue;
      const { weights = [] } = formula.claim.form!;
      const sum = tidy(named.reduce((all, part, i) => all + part.value * weights[i]!, 0));
      if (Math.abs(sum - whole.value) > whole.half + 1e-9)
        found.push({
          class: 'f',
          severity: 'warning',
          span: whole.span,
          subject: whole.subject === null ? null : canonical(whole.subject, vocabulary),
          metric: whole.metric,
          message: () =>
            t(
              '{0} is {1}, but {2} makes {3}.',
              whole.metric,
              whole.written,
              named.map((part, i) => `${part.written} × ${weights[i]}`).join(' + '),
              `${tidy(sum * 100)}%`,
            ),
          related: [formula],
          reference: formula,
        });
      break;
    }
  }
  return found;
}

/** The formulas that weigh factors, the first with each, and the keys of these. */
const sumsOf = once(stated => {
  const found = new Map<string, { readonly formula: Stated; readonly factors: readonly string[] }>();
  for (const formula of stated) {
    const { form } = formula.claim;
    if (form?.kind !== 'sum' || form.weights === undefined) continue;
    const factors = form.factors.map(keyOf);
    const name = factors.join('\n');
    if (!found.has(name)) found.set(name, { formula, factors });
  }
  return [...found.values()];
});

/** Under which the formulas of a metric are found. */
export const formulaKey = (metric: string): string => `formula\n${metric}`;

/** Under which weights of the same factors are found. */
export const weightsKey = (factors: string): string => `weights\n${factors}`;

/** The factors under their metrics' names, in order; undefined when they are unknown. */
export function factorKey({ factors }: Form, { metricByKey, metricBySymbol }: Vocabulary): string | undefined {
  if (factors.length < 2) return undefined;
  const names = factors.map(factor => {
    const bare = factor.replace(/^1\s*-\s*/u, '').trim();
    const metric = metricByKey.get(keyOf(bare))?.metric ?? metricBySymbol.get(bare);
    return metric === undefined ? undefined : `${bare === factor.trim() ? '' : '1-'}${metric.name}`;
  });
  return names.every(name => name !== undefined) ? names.join(' ') : undefined;
}
