import { t } from '@vscode/l10n';
import { holds, isPoint } from '../../language/interval.ts';
import { type Claim, claimKey, type Interval } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import { memoize } from '../../model/memoize.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { once, referenceOf } from '../groups.ts';
import { claimsAbout, Neighbours } from '../neighbours.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isCurrent,
  isSuperlative,
  isValue,
  rangeShown,
  type Situation,
  type Stated,
  shown,
} from '../problem.ts';
import { levelNamed } from '../telling.ts';
import type { Level, Vocabulary } from '../vocabulary.ts';

/** A number outside the level that is said of the same subject. */
export const numbersAgainstLevels: ContradictionClass = { letters: ['c'], find: numbersOutside };

function* numbersOutside(situation: Situation): Steps<ClaimProblem[]> {
  const { graded } = situation.vocabulary;
  return graded === undefined ? [] : yield* new Numbers(situation, graded.name).problems();
}

/** How near two rows must stand to be meant together. */
const near = 300;

class Numbers {
  readonly #situation: Situation;
  readonly #graded: string;
  readonly #found: ClaimProblem[] = [];
  readonly #told = new Set<string>();
  /** The numbers of the chapter. */
  readonly #values: readonly Claim[];
  readonly #ranges = new Map<Level, Ranges>();

  constructor(situation: Situation, graded: string) {
    this.#situation = situation;
    this.#graded = graded;
    this.#values = situation.chapter.claims.filter(
      claim => claim.metric === graded && claim.range !== undefined && isPoint(claim.range) && isValue(claim) && isCurrent(claim),
    );
  }

  *problems(): Steps<ClaimProblem[]> {
    this.#levelsThemselves();
    yield;
    yield* this.#besideLevels();
    yield* this.#levelsElsewhere();
    return this.#found;
  }

  /** A level's own value against its own bounds, at the row that defines it if there is one. */
  #levelsThemselves(): void {
    for (const level of this.#situation.vocabulary.levels) {
      const own = this.#values.filter(claim => claim.subject === level.label);
      const first =
        own.find(claim => claim.construct === 'kv') ??
        own.find(claim => claim.construct === 'row') ??
        own.find(claim => claim.inOwnSection);
      if (first !== undefined) this.#tell(first, level, level.names[0] ?? level.label, []);
    }
  }

  /** A subject's value against the level that is said of it, in one line or at home. */
  *#besideLevels(): Steps<void> {
    const rest = resting();
    const { chapter, vocabulary } = this.#situation;
    const { levels } = vocabulary;
    const stated = chapter.claims.filter(
      other =>
        other.unit === 'level' &&
        isCurrent(other) &&
        !other.viaGroup &&
        other.range!.low === other.range!.high &&
        !isSuperlative(other, vocabulary) &&
        other.construct !== 'mermaid-subgraph',
    );
    yield;
    const bySubject = new Map<string | null, Beside>();
    for (const [subject, all] of groupedBy(stated, claim => claim.subject)) {
      yield;
      bySubject.set(subject, new Beside(all));
    }
    yield;
    for (const claim of this.#values) {
      if (rest()) yield;
      if (claim.subject === null || claim.viaGroup || levels.some(({ label }) => label === claim.subject)) continue;
      const beside = bySubject.get(claim.subject)?.to(claim);
      const level = beside && levels[beside.range!.low];
      if (level !== undefined && beside !== undefined && !nearWord(beside, vocabulary))
        this.#tell(claim, level, shown(beside), [{ path: chapter.path, claim: beside }]);
    }
  }

  /** Else against a level said elsewhere. */
  *#levelsElsewhere(): Steps<void> {
    const rest = resting();
    const { chapter, statements, vocabulary } = this.#situation;
    const { status, levels } = vocabulary;
    const valued = new Set(this.#values.map(({ subject }) => subject));
    for (const claim of status === undefined ? [] : chapter.claims) {
      if (rest()) yield;
      const { subject } = claim;
      if (claim.metric !== status!.name || subject === null || !isExactly(claim, vocabulary)) continue;
      if (levels.some(({ label }) => label === subject) || valued.has(subject)) continue;
      const level = levels[claim.range!.low];
      // None of them stands here: the chapter has no value of this subject.
      const reference = valueElsewhere(statements.about(claimKey(subject, this.#graded)), vocabulary);
      if (level !== undefined && reference !== undefined) this.#tellElsewhere(claim, subject, level, reference);
    }
  }

  #tellElsewhere(claim: Claim, subject: string, level: Level, reference: Stated): void {
    const fits = holds(this.#rangesOf(level).of(subject), reference.claim.range!.low);
    const name = `${subject} ${fits} elsewhere`;
    if (fits === true || this.#told.has(name)) return;
    this.#told.add(name);
    const [metric, { label }] = [this.#graded, level];
    const message = (): string => {
      const [said, value, range] = [shown(claim), shown(reference.claim), rangeShown(level.range)];
      return fits === 'edge'
        ? t(
            '{0} is said to be {2}, but its {1} elsewhere is {3}, exactly on the bound of {4} ({5}).',
            subject,
            metric,
            said,
            value,
            label,
            range,
          )
        : t('{0} is said to be {2}, but its {1} elsewhere is {3}, outside {4} ({5}).', subject, metric, said, value, label, range);
    };
    const { span } = claim;
    this.#found.push({ class: 'c', severity: 'information', span, subject, metric, message, related: [reference], reference });
  }

  #tell(claim: Claim, level: Level, said: string, related: readonly Stated[]): void {
    const { path } = this.#situation.chapter;
    const ranges = this.#rangesOf(level);
    const range = ranges.of(claim.subject);
    const fits = holds(range, claim.range!.low);
    // A level on its own bound is told once, and once more of the first that is said to be on that level.
    const isLevel = claim.subject === level.label;
    const name = fits === 'edge' ? `${level.label} ${isLevel}` : `${claim.subject}`;
    if (fits === true || this.#told.has(name)) return;
    this.#told.add(name);
    this.#found.push({
      class: 'c',
      severity: fits === 'edge' ? 'information' : 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      message: () => {
        const [name, bounds] = [levelNamed(said, level.label), rangeShown(range)];
        return fits === 'edge'
          ? t('{1} of {0} is {2}, exactly on the bound: {3} means {4}.', claim.subject!, claim.metric, shown(claim), name, bounds)
          : t('{1} of {0} is {2}, but {3} means {4}.', claim.subject!, claim.metric, shown(claim), name, bounds);
      },
      related: [...ranges.rules.map(other => ({ path, claim: other })), ...related].slice(0, most),
    });
  }

  #rangesOf(level: Level): Ranges {
    return memoize(this.#ranges, level, () => new Ranges(level, this.#situation.chapter.claims, this.#graded));
  }
}

const most = 6;

/** The range that a level has here: what the chapter itself rules, else what is configured. */
class Ranges {
  /** The first few rules on the level. */
  readonly rules: readonly Claim[];
  readonly #everywhere: Interval;
  readonly #scoped = new Map<string, Interval | undefined>();

  constructor(level: Level, claims: readonly Claim[], graded: string) {
    const rules = claimsAbout(claims, level.label, graded).filter(({ construct }) => construct === 'rule');
    this.rules = rules.slice(0, most);
    this.#everywhere = rules.find(({ qualifier }) => qualifier.scope === undefined)?.range ?? level.range;
    for (const { qualifier, range } of rules)
      if (qualifier.scope !== undefined && !this.#scoped.has(qualifier.scope)) this.#scoped.set(qualifier.scope, range);
  }

  of(scope: string | null): Interval {
    return (scope === null ? undefined : this.#scoped.get(scope)) ?? this.#everywhere;
  }
}

/** What is said of the levels of one subject. */
class Beside {
  readonly #order: ReadonlyMap<Claim, number>;
  readonly #all: Neighbours;
  readonly #rows: Neighbours;

  constructor(stated: readonly Claim[]) {
    this.#order = new Map(stated.map((claim, i) => [claim, i]));
    this.#all = new Neighbours(stated);
    this.#rows = new Neighbours(stated.filter(({ construct }) => construct === 'kv'));
  }

  /** The first in the line of a value, or in a row near by. */
  to(claim: Claim): Claim | undefined {
    const inLine = this.#all.inLine(claim);
    const inRow = claim.construct === 'kv' ? this.#rows.near(claim, near) : undefined;
    if (inLine === undefined || inRow === undefined) return inLine ?? inRow;
    return this.#order.get(inLine)! < this.#order.get(inRow)! ? inLine : inRow;
  }
}

/** Says of one subject by its own name that it is on one level now, no more and no less. */
const isExactly = (claim: Claim, vocabulary: Vocabulary): boolean =>
  claim.range !== undefined &&
  isPoint(claim.range) &&
  isCurrent(claim) &&
  !claim.viaGroup &&
  !claim.byAlias &&
  !isSuperlative(claim, vocabulary) &&
  !nearWord(claim, vocabulary);

/** The number that a subject has, if there is one: that of most. */
const valueElsewhere = once((stated, vocabulary): Stated | undefined => {
  const values = stated.filter(({ claim }) => claim.range !== undefined && isPoint(claim.range) && isValue(claim) && isCurrent(claim));
  return values.length === 0 ? undefined : (referenceOf(values, vocabulary)?.by[0] ?? values[0]);
});

/** `接近完全收敛`: a word that holds another level's word says that it is not quite that. */
export const nearWord = (claim: Claim, { levels }: Vocabulary): boolean =>
  claim.word !== undefined &&
  levels.every(({ names }) => !names.includes(claim.word!)) &&
  levels.some(({ names }) => names.some(name => claim.word!.includes(name)));
