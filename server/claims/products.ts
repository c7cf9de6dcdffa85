import { t } from '@vscode/l10n';
import { complement, isPoint, meets, product } from '../language/interval.ts';
import { keyOf } from '../language/names.ts';
import type { Claim, Form, Interval } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { claimsAbout, Neighbours } from './neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isValue, type Situation, type Stated, shown } from './problem.ts';
import type { Vocabulary } from './vocabulary.ts';

const near = 4000;

/** `综合评估：采用率×标准化×无争议率` beside the rows that give the factors. */
export const products: ContradictionClass = { letters: ['f'], find: valuesAgainstProducts };

function* valuesAgainstProducts({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const found: ClaimProblem[] = [];
  const values = new Rows(chapter.claims, claim => claim.range !== undefined && isValue(claim));
  const given = new Rows(chapter.claims, claim => claim.range !== undefined && claim.unit === 'ratio' && claim.construct === 'quant');
  const used = new Rows(chapter.claims, isFactor);
  const others = new Rows(chapter.claims, claim => claim.form !== undefined && claim.form.kind !== 'product');
  for (const formula of chapter.claims) {
    if (rest()) yield;
    if (formula.form?.kind !== 'product' || formula.subject === null) continue;
    const { formula: ending } = vocabulary.words.names;
    const metric = formula.metric.endsWith(ending) ? formula.metric.slice(0, -ending.length) : undefined;
    const value = metric === undefined ? undefined : values.of(formula.subject, metric).near(formula, 200);
    if (value === undefined) continue;
    const factors = formula.form.factors.map(name => factorIn(name, formula, given, used, vocabulary));
    const known = factors.filter(factor => factor !== undefined);
    const isComplete = known.length === factors.length;
    const [subject, written] = [formula.subject, formula.form.factors.join('×')];
    const upper = product(factors.map(factor => factor?.range ?? { low: 0, high: 1 }));
    const at = (claim: Claim): Stated => ({ path: chapter.path, claim });
    const base = {
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
        message: () =>
          t('{0} is not the product {1}, which the values given make {2}.', shown(value), written, productShown(upper, isComplete)),
      });
      continue;
    }
    const other = others.of(formula.subject, formula.metric).first;
    if (other !== undefined) {
      found.push({
        ...base,
        span: formula.span,
        severity: 'warning',
        message: () => t('{0} is computed here as {1}, elsewhere in this chapter as {2}.', subject, written, sumShown(other.form!)),
        related: [at(other)],
      });
      continue;
    }
    const lowest = product(
      factors.map(factor => (factor === undefined ? { low: 0, high: 1 } : { low: factor.range.low, high: factor.range.low })),
    );
    if (isComplete && known.some(factor => !isPoint(factor.range)) && !meets(value.range!, lowest))
      found.push({
        ...base,
        severity: 'information',
        message: () =>
          t(
            '{0} is the product {1} only if the factors are above what is printed, which makes {2}.',
            shown(value),
            written,
            productShown(lowest, true),
          ),
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

/** Rows give the values of factors, and formulas use them. */
const isFactor = ({ range, unit, construct }: Claim): boolean =>
  range !== undefined && unit === 'ratio' && (construct === 'quant' || construct === 'formula-factor');

/** The claims of one kind, by metric and subject. */
class Rows {
  readonly #claims: readonly Claim[];
  readonly #is: (claim: Claim) => boolean;
  readonly #known = new WeakMap<readonly Claim[], Neighbours>();

  constructor(claims: readonly Claim[], is: (claim: Claim) => boolean) {
    this.#claims = claims;
    this.#is = is;
  }

  of(subject: string | null, metric: string): Neighbours {
    const all = claimsAbout(this.#claims, subject, metric);
    let known = this.#known.get(all);
    if (known === undefined) {
      known = new Neighbours(all.filter(this.#is));
      this.#known.set(all, known);
    }
    return known;
  }
}

/** The value of a factor: of the same subject, in the rows nearest before; one that a formula uses counts too. */
function factorIn(
  name: string,
  formula: Claim,
  given: Rows,
  used: Rows,
  vocabulary: Vocabulary,
): { claim: Claim; range: Interval } | undefined {
  const found = vocabulary.metricByKey.get(keyOf(name.replace(/^1\s*-\s*/u, '')));
  if (found === undefined) return undefined;
  const turned = found.complement === true || /^1\s*-/u.test(name);
  const { subject } = formula;
  const { name: metric } = found.metric;
  const claim = given.of(subject, metric).before(formula, near) ?? used.of(subject, metric).first;
  return claim && { claim, range: turned ? complement(claim.range!) : claim.range! };
}
