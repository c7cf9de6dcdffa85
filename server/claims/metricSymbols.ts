import { timeIn } from '../language/dates.ts';
import { type Context, type Subject, subjectOf } from './context.ts';
import type { Metric } from './vocabulary.ts';

const symbolPattern = /^([A-Z][A-Za-z]*)(?:_\{?\\text\{([^{}]+)\}\}?|_\{?(\w+)\}?)?(?:\(([^()]*)\))?$/;

/** A symbol: the metric, and the subject that its index stands for. */
export interface Symbolic {
  readonly metric: Metric;
  readonly subject: Subject;
  readonly time?: string;
}

/** `C_{\text{app}}(2026-2027)`. */
export function symbolIn(tex: string, context: Context): Symbolic | undefined {
  const match = symbolPattern.exec(tex);
  if (match === null) return undefined;
  const metric = context.vocabulary.metricBySymbol.get(match[1]!);
  if (metric === undefined) return undefined;
  const index = match[2];
  const name =
    index === undefined
      ? undefined
      : (context.defined.symbols.get(index) ?? (context.vocabulary.words.symbols as Record<string, string>)[index]);
  const time = timeIn(match[4] ?? '');
  const subject = name === undefined ? { name: null, text: tex } : subjectOf(name, context.vocabulary);
  return { metric, subject, ...(time !== undefined && { time }) };
}
