import type { Text } from '../language/source.ts';
import { thresholdIn } from '../language/thresholds.ts';
import type { Construct, Qualifier } from '../model/claims.ts';
import { readingsOf, turned } from './cells.ts';
import { add, type Context, type Subject, scopeIn } from './context.ts';
import type { Metric } from './vocabulary.ts';

export function scoped(text: string, context: Context): Qualifier {
  const scope = scopeIn(text, context.vocabulary) ?? context.vocabulary.words.scopes.find(word => text.toLowerCase().includes(word));
  return scope === undefined ? {} : { scope };
}

export interface Named {
  readonly metric: Metric;
  readonly complement?: true;
}

/** What a cell says of a metric: a value, or, of the metric that levels grade, a rule. */
export function readCell(
  context: Context,
  construct: Construct,
  cell: Text,
  subject: Subject,
  { metric, complement }: Named,
  qualifier: Qualifier,
): void {
  if (metric.graded) {
    const threshold = thresholdIn(cell.text);
    if (threshold !== undefined) {
      add(context, 'rule', cell, 0, subject, metric, { unit: 'ratio', ...threshold }, {});
      return;
    }
  }
  for (const reading of readingsOf(metric, cell.text, context.vocabulary))
    add(context, construct, cell, 0, subject, metric, complement ? turned(reading) : reading, qualifier);
}
