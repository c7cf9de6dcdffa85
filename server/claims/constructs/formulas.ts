import { complement, point } from '../../language/interval.ts';
import { cleaned, keyOf } from '../../language/names.ts';
import { quantities } from '../../language/quantities.ts';
import type { Text } from '../../language/source.ts';
import type { Form } from '../../model/claims.ts';
import { rangeOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { type Context, define, placeIn, type Subject, say, sectionSubject } from '../context.ts';
import { symbolIn } from '../metricSymbols.ts';
import type { Metric } from '../vocabulary.ts';
import { sayForm } from '../writtenForms.ts';
import { aboutIn, ratio } from './thresholds.ts';
import { sayWeights } from './weights.ts';

/** A formula that computes or defines a measure. */
export const equation: Construct<'formula'> = {
  form: 'formula',
  examples: {
    en: [
      '# Convergence degree\n\n$$C_{\\text{loss}} = 0.5 \\times 1.0 + 0.5 \\times 0.9 = 0.95$$',
      'formula | 损失函数 | convergence degree | 95%',
    ],
    zh: ['# 涂料\n\n## 富锌底漆\n\n$$\\text{收敛度} = 0.5 \\times 1.0 + 0.5 \\times 0.9 = 0.95$$', 'formula | 富锌底漆 | 收敛度 | 95%'],
  },
  read: readFormula,
};

/** A formula in a block of plain text that weighs factors. */
export const writtenFormula: Construct<'code'> = {
  form: 'code',
  examples: {
    en: [
      '# Paint\n\n```text\nConvergence = (certainty × 0.6 + adoption × 0.4) × 100%\n```',
      'formula-def | Paint | Convergence公式 | Convergence = (certainty × 0.6 + adoption × 0.4) × 100%',
      'weights | Paint | 权重 | 1',
    ],
    zh: [
      '# 涂料\n\n```text\n转化度 = 采用率 × 0.6 + 一致性 × 0.4\n```',
      'formula-def | 涂料 | 转化度公式 | 转化度 = 采用率 × 0.6 + 一致性 × 0.4',
      'weights | 涂料 | 权重 | 1',
    ],
  },
  read: readPlainFormula,
};

/** S12, S13, thresholds and weights: the claims of a display formula, or of the formulas inside a paragraph. `about`: `对于X：` above it. */
function readFormula(tex: Text, context: Context): void {
  const about = aboutIn(context);
  const equation = /^\s*(.+?)\s*(?:=|\\equiv|:=)\s*([\s\S]+)$/u.exec(tex.text);
  const left =
    equation === null || /[<>]|\\leq?|\\geq?|\\in\b|\\iff|\\Leftrightarrow|\\to\b/.test(equation[1]!)
      ? undefined
      : leftSide(equation[1]!, context);
  if (left !== undefined && equation !== null) {
    const at = tex.text.length - equation[2]!.length;
    const subject = about ?? left.subject;
    if (!readComputed(tex, equation[2]!, at, { ...left, subject }, context))
      readDefinition(tex, equation[2]!, at, { ...left, subject }, context);
  }
}

interface Left {
  readonly metric: Metric | undefined;
  readonly name: string;
  readonly subject: Subject;
}

/** `\text{收敛度}`, `C_4(T)`, `C_{\text{math}}`, `\text{Maturity}`. */
function leftSide(tex: string, context: Context): Left | undefined {
  const { vocabulary } = context;
  const text = /^\\text\{([^{}]+)\}(?:_\{?([^{}]*)\}?)?(?:\([^()]*\))?$/.exec(tex.trim());
  if (text !== null) {
    const found = vocabulary.metricByKey.get(keyOf(text[1]!));
    if (found !== undefined) return { metric: found.metric, name: found.metric.name, subject: sectionSubject(context) };
    const symbol = vocabulary.metricBySymbol.get(text[1]!);
    return {
      metric: symbol,
      name: symbol?.name ?? text[1]!,
      subject: symbol ? sectionSubject(context) : { name: text[1]!, text: text[1]! },
    };
  }
  const bare = metricAlone(tex, context);
  if (bare !== undefined) return { metric: bare, name: bare.name, subject: sectionSubject(context) };
  const symbol = symbolIn(tex.trim(), context);
  if (symbol !== undefined) return { metric: symbol.metric, name: symbol.metric.name, subject: symbol.subject };
  const other = /^([A-Za-z]\w*(?:_\{?(?:\\text\{)?[\w]+\}{0,2})?)(?:\([^()]*\))?$/.exec(tex.trim());
  return other === null ? undefined : { metric: undefined, name: other[1]!, subject: { name: context.chapter, text: other[1]! } };
}

const metricAlone = (tex: string, { vocabulary }: Context): Metric | undefined => {
  const found = vocabulary.metricByKey.get(keyOf(tex));
  return found === undefined || found.metric.keysOnly ? undefined : found.metric;
};

const numeric = /^(?:[\s\d.+\-*/()%,{}]|\\(?:times|cdot|div|frac|left|right|[%,; ]))*$/u;

/** What stands between the signs of equality, and where. */
interface Part {
  readonly text: string;
  readonly start: number;
  readonly isRounded: boolean;
}

function partsOf(text: string): [Part, ...Part[]] {
  const signs = [...text.matchAll(/=|\\approx|≈/gu)];
  const part = (start: number, end: number | undefined, sign = '='): Part => ({
    text: text.slice(start, end),
    start,
    isRounded: sign !== '=',
  });
  const ends = signs.map(({ index }) => index);
  return [part(0, ends[0]), ...signs.map(({ 0: sign, index }, i) => part(index + sign.length, ends[i + 1], sign))];
}

/** `0.4 \times 1.0 + … = 0.98 \approx 95\%`: the result, what it is rounded to, and one value per factor. */
function readComputed(tex: Text, right: string, at: number, { metric, subject }: Left, context: Context): boolean {
  if (metric?.unit !== 'ratio') return false;
  const [first, ...results] = partsOf(right);
  if (!numeric.test(first.text) || !/\d/.test(first.text)) return false;
  if (results.length > 0) readFactors(tex, first.text, at, subject, context);
  for (const { text, start, isRounded } of results.length === 0 ? [first] : results) {
    const value = quantities(text)[0];
    if (value === undefined || !numeric.test(text) || value.high > 1 || /[+*]|\\times|\\cdot/.test(text)) continue;
    const place = placeIn(tex, at + start + value.start, at + start + value.end);
    say(context, 'formula', place, subject, metric.name, ratio(rangeOf(value)), isRounded ? { approximate: true } : {});
  }
  return true;
}

/** The numbers in a sum, one for each factor of the formula above. */
function readFactors(tex: Text, sum: string, at: number, subject: Subject, context: Context): void {
  for (const [index, { value, start, end }] of termValues(sum).entries()) {
    const factor = context.defined.factors?.[index] ?? '';
    const named = context.vocabulary.metricByKey.get(keyOf(factor.replace(/^1\s*-\s*/u, '')));
    if (named === undefined) continue;
    const turned = /^1\s*-/u.test(factor) || named.complement === true;
    const range = turned ? complement(point(value)) : point(value);
    say(context, 'formula-factor', placeIn(tex, at + start, at + end), subject, named.metric.name, ratio(range));
  }
}

/** The second number of every product of a sum. */
function termValues(text: string): { value: number; start: number; end: number }[] {
  const found: { value: number; start: number; end: number }[] = [];
  let start = 0;
  for (const term of text.split('+')) {
    const match = /^\s*[\d.]+\s*(?:\\times|\\cdot|×|\*)\s*([\d.]+)\s*$/u.exec(term);
    if (match === null) return [];
    const from = start + term.lastIndexOf(match[1]!);
    found.push({ value: Number(match[1]), start: from, end: from + match[1]!.length });
    start += term.length + 1;
  }
  return found;
}

/** `0.3 \times \text{采用率} + …`: a formula of named factors, its weights if it has numbers. */
function readDefinition(tex: Text, right: string, at: number, left: Left, context: Context): void {
  const form = formIn(right);
  if (form === undefined) return;
  const isMetric = /^\\text\{|^\p{Script=Han}/u.test(tex.text.trim());
  define(context, { last: { subject: left.subject, metric: left.name, form, formula: isMetric } });
  if (form.kind === 'sum') define(context, { factors: form.factors });
  if (left.metric !== undefined && (isMetric || form.kind === 'ratio'))
    sayForm(context, tex, 0, at + right.trimEnd().length, left.subject, left.name, form);
  if (form.weights !== undefined) sayWeights(context, tex, at, at + right.length, left.subject, form);
}

const factorName = (tex: string): string =>
  cleaned(
    tex
      .replace(/\\(?:left|right|cdot|times)\b/g, '')
      .replace(/\\(?:text|mathrm)\{([^{}]*)\}/g, '$1')
      .replace(/\((?![^)]*-)[^()]*\)/g, '')
      .replace(/^\((.*)\)$/, '$1'),
  );

/** `转化度 = (理论完备性 × 0.25 + …) × 100%` in a block of plain text. */
function readPlainFormula(text: Text, context: Context): void {
  const match = /^\s*(\p{L}[\p{L}\p{N}]*)\s*=\s*([\s\S]+?)\s*$/u.exec(text.text);
  const metric = match === null ? undefined : context.vocabulary.metricByKey.get(keyOf(match[1]!))?.metric;
  if (match === null || metric === undefined) return;
  const right = match[2]!.replace(/^[（(]([\s\S]*)[)）]\s*[×*]\s*100\s*%?$/u, '$1');
  const form = formIn(right);
  if (form?.weights === undefined) return;
  const subject = sectionSubject(context);
  define(context, { factors: form.factors });
  const end = text.text.trimEnd().length;
  sayForm(context, text, 0, end, subject, metric.name, form);
  sayWeights(context, text, match[0].indexOf(match[2]!), end, subject, form);
}

function formIn(right: string): Form | undefined {
  if (/\\frac/.test(right)) return { kind: 'ratio', factors: [...right.matchAll(/\\text\{([^{}]+)\}/g)].map(match => match[1]!) };
  const terms = topLevelTerms(right);
  if (terms.length < 2) return undefined;
  const factors: string[] = [];
  const weights: number[] = [];
  for (const term of terms) {
    const weighed = weighedIn(term);
    if (weighed === undefined) return undefined;
    factors.push(weighed.factor);
    if (!Number.isNaN(weighed.weight)) weights.push(weighed.weight);
  }
  if (factors.some(factor => /^[\d.\s=]+/.test(factor) && !/^1\s*-/.test(factor))) return undefined;
  return { kind: 'sum', factors, ...(weights.length === factors.length && { weights }) };
}

/** `0.3 \times \text{采用率}`, `采用率 × 0.3`. */
function weighedIn(term: string): { readonly factor: string; readonly weight: number } | undefined {
  const first = /^\s*(w_\{?[\w,]+\}?|[\d.]+|\w+[₀-₉]+)\s*(?:\\cdot|\\times|×|·|\*)\s*([\s\S]+?)\s*$/u.exec(term);
  if (first !== null) return { factor: factorName(first[2]!), weight: Number(first[1]) };
  const last = /^\s*([\p{L}][\p{L}\p{N}]*)\s*(?:\\cdot|\\times|×|·|\*)\s*([\d.]+)\s*$/u.exec(term);
  return last === null ? undefined : { factor: last[1]!, weight: Number(last[2]) };
}

function topLevelTerms(text: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if ('({['.includes(text[i]!)) depth++;
    else if (')}]'.includes(text[i]!)) depth--;
    else if (text[i] === '+' && depth === 0) {
      terms.push(text.slice(start, i));
      start = i + 1;
    }
  }
  terms.push(text.slice(start));
  return terms;
}
