import type { Claim, Form, Interval } from '../model/claims.ts';
import { once } from './groups.ts';
import { complement, isPoint, meets, product, tidy } from './interval.ts';
import { type ClaimProblem, isValue, type Situation, type Stated, shown } from './problem.ts';
import { canonical } from './subjects.ts';
import { keyOf, type Vocabulary } from './vocabulary.ts';

/** Wholes that do not follow from their parts: classes f, i, n of convergence.md §7. */
export function compositeProblems(situation: Situation): ClaimProblem[] {
  return [...products(situation), ...weights(situation), ...wholes(situation), ...sums(situation)];
}

const near = 4000;

/** `综合评估：采用率×标准化×无争议率` beside the rows that give the factors. */
function products({ chapter, vocabulary }: Situation): ClaimProblem[] {
  const found: ClaimProblem[] = [];
  for (const formula of chapter.claims) {
    if (formula.form?.kind !== 'product' || formula.subject === null) continue;
    const value = chapter.claims.find(
      claim =>
        `${claim.metric}${vocabulary.words.names.formula}` === formula.metric &&
        claim.subject === formula.subject &&
        claim.range !== undefined &&
        isValue(claim) &&
        Math.abs(claim.span.start - formula.span.start) < 200,
    );
    if (value === undefined) continue;
    const factors = formula.form.factors.map(name => factorIn(name, formula, chapter.claims, vocabulary));
    const known = factors.filter(factor => factor !== undefined);
    const upper = product(factors.map(factor => factor?.range ?? { low: 0, high: 1 }));
    const at = (claim: Claim): Stated => ({ path: chapter.path, claim });
    const base = {
      rule: 'convergence-composite',
      class: 'f',
      span: value.span,
      subject: formula.subject,
      metric: value.metric,
      related: known.map(factor => at(factor.claim)).slice(0, 6),
    } as const;
    if (known.length > 0 && !meets(value.range!, upper)) {
      found.push({
        ...base,
        severity: 'warning',
        kind: 'not the product',
        words: [shown(value), formula.form.factors.join('×'), productShown(upper, known.length === factors.length)],
      });
      continue;
    }
    const other = chapter.claims.find(
      claim =>
        claim.metric === formula.metric && claim.subject === formula.subject && claim.form !== undefined && claim.form.kind !== 'product',
    );
    if (other !== undefined) {
      found.push({
        ...base,
        span: formula.span,
        severity: 'warning',
        kind: 'two formulas',
        words: [formula.subject, formula.form.factors.join('×'), sumShown(other.form!)],
        related: [at(other)],
      });
      continue;
    }
    const lowest = product(
      factors.map(factor => (factor === undefined ? { low: 0, high: 1 } : { low: factor.range.low, high: factor.range.low })),
    );
    if (known.length === factors.length && known.some(factor => !isPoint(factor.range)) && !meets(value.range!, lowest))
      found.push({
        ...base,
        severity: 'information',
        kind: 'only if higher',
        words: [shown(value), formula.form.factors.join('×'), productShown(lowest, true)],
      });
  }
  return found;
}

const productShown = ({ low, high }: Interval, complete: boolean): string => {
  const percent = (value: number): string => `${Number((value * 100).toPrecision(4))}%`;
  return complete && low === high ? percent(low) : complete ? `${percent(low)}–${percent(high)}` : `≤ ${percent(high)}`;
};

const sumShown = ({ factors, weights }: Form): string =>
  factors.map((factor, i) => `${weights?.[i] ?? `w${i + 1}`}×${/[-+]/.test(factor) ? `(${factor})` : factor}`).join(' + ');

/** The value of a factor: of the same subject, in the rows nearest before; one that a formula uses counts too. */
function factorIn(
  name: string,
  formula: Claim,
  claims: readonly Claim[],
  vocabulary: Vocabulary,
): { claim: Claim; range: Interval } | undefined {
  const found = vocabulary.metricByKey.get(keyOf(name.replace(/^1\s*-\s*/u, '')));
  if (found === undefined) return undefined;
  const turned = found.complement === true || /^1\s*-/u.test(name);
  const candidates = claims.filter(
    claim =>
      claim.metric === found.metric.name &&
      claim.subject === formula.subject &&
      claim.range !== undefined &&
      claim.unit === 'ratio' &&
      (claim.construct === 'quant' || claim.construct === 'formula-factor'),
  );
  const claim =
    candidates
      .filter(one => one.span.start < formula.span.start && formula.span.start - one.span.start < near && one.construct === 'quant')
      .at(-1) ?? candidates[0];
  return claim && { claim, range: turned ? complement(claim.range!) : claim.range! };
}

/** The same factors with other weights, and weights that are not one together. */
function weights({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const found: ClaimProblem[] = [];
  const own = chapter.claims.filter(claim => claim.construct === 'weights' && claim.form?.weights !== undefined);
  for (const claim of own) {
    const base = { rule: 'convergence-composite', class: 'i', span: claim.span, subject: claim.subject, metric: claim.metric } as const;
    const sum = claim.range!.low;
    if (Math.abs(sum - 1) > 1e-6 && sum > 0.5 && sum < 2)
      found.push({ ...base, severity: 'error', kind: 'weights not one', words: [claim.form!.weights!.join(' + '), sum], related: [] });
  }
  const told = new Set<string>();
  for (const claim of own) {
    const factors = factorKey(claim.form!, vocabulary);
    if (factors === undefined || told.has(factors)) continue;
    const given = String(claim.form!.weights);
    const here = own.filter(
      other => other !== claim && factorKey(other.form!, vocabulary) === factors && String(other.form!.weights) !== given,
    );
    if (here[0] !== undefined) {
      told.add(factors);
      found.push({
        rule: 'convergence-composite',
        class: 'i',
        severity: 'warning',
        span: here[0].span,
        subject: here[0].subject,
        metric: claim.metric,
        kind: 'other weights here',
        words: [here[0].form!.weights!.join(' / '), given.replaceAll(',', ' / ')],
        related: [{ path: chapter.path, claim }],
      });
      continue;
    }
    const most = usualWeights(statements.about(weightsKey(factors)), vocabulary);
    if (most === undefined || String(most[0]!.claim.form!.weights) === given) continue;
    told.add(factors);
    found.push({
      rule: 'convergence-composite',
      class: 'i',
      severity: 'information',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'other weights elsewhere',
      words: [given.replaceAll(',', ' / '), most[0]!.claim.form!.weights!.join(' / '), most.length],
      related: most.slice(0, 5),
      reference: most[0]!,
    });
  }
  return found;
}

/** Those that give the weights which most give, when not all do and more than half. */
const usualWeights = once(stated => {
  const all = stated.filter(({ claim }) => claim.form?.weights !== undefined);
  const counted = new Map<string, Stated[]>();
  for (const one of all) {
    const given = String(one.claim.form!.weights);
    const same = counted.get(given);
    if (same === undefined) counted.set(given, [one]);
    else same.push(one);
  }
  const most = [...counted.values()].sort((a, b) => b.length - a.length)[0];
  return most === undefined || counted.size < 2 || most.length * 2 <= all.length ? undefined : most;
});

/** A value beside the values of all its factors, against the weighted sum that the knowledge base defines. */
function sums({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const found: ClaimProblem[] = [];
  for (const whole of chapter.wholes) {
    const formulas = weightedSums(statements.about(formulaKey(whole.metric)), vocabulary);
    for (const formula of formulas) {
      const { factors, weights = [] } = formula.claim.form!;
      const parts = factors.map(factor => whole.parts.find(part => keyOf(part.name) === keyOf(factor)));
      if (parts.some(part => part === undefined)) continue;
      const sum = tidy(parts.reduce((all, part, i) => all + part!.value * weights[i]!, 0));
      if (Math.abs(sum - whole.value) > whole.half + 1e-9)
        found.push({
          rule: 'convergence-composite',
          class: 'f',
          severity: 'warning',
          span: whole.span,
          subject: whole.subject === null ? null : canonical(whole.subject, vocabulary),
          metric: whole.metric,
          kind: 'not the weighted sum',
          words: [
            whole.metric,
            whole.written,
            parts.map((part, i) => `${part!.written} × ${weights[i]}`).join(' + '),
            `${tidy(sum * 100)}%`,
          ],
          related: [formula],
          reference: formula,
        });
      break;
    }
  }
  return found;
}

const weightedSums = once(stated => stated.filter(({ claim }) => claim.form?.kind === 'sum' && claim.form.weights !== undefined));

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

/** A layer that is said to be complete while one that represents it is not. */
function wholes({ chapter, vocabulary }: Situation): ClaimProblem[] {
  const { graded, words } = vocabulary;
  if (graded === undefined) return [];
  const { claims, path } = chapter;
  const found: ClaimProblem[] = [];
  const layers = new Set(claims.filter(claim => claim.metric === words.layer.metric && claim.word !== undefined).map(claim => claim.word!));
  for (const layer of layers) {
    const complete = claims.filter(
      claim => claim.subject === layer && claim.metric === graded.name && isValue(claim) && claim.range?.low === 1,
    );
    const whole = complete.find(claim => claim.construct === 'kv') ?? complete.find(claim => claim.home);
    if (whole === undefined) continue;
    const members = claims.filter(claim => claim.metric === words.layer.metric && claim.word === layer);
    const short = members.flatMap(member =>
      claims.filter(
        claim =>
          claim.subject === member.subject &&
          claim.metric === graded.name &&
          claim.home &&
          isValue(claim) &&
          claim.range !== undefined &&
          claim.range.high < 0.995,
      ),
    );
    if (short[0] === undefined) continue;
    const rule = claims.find(
      claim => claim.construct === 'rule' && claim.subject === layer && claim.metric === graded.name && claim.range?.low === 1,
    );
    found.push({
      rule: 'convergence-composite',
      class: 'n',
      severity: rule === undefined ? 'information' : 'error',
      span: whole.span,
      subject: layer,
      metric: graded.name,
      kind: rule === undefined ? 'member short of whole' : 'member breaks theorem',
      words: [layer, shown(whole), short[0].subject!, shown(short[0])],
      related: [...(rule === undefined ? [] : [rule]), ...short, ...members.filter(member => member.subject === short[0]!.subject)]
        .slice(0, 5)
        .map(claim => ({ path, claim })),
    });
  }
  return found;
}
