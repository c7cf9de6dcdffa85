import { thresholdIn } from '../language/thresholds.ts';
import { metricsIn, type Reading } from './mentions.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

const symbol = /[A-Z][A-Za-z]*(?=(?:_\{?\w+\}?)?(?:\([^()]*\))?\s*(?:[<>≤≥=]|\\[lg]))/u;

/** A bound, and the measure that it is of: the one that the text names, or its letter, or what is said beside it. */
export function boundIn(text: string, beside: string, vocabulary: Vocabulary): (Reading & { readonly metric: Metric }) | undefined {
  const found = thresholdIn(text);
  if (found === undefined) return undefined;
  const letter = vocabulary.metricBySymbol.get(symbol.exec(text)?.[0] ?? '');
  const metric = metricsIn(text, vocabulary)[0]?.metric ?? letter ?? metricsIn(beside, vocabulary)[0]?.metric;
  return metric?.unit === 'ratio' ? { unit: 'ratio', ...found, metric } : undefined;
}
