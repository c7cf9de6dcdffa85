import { type Claim, claimKey } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { outOfRange } from './admitted.ts';
import { factorKey, formulaKey, weightedSums, weights, weightsKey } from './composites.ts';
import { conflicts } from './conflicts.ts';
import { eventKey } from './events.ts';
import { layers } from './layers.ts';
import { misnamed } from './levelNames.ts';
import { numbersAgainstLevels } from './levelNumbers.ts';
import { statuses } from './levels.ts';
import { memberships } from './memberships.ts';
import type { ClaimProblem, ContradictionClass, Situation } from './problem.ts';
import { products } from './products.ts';
import { rulings } from './rulings.ts';
import { standings } from './standings.ts';
import { otherStars } from './stars.ts';
import { superlatives } from './superlatives.ts';
import { otherTimes } from './timeline.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Every kind of contradiction, in the order in which they are told. */
export const contradictionClasses: readonly ContradictionClass[] = [
  conflicts,
  numbersAgainstLevels,
  statuses,
  superlatives,
  standings,
  outOfRange,
  memberships,
  otherStars,
  misnamed,
  products,
  weights,
  layers,
  weightedSums,
  rulings,
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

/** Under which keys other chapters find a claim. A claim without subject is found by nobody. */
export function keysOf(claim: Claim, vocabulary: Vocabulary): string[] {
  if (claim.construct === 'weights') {
    const factors = claim.form && factorKey(claim.form, vocabulary);
    return factors === undefined ? [] : [weightsKey(factors)];
  }
  if (claim.form !== undefined && claim.unit === 'formula')
    return [formulaKey(claim.metric.slice(0, -vocabulary.words.names.formula.length))];
  if (claim.subject === null) return [];
  const key = claimKey(claim.subject, claim.metric);
  return claim.dates !== undefined && claim.metric === vocabulary.words.schedule.metric ? [key, eventKey(claim.subject)] : [key];
}
