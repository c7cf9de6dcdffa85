import { type Claim, claimKey } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { compositeProblems, factorKey, formulaKey, weightsKey } from './composites.ts';
import { conflicts } from './conflicts.ts';
import { eventKey } from './events.ts';
import { levelProblems } from './levels.ts';
import type { ClaimProblem, Situation } from './problem.ts';
import { rulings } from './rulings.ts';
import { timelineProblems } from './timeline.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All contradictions that a chapter's claims are part of, as this chapter is to show them. */
export function* claimProblems(situation: Situation): Steps<ClaimProblem[]> {
  const { placed } = situation.statements;
  const found: ClaimProblem[] = [];
  const rest = resting();
  for (const kind of kinds) {
    for (const problem of yield* kind(situation)) {
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

const kinds = [conflicts, levelProblems, compositeProblems, rulings, timelineProblems];

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
