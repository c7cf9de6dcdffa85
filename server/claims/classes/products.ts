import { t } from '@vscode/l10n';
import { complement, isPoint, meets, product } from '../../language/interval.ts';
import { keyOf } from '../../language/names.ts';
import type { Claim, Form, Interval } from '../../model/claims.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { claimsAbout, Neighbours } from '../neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isValue, ofEach, type Situation, type Stated, shown } from '../problem.ts';
import type { Vocabulary } from '../vocabulary.ts';

const near = 4000;

/** `综合评估：采用率×标准化×无争议率` beside the rows that give the factors. */
export const products: ContradictionClass = { letters: ['f'], find: valuesAgainstProducts };

function valuesAgainstProducts({ chapter: { path, claims }, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const values = new Rows(claims, claim => claim.range !== undefined && isValue(claim));
  const given = new Rows(claims, claim => claim.range !== undefined && claim.unit === 'ratio' && claim.construct === 'quant');
  const used = new Rows(claims, isFactor);
  const others = new Rows(claims, claim => claim.form !== undefined && claim.form.kind !== 'product');
  const { formula: ending } = vocabulary.words.names;
  return ofEach(claims, formula => {
    if (formula.form?.kind !== 'product' || formula.subject === null || !formula.metric.endsWith(ending)) return [];
    const value = values.of(formula.subject, formula.metric.slice(0, -ending.length)).near(formula, 200);
    if (value === undefined) return [];
    const factors = formula.form.factors.map(name => factorIn(name, formula, given, used, vocabulary));
    const other = others.of(formula.subject, formula.metric).first;
    const found = disagreement({ path, formula, value, factors, written: formula.form.factors.join('×') }, other);
    return found === undefined ? [] : [found];
  });
}

/** A formula that is a product, the value beside it, and its factors as far as they are given. */
interface Product {
  readonly path: string;
  readonly formula: Claim;
  readonly value: Claim;
  readonly factors: readonly (Factor | undefined)[];
  readonly written: string;
}

/** The first that is wrong: the value is none of those that the factors allow, the chapter computes it otherwise, or only factors above what is printed make it. */
function disagreement({ path, formula, value, factors, written }: Product, other: Claim | undefined): ClaimProblem | undefined {
  const known = factors.filter(factor => factor !== undefined);
  const isComplete = known.length === factors.length;
  const upper = product(factors.map(factor => factor?.range ?? anyShare));
  const at = (claim: Claim): Stated => ({ path, claim });
  const base = { class: 'f', subject: formula.subject, metric: value.metric } as const;
  const related = known.map(({ claim }) => at(claim)).slice(0, 6);
  if (known.length > 0 && !meets(value.range!, upper)) {
    const message = (): string =>
      t('{0} is not the product {1}, which the values given make {2}.', shown(value), written, productShown(upper, isComplete));
    return { ...base, span: value.span, severity: 'warning', message, related };
  }
  if (other !== undefined) {
    const message = (): string =>
      t('{0} is computed here as {1}, elsewhere in this chapter as {2}.', formula.subject!, written, sumShown(other.form!));
    return { ...base, span: formula.span, severity: 'warning', message, related: [at(other)] };
  }
  const lowest = product(factors.map(factor => (factor === undefined ? anyShare : { low: factor.range.low, high: factor.range.low })));
  if (!isComplete || known.every(({ range }) => isPoint(range)) || meets(value.range!, lowest)) return undefined;
  const message = (): string =>
    t(
      '{0} is the product {1} only if the factors are above what is printed, which makes {2}.',
      shown(value),
      written,
      productShown(lowest, true),
    );
  return { ...base, span: value.span, severity: 'information', message, related };
}

const anyShare: Interval = { low: 0, high: 1 };

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
    return memoize(this.#known, all, () => new Neighbours(all.filter(this.#is)));
  }
}

interface Factor {
  readonly claim: Claim;
  readonly range: Interval;
}

/** The value of a factor: of the same subject, in the rows nearest before; one that a formula uses counts too. */
function factorIn(name: string, formula: Claim, given: Rows, used: Rows, vocabulary: Vocabulary): Factor | undefined {
  const found = vocabulary.metricByKey.get(keyOf(name.replace(/^1\s*-\s*/u, '')));
  if (found === undefined) return undefined;
  const turned = found.complement === true || /^1\s*-/u.test(name);
  const { subject } = formula;
  const { name: metric } = found.metric;
  const claim = given.of(subject, metric).before(formula, near) ?? used.of(subject, metric).first;
  return claim && { claim, range: turned ? complement(claim.range!) : claim.range! };
}
