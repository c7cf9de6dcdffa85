import { thresholdIn } from '../language/thresholds.ts';
import type { Qualifier } from '../model/claims.ts';
import { readingsOf, turned } from './cells.ts';
import { type Context, type Passage, type Subject, scopeIn } from './context.ts';
import type { Metric } from './vocabulary.ts';

export function scoped(text: string, { vocabulary }: Context): Qualifier {
  const scope = scopeIn(text, vocabulary) ?? vocabulary.words.scopes.find(word => text.toLowerCase().includes(word));
  return scope === undefined ? {} : { scope };
}

export interface Named {
  readonly metric: Metric;
  readonly complement?: true;
}

/** What a cell says of a metric: a value, or, of the metric that levels grade, a rule. */
export function readCell(cell: Passage, subject: Subject, { metric, complement }: Named, qualifier: Qualifier): void {
  const { text } = cell.text;
  const threshold = metric.graded ? thresholdIn(text) : undefined;
  if (threshold !== undefined) cell.as('rule').add(0, subject, metric, { unit: 'ratio', ...threshold });
  else
    for (const reading of readingsOf(metric, text, cell.vocabulary))
      cell.add(0, subject, metric, complement ? turned(reading) : reading, qualifier);
}
