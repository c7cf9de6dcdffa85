import { resting, type Steps } from '../model/steps.ts';
import { outOfRange } from './classes/admitted.ts';
import { conflicts } from './classes/conflicts.ts';
import { layers } from './classes/layers.ts';
import { levelDefinitions } from './classes/levelDefinitions.ts';
import { numbersAgainstLevels } from './classes/levelNumbers.ts';
import { statuses } from './classes/levels.ts';
import { means } from './classes/means.ts';
import { memberships } from './classes/memberships.ts';
import { onlyChildren } from './classes/onlyChildren.ts';
import { products } from './classes/products.ts';
import { rankWords } from './classes/rankWords.ts';
import { reductions } from './classes/reductions.ts';
import { otherStars } from './classes/stars.ts';
import { superlatives } from './classes/superlatives.ts';
import { otherTimes } from './classes/timeline.ts';
import { weightedSums } from './classes/weightedSums.ts';
import { weights } from './classes/weights.ts';
import { weightTotals } from './classes/weightTotals.ts';
import { wrongLevelName } from './classes/wrongLevelName.ts';
import type { ClaimProblem, ContradictionClass, Situation } from './problem.ts';

/** Every kind of contradiction, in the order in which they are told. */
export const contradictionClasses: readonly ContradictionClass[] = [
  conflicts,
  reductions,
  onlyChildren,
  numbersAgainstLevels,
  statuses,
  superlatives,
  rankWords,
  outOfRange,
  memberships,
  otherStars,
  wrongLevelName,
  products,
  means,
  weightTotals,
  weights,
  layers,
  weightedSums,
  levelDefinitions,
  otherTimes,
];

/** All contradictions that a chapter's claims are part of, as this chapter is to show them. */
export function* claimProblems(situation: Situation): Steps<ClaimProblem[]> {
  const { placed } = situation.statements;
  const found: ClaimProblem[] = [];
  const rest = resting();
  for (const one of contradictionClasses) {
    for (const problem of yield* one.find(situation)) {
      if (rest()) yield;
      found.push({
        ...problem,
        related: problem.related.map(placed),
        ...(problem.reference && { reference: placed(problem.reference) }),
      });
    }
    yield;
  }
  return found;
}
