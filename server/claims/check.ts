import { resting, type Steps } from '../model/steps.ts';
import { outOfRange } from './admitted.ts';
import { conflicts } from './conflicts.ts';
import { layers } from './layers.ts';
import { levelDefinitions } from './levelDefinitions.ts';
import { numbersAgainstLevels } from './levelNumbers.ts';
import { statuses } from './levels.ts';
import { memberships } from './memberships.ts';
import { onlyChildren } from './onlyChildren.ts';
import type { ClaimProblem, ContradictionClass, Situation } from './problem.ts';
import { products } from './products.ts';
import { rankWords } from './rankWords.ts';
import { reductions } from './reductions.ts';
import { otherStars } from './stars.ts';
import { superlatives } from './superlatives.ts';
import { otherTimes } from './timeline.ts';
import { weightedSums } from './weightedSums.ts';
import { weights } from './weights.ts';
import { weightTotals } from './weightTotals.ts';
import { wrongLevelName } from './wrongLevelName.ts';

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
