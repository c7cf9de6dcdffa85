import { escaped, oneOf } from '../../language/lexicon.ts';
import { digits, percentSign, quantities } from '../../language/quantities.ts';
import type { Text } from '../../language/source.ts';
import { thresholdIn } from '../../language/thresholds.ts';
import type { Interval, Qualifier } from '../../model/claims.ts';
import { rangeOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { type Context, define, placeIn, type Subject, say, sectionSubject, subjectOf } from '../context.ts';
import { symbolIn } from '../metricSymbols.ts';

/** A formula that sets the bound of a level, or says what a symbol exceeds at some time. */
export const threshold: Construct<'formula'> = {
  form: 'formula',
  examples: {
    en: ['# Convergence degree\n\n$$C_{\\text{loss}}(2026) > 70\\%$$', 'formula | 损失函数 | convergence degree | >70% | prediction, 2026'],
    zh: ['# 收敛度\n\n$$C_4(T) > 0.95 \\iff T \\text{ 完全收敛}$$', 'rule | L4 | 收敛度 | >95%'],
  },
  read: readThreshold,
};

/** A bound that a formula in the text gives a level or a measure. */
export const boundInText: Construct<'with formulas'> = {
  form: 'with formulas',
  examples: {
    en: ['# Convergence degree\n\n- **L4**: $C_4 > 0.95$', 'rule | L4 | convergence degree | >95%'],
    zh: ['# 收敛度\n\n- **L4（完全收敛）**：$C_4 > 0.95$', 'rule | L4 | 收敛度 | >95%'],
  },
  read: ({ text }, context) => readRuleItem(text, context),
};

/** What the index of a symbol stands for: nothing is stated, formulas below are read by it. */
export const symbolMeaning: Construct<'with formulas'> = {
  form: 'with formulas',
  examples: {
    en: [
      '# Convergence degree\n\n- $C_{\\text{dry}}$: drying (convergence degree)\n\n$$C_{\\text{dry}}(2026) > 70\\%$$',
      'formula | Drying | convergence degree | >70% | prediction, 2026',
    ],
    zh: [
      '# 收敛度\n\n- $C_{\\text{dry}}$：干燥收敛度\n\n$$C_{\\text{dry}}(2026) > 70\\%$$',
      'formula | 干燥 | 收敛度 | >70% | prediction, 2026',
    ],
  },
  read: ({ text }, context) => readSymbol(text, context),
};

/** `C_4(T) > 0.95 \iff T \text{ 完全收敛}` sets a rule; `C_{\text{app}}(2026-2027) > 0.7` states a value. */
function readThreshold(tex: Text, context: Context): void {
  const about = aboutIn(context);
  const { vocabulary } = context;
  const found = thresholdIn(tex.text);
  const named = /^\s*\\text\{(\w+)\}/.exec(tex.text)?.[1];
  const limited = named === undefined ? undefined : vocabulary.metricBySymbol.get(named);
  if (found !== undefined && limited !== undefined && about !== undefined && found.start === 0) {
    sayRatio(context, tex, found.start, found.end, about, limited.name, found.range, 'rule');
    return;
  }
  const iff = /\\iff|\\Leftrightarrow|⇔|\\equiv/.exec(tex.text);
  const symbolic = /[A-Z][A-Za-z]*(?:_\{?(?:\\text\{[^{}]+\}|\w+)\}?)?(?:\([^()]*\))?/u.exec(tex.text);
  if (symbolic === null) return;
  const symbol = symbolIn(symbolic[0], context);
  if (symbol === undefined) return;
  if (found === undefined) {
    const equal = equated.exec(tex.text);
    if (equal === null || symbol.subject.name === null) return;
    const value = quantities(equal[1]!)[0];
    const start = tex.text.indexOf(equal[1]!);
    if (value !== undefined)
      sayRatio(context, tex, start, start + equal[1]!.length, symbol.subject, symbol.metric.name, rangeOf(value), 'rule');
    return;
  }
  const after = iff === null ? '' : tex.text.slice(iff.index);
  const word = [...after.matchAll(vocabulary.statusWord)][0]?.[0];
  const levels = word === undefined ? undefined : vocabulary.statuses.get(word);
  const level = levels?.[0] === undefined || levels[0] !== levels[1] ? undefined : vocabulary.levels[levels[0]];
  if (iff !== null && level !== undefined) {
    sayRatio(
      context,
      tex,
      found.start,
      found.end,
      { name: level.label, text: word! },
      symbol.metric.name,
      found.range,
      'rule',
      symbol.subject.name === null ? {} : { scope: symbol.subject.name },
    );
  } else if (iff === null && symbol.subject.name !== null && symbol.time !== undefined) {
    sayRatio(context, tex, found.start, found.end, symbol.subject, symbol.metric.name, found.range, 'formula', {
      time: symbol.time,
      role: 'prediction',
    });
  }
}

const equated = new RegExp(`^\\s*[^=<>]+=\\s*(${digits}${percentSign})\\s*\\\\iff`, 'u');

/** `- **L4（完全收敛）**：$C_4 > 0.95$`, `- $\text{AdoptionRate}(T) \in [0.5, 0.7]$：采用率`. */
function readRuleItem(text: Text, context: Context): void {
  const lead = text.strong[0] && text.text.slice(text.strong[0].start, text.strong[0].end);
  const { vocabulary } = context;
  for (const { start, end } of text.opaque) {
    const tex = text.text.slice(start, end);
    const found = thresholdIn(tex);
    if (found === undefined) continue;
    const level =
      lead === undefined ? undefined : vocabulary.levels.find(({ label }) => new RegExp(`^\\W*${escaped(label)}(?!\\d)`).test(lead));
    if (level !== undefined && vocabulary.graded !== undefined) {
      sayRatio(
        context,
        text,
        start + found.start,
        start + found.end,
        { name: level.label, text: level.label },
        vocabulary.graded.name,
        found.range,
        'rule',
      );
      continue;
    }
    const symbol = /^\$?\\text\{(\w+)\}/.exec(tex)?.[1];
    const metric = symbol === undefined ? undefined : vocabulary.metricBySymbol.get(symbol);
    if (metric === undefined || (found.range.low === 0 && found.range.high === 1 && !found.range.lowOpen && !found.range.highOpen))
      continue;
    if (context.chapter !== null)
      sayRatio(
        context,
        text,
        start + found.start,
        start + found.end,
        { name: context.chapter, text: context.chapter },
        metric.name,
        found.range,
        'rule',
      );
  }
}

const degree = new RegExp(`${oneOf('degree')}\\s*$`, 'u');

/** `- $C_{\text{loss}}$：损失函数收敛度` gives a symbol its meaning. */
function readSymbol(text: Text, context: Context): void {
  const match = /\$C_\{?\\text\{(\w+)\}\}?(?:\([^()]*\))?\$\s*[:：]\s*([^，。；（(]{1,24})/u.exec(text.text);
  const meaning = match?.[2]?.replace(degree, '');
  if (match !== null && meaning) define(context, { symbols: context.defined.symbols.with(match[1]!, meaning) });
}

export function sayRatio(
  context: Context,
  text: Text,
  start: number,
  end: number,
  subject: Subject,
  metric: string,
  range: Interval,
  construct: 'formula' | 'formula-factor' | 'rule',
  qualifier: Qualifier = {},
): void {
  say(context, construct, placeIn(text, start, end), subject, metric, { unit: 'ratio', range }, qualifier);
}

const concerning = new RegExp(`^\\s*${oneOf('concerning')}\\s*([^，。：:]{1,40}?)\\s*[:：]\\s*$`, 'iu');
const both = new RegExp(`\\s*${oneOf('both')}\\s*`, 'u');

/** `对于MoE和Dense：` above a formula. */
export function aboutIn(context: Context): Subject | undefined {
  const { before, vocabulary } = context;
  if (before?.kind !== 'paragraph') return undefined;
  const match = concerning.exec(before.text.text);
  if (match === null) return undefined;
  const subject = subjectOf(match[1]!.replace(both, ' vs '), vocabulary);
  const { section } = context;
  // `对于A和B：` inside a section on `A vs B` is about the pair of the section.
  return subject.name?.includes(' vs ') && section.subject?.includes('vs') ? sectionSubject(context) : subject;
}
