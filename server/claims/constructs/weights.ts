import { point } from '../../language/interval.ts';
import type { Text } from '../../language/source.ts';
import type { Form } from '../../model/claims.ts';
import type { Construct } from '../construct.ts';
import { type Context, placeIn, type Subject, say, sectionSubject } from '../context.ts';

/** Weights, of the formula above if there is one. */
export const givenWeights: Construct<'with an equation'> = {
  form: 'with an equation',
  examples: {
    en: ['# Paint\n\nHere w_1 = 0.6, w_2 = 0.4.', 'weights | Paint | 权重 | 1'],
    zh: ['# 涂料\n\n其中 w_1 = 0.6，w_2 = 0.4。', 'weights | 涂料 | 权重 | 1'],
  },
  read: ({ text }, context) => readWeights(text, context),
};

const oneWeight = /(?<![A-Za-z\\]|\\sum\s|\\sum_i\s)[wW](?:_\{?([\w,]+)\}?|([₀-₉]+|ᵢ))\s*=\s*(\d*\.?\d+)/gu;

/** `w_1 = 0.4, w_2 = 0.3, …` or, of the formula above, `w_i = 0.25`. */
export function readWeights(text: Text, context: Context): void {
  if (!text.text.includes('=') || !/[wW]/.test(text.text)) return;
  const found = [...text.text.matchAll(oneWeight)];
  if (found.length === 0) return;
  const indexed = found.filter(match => /^[\d,₀-₉]+$/u.test(match[1] ?? match[2] ?? ''));
  const { last } = context.defined;
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
  const metric = context.vocabulary.words.names.weights;
  say(context, 'weights', placeIn(text, start, end), subject, metric, { unit: 'weight-sum', range: point(sum), form });
}
