import { t } from '@vscode/l10n';
import { isPoint, meets } from '../../language/interval.ts';
import { type Claim, claimKey } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import type { Steps } from '../../model/steps.ts';
import { type ByChapter, byChapter, disagreeing, type Group, nearestFirst, once, type Reference } from '../groups.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isCompared,
  isDiagram,
  problemAt,
  type Situation,
  type Stated,
  type Statements,
  shown,
} from '../problem.ts';
import { chaptersNamed } from '../telling.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Statements of one metric of one subject that cannot both hold. */
export const conflicts: ContradictionClass = { letters: ['a', 'b', 'e'], find: conflictsIn };

function* conflictsIn({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const found: ClaimProblem[] = [];
  const keys = new Set(chapter.claims.filter(claim => isCompared(claim, vocabulary)).map(claim => claimKey(claim.subject!, claim.metric)));
  for (const key of keys) {
    // Tens of thousands may state one thing.
    yield;
    const stated = statements.about(key);
    yield;
    for (const dispute of disputes(stated, vocabulary))
      for (const problem of ofChapter(dispute, chapter.path, statements, vocabulary)) found.push(problem);
  }
  return found;
}

const tabular = new Set(['kv', 'quant', 'matrix', 'row']);

/** A group with those that differ from its reference. */
interface Dispute extends Group {
  readonly against: readonly Stated[];
  readonly againstIn: ByChapter;
  /** Nothing states the reference but names that may mean something else, and formulas. */
  readonly isDoubtful: boolean;
}

const disputes = once((stated, vocabulary): Dispute[] =>
  disagreeing(
    stated.filter(({ claim }) => isCompared(claim, vocabulary)),
    vocabulary,
  ).map(group => {
    const against = group.stated.filter(({ claim }) => !meets(claim.range!, group.reference.range));
    const { by } = group.reference;
    return { ...group, against, againstIn: byChapter(against), isDoubtful: by.length > 0 && by.every(({ claim }) => isDoubtful(claim)) };
  }),
);

const isDoubtful = ({ byAlias, construct }: Claim): boolean => byAlias === true || construct === 'formula';

/** Those of a chapter that differ from the reference, one per construct. */
function ofChapter(dispute: Dispute, path: string, statements: Statements, vocabulary: Vocabulary): ClaimProblem[] {
  const sameFile = dispute.reference.inChapter.get(path) ?? [];
  const placed = (dispute.againstIn.get(path) ?? []).map(one => ({ one, claim: statements.placed(one).claim }));
  // `= 0.98 ≈ 95%` states both in one formula: that they differ is a matter of arithmetic, and told as such.
  const formulas = new Set(sameFile.flatMap(one => (one.claim.construct === 'formula' ? statements.placed(one).claim.text : [])));
  const firsts = [...groupedBy(placed, ({ claim }) => `${formOf(claim)} ${shown(claim)}`).values()].map(([first]) => first!);
  const here = { path, sameFile, kinds: new Set(sameFile.map(({ claim }) => isDiagram(claim))) };
  return firsts
    .filter(({ claim }) => claim.construct !== 'formula' || !formulas.has(claim.text))
    .map(({ one, claim }) => problemOf(one, claim, dispute, here, vocabulary));
}

/** A chapter, who states the reference in it, and whether diagrams do, or anything else. */
interface Here {
  readonly path: string;
  readonly sameFile: readonly Stated[];
  readonly kinds: ReadonlySet<boolean>;
}

const formOf = (claim: Claim): string => (isDiagram(claim) ? 'diagram' : tabular.has(claim.construct) ? 'table' : 'text');

function problemOf(one: Stated, claim: Claim, dispute: Dispute, { path, sameFile, kinds }: Here, vocabulary: Vocabulary): ClaimProblem {
  const { reference, against, againstIn } = dispute;
  const isHere = sameFile.length > 0;
  const isCrossed = isHere && !kinds.has(isDiagram(claim));
  const witnesses = nearestFirst(reference.by, sameFile, path, 6);
  const first = againstIn
    .get(path)!
    .slice(0, mostOthers + 1)
    .filter(other => other !== one);
  return problemAt(claim, {
    class: isCrossed ? 'e' : isHere ? 'a' : 'b',
    severity: severityOf(claim, dispute, vocabulary),
    message: () => (isHere ? differsHere(claim, reference) : differsElsewhere(claim, reference)),
    related: [...witnesses, ...nearestFirst(against, first, path, mostOthers)],
    ...(witnesses[0] && { reference: witnesses[0] }),
  });
}

function differsElsewhere(claim: Claim, { shown: there, by, places }: Reference): string {
  const { subject, metric } = claim;
  const here = shown(claim);
  if (places.length === 0) return t('{1} of {0}: {2} here, but {3} is laid down.', subject!, metric, here, there);
  if (by.length === 1) return t('{1} of {0}: {2} here, {3} in {4}.', subject!, metric, here, there, chaptersNamed(places));
  return t('{1} of {0}: {2} here, {3} in {4} ({5} places in all).', subject!, metric, here, there, chaptersNamed(places), by.length);
}

const differsHere = (claim: Claim, { shown: there }: Reference): string =>
  t('{1} of {0}: {2} here, {3} in another place of this chapter.', claim.subject!, claim.metric, shown(claim), there);

const mostOthers = 4;

function severityOf(claim: Claim, { reference, ...dispute }: Dispute, vocabulary: Vocabulary): ClaimProblem['severity'] {
  if (isDoubtful(claim) || dispute.isDoubtful) return 'information';
  const guessed = claim.construct === 'mermaid-subgraph' || claim.qualifier.source !== undefined;
  if (guessed) return 'information';
  const range = claim.range!;
  if (claim.unit === 'stars' && Math.abs(range.low - reference.range.low) <= 1) return 'information';
  const gap = Math.max(range.low - reference.range.high, reference.range.low - range.high);
  const wide = claim.unit === 'ratio' && (!isPoint(range) || !isPoint(reference.range));
  if (wide && gap < 0.05) return 'information';
  return vocabulary.metrics.find(({ name }) => name === claim.metric)?.graded || !wide || gap >= 0.05 ? 'warning' : 'information';
}
