import { oneOf } from '../language/lexicon.ts';
import { keyOf } from '../language/names.ts';
import type { Text } from '../language/source.ts';
import type { Form } from '../model/claims.ts';
import { type Context, placeIn, type Subject, say } from './context.ts';
import type { Metric } from './vocabulary.ts';

const name = String.raw`\p{L}[\p{L}\p{N}()\-（）]*(?: [a-z][a-z-]*){0,3}`;
const names = new RegExp(`(${name}(?:\\s*[×·*]\\s*${name})+)`, 'u');

/** `各子项平均`, `mean of the components`: said of a value, others are its parts. */
const meanOfParts = new RegExp(`${oneOf('ofParts')}.{0,6}${oneOf('mean')}|${oneOf('mean')}.{0,12}${oneOf('ofParts')}`, 'iu');

/** `综合评估：采用率×标准化×无争议率`: the formula that a note gives for the value in its row. */
export function productForm(cell: Text, subject: Subject, metric: Metric, context: Context): void {
  const match = names.exec(cell.text);
  if (match === null) {
    const mean = meanOfParts.exec(cell.text);
    if (mean !== null) sayForm(context, cell, mean.index, mean.index + mean[0].length, subject, metric.name, { kind: 'mean', factors: [] });
    return;
  }
  const factors = match[1]!.split(/\s*[×·*]\s*/u);
  if (!factors.some(factor => context.vocabulary.metricByKey.has(keyOf(factor)))) return;
  sayForm(context, cell, match.index, match.index + match[1]!.length, subject, metric.name, { kind: 'product', factors });
}

export function sayForm(context: Context, text: Text, start: number, end: number, subject: Subject, metric: string, form: Form): void {
  const construct = form.kind === 'product' || form.kind === 'mean' ? 'quant' : 'formula-def';
  const name = `${metric}${context.vocabulary.words.names.formula}`;
  say(context, construct, placeIn(text, start, end), subject, name, { unit: 'formula', form });
}
