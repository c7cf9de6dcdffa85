import { t } from '@vscode/l10n';
import { tidy } from '../../language/interval.ts';
import { keyOf } from '../../language/names.ts';
import type { Part, Whole } from '../../model/claims.ts';
import type { Steps } from '../../model/steps.ts';
import { once } from '../groups.ts';
import { formulaKey } from '../keys.ts';
import { type ClaimProblem, type ContradictionClass, ofEach, type Situation, type Stated } from '../problem.ts';
import { canonical } from '../subjects.ts';

/** A value beside the values of all its factors, against the weighted sum that the knowledge base defines. */
export const weightedSums: ContradictionClass = { letters: ['f'], find: wholesAgainstSums };

function wholesAgainstSums({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  return ofEach(chapter.wholes, whole => {
    const sums = sumsOf(statements.about(formulaKey(whole.metric)), vocabulary);
    const partsByKey = new Map(sums.length === 0 ? [] : whole.parts.map(part => [keyOf(part.name), part] as const).reverse());
    const sum = sums.find(({ factors }) => factors.every(factor => partsByKey.has(factor)));
    if (sum === undefined) return [];
    const parts = sum.factors.map(factor => partsByKey.get(factor)!);
    const subject = whole.subject === null ? null : canonical(whole.subject, vocabulary);
    return otherSum(whole, subject, parts, sum.formula);
  });
}

function otherSum(whole: Whole, subject: string | null, parts: readonly Part[], formula: Stated): ClaimProblem[] {
  const { metric, span } = whole;
  const { weights = [] } = formula.claim.form!;
  const sum = tidy(parts.reduce((all, part, i) => all + part.value * weights[i]!, 0));
  if (Math.abs(sum - whole.value) <= whole.half + 1e-9) return [];
  const message = (): string => {
    const written = parts.map((part, i) => `${part.written} × ${weights[i]}`).join(' + ');
    return t('{0} is {1}, but {2} makes {3}.', metric, whole.written, written, `${tidy(sum * 100)}%`);
  };
  return [{ class: 'f', severity: 'warning', span, subject, metric, message, related: [formula], reference: formula }];
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
