import { point } from '../language/interval.ts';
import { spanIn, type Text } from '../language/source.ts';
import type { Form } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import { type Context, push, type Subject, sectionSubject } from './context.ts';
import type { Definitions } from './definitions.ts';

const oneWeight = /(?<![A-Za-z\\]|\\sum\s|\\sum_i\s)[wW](?:_\{?([\w,]+)\}?|([₀-₉]+|ᵢ))\s*=\s*(\d*\.?\d+)/gu;

/** `w_1 = 0.4, w_2 = 0.3, …` or, of the formula above, `w_i = 0.25`. */
export function readWeights(text: Text, context: Context, definitions: Definitions): void {
  if (!text.text.includes('=') || !/[wW]/.test(text.text)) return;
  const found = [...text.text.matchAll(oneWeight)];
  if (found.length === 0) return;
  const indexed = found.filter(match => /^[\d,₀-₉]+$/u.test(match[1] ?? match[2] ?? ''));
  const { last } = definitions.now;
  const start = found[0]!.index;
  const end = found.at(-1)!.index + found.at(-1)![0].length;
  const subject = last === undefined ? sectionSubject(context) : last.subject;
  if (indexed.length >= 2) {
    const weights = indexed.map(match => Number(match[3]));
    const factors = last !== undefined && last.form.factors.length === weights.length ? last.form.factors : [];
    sayWeights(context, text, start, end, subject, { kind: 'sum', factors, weights });
    return;
  }
  const every = found.find(match => /^[ijk]$|ᵢ/u.test(match[1] ?? match[2] ?? ''));
  if (every === undefined || last === undefined || last.form.kind !== 'sum') return;
  const weights = last.form.factors.map(() => Number(every[3]));
  sayWeights(context, text, start, end, subject, { kind: 'sum', factors: last.form.factors, weights });
}

export function sayWeights(context: Context, text: Text, start: number, end: number, subject: Subject, form: Form): void {
  const sum = Number((form.weights ?? []).reduce((all, weight) => all + weight, 0).toFixed(9));
  push(context, {
    construct: 'weights',
    span: shifted(spanIn(text, start, end), context.start),
    subject: subject.name,
    subjectText: subject.text,
    metric: context.vocabulary.words.names.weights,
    unit: 'weight-sum',
    range: point(sum),
    qualifier: {},
    text: text.text.slice(0, 200),
    raw: text.text.slice(start, end),
    form,
  });
}
