import { type Claim, claimKey } from '../model/claims.ts';
import { compositeProblems, factorKey, formulaKey, weightsKey } from './composites.ts';
import { conflicts } from './conflicts.ts';
import { eventKey } from './events.ts';
import { levelProblems } from './levels.ts';
import type { ClaimProblem, Situation } from './problem.ts';
import { rulings } from './rulings.ts';
import { timelineProblems } from './timeline.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All contradictions that a chapter's claims are part of, as this chapter is to show them. */
export const claimProblems = (situation: Situation): ClaimProblem[] =>
  [
    ...conflicts(situation),
    ...levelProblems(situation),
    ...compositeProblems(situation),
    ...rulings(situation),
    ...timelineProblems(situation),
  ].map(problem => ({
    ...problem,
    related: problem.related.map(situation.statements.placed),
    ...(problem.reference && { reference: situation.statements.placed(problem.reference) }),
  }));

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
