import { keyOf } from '../language/names.ts';
import { type Claim, claimKey, type Form } from '../model/claims.ts';
import { eventKey } from './events.ts';
import type { Vocabulary } from './vocabulary.ts';

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
