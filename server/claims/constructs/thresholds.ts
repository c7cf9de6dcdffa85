import { escaped, oneOf } from '../../language/lexicon.ts';
import { digits, percentSign, quantities } from '../../language/quantities.ts';
import type { Text } from '../../language/source.ts';
import { thresholdIn } from '../../language/thresholds.ts';
import type { Interval } from '../../model/claims.ts';
import { boundIn } from '../bounds.ts';
import { rangeOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import type { Said } from '../context.ts';
import { type Context, define, placeIn, type Subject, say, sectionSubject, subjectOf } from '../context.ts';
import { statusesIn } from '../mentions.ts';
import type { Symbolic } from '../metricSymbols.ts';
import { symbolIn } from '../metricSymbols.ts';
import type { Level } from '../vocabulary.ts';

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

/** The same without a formula: `**L3**: 0.70 < C ≤ 0.90`. */
export const boundInWords: Construct<'words'> = {
  form: 'words',
  examples: {
    en: ['# Levels\n\n- **L3 (nearly converged)**: 0.70 < convergence degree ≤ 0.90', 'rule | L3 | convergence degree | 70%–90%'],
    zh: ['# 层级\n\n- **L3（准收敛）**：0.70 < 收敛度 ≤ 0.90', 'rule | L3 | 收敛度 | 70%–90%'],
  },
  read: ({ text }, context) => {
    const level = levelLed(text, context);
    if (level === undefined || text.opaque.length > 0) return;
    const found = boundIn(text.text, '', context.vocabulary);
    if (found === undefined) return;
    say(
      context,
      'rule',
      placeIn(text, found.start, found.end),
      { name: level.label, text: level.label },
      found.metric.name,
      ratio(found.range!),
    );
  },
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
  const found = thresholdIn(tex.text);
  if (found !== undefined && readLimit(tex, found, context)) return;
  const symbolic = /[A-Z][A-Za-z]*(?:_\{?(?:\\text\{[^{}]+\}|\w+)\}?)?(?:\([^()]*\))?/u.exec(tex.text);
  const symbol = symbolic === null ? undefined : symbolIn(symbolic[0], context);
  if (symbol === undefined) return;
  if (found === undefined) {
    readEqual(tex, symbol, context);
    return;
  }
  const { metric, subject, time } = symbol;
  const place = placeIn(tex, found.start, found.end);
  const iff = /\\iff|\\Leftrightarrow|⇔|\\equiv/.exec(tex.text);
  if (iff !== null) {
    const word = statusesIn(tex.text.slice(iff.index), context.vocabulary)[0];
    const level = word?.range?.low === word?.range?.high ? context.vocabulary.levels[word?.range?.low ?? -1] : undefined;
    const qualifier = subject.name === null ? {} : { scope: subject.name };
    if (level !== undefined)
      say(context, 'rule', place, { name: level.label, text: word!.word! }, metric.name, ratio(found.range), qualifier);
  } else if (subject.name !== null && time !== undefined)
    say(context, 'formula', place, subject, metric.name, ratio(found.range), { time, role: 'prediction' });
}

type Threshold = NonNullable<ReturnType<typeof thresholdIn>>;

/** `\text{AdoptionRate} > 0.9` under the words that say of whom. */
function readLimit(tex: Text, { start, end, range }: Threshold, context: Context): boolean {
  const about = aboutIn(context);
  const metric = context.vocabulary.metricBySymbol.get(/^\s*\\text\{(\w+)\}/.exec(tex.text)?.[1] ?? '');
  if (metric === undefined || about === undefined || start > 0) return false;
  say(context, 'rule', placeIn(tex, start, end), about, metric.name, ratio(range));
  return true;
}

const equated = new RegExp(`^\\s*[^=<>]+=\\s*(${digits}${percentSign})\\s*\\\\iff`, 'u');

/** `C_{\text{app}} = 60\% \iff …`. */
function readEqual(tex: Text, { metric, subject }: Symbolic, context: Context): void {
  const written = equated.exec(tex.text)?.[1];
  const value = written === undefined || subject.name === null ? undefined : quantities(written)[0];
  if (written === undefined || value === undefined) return;
  const start = tex.text.indexOf(written);
  say(context, 'rule', placeIn(tex, start, start + written.length), subject, metric.name, ratio(rangeOf(value)));
}

/** `- **L4（完全收敛）**：$C_4 > 0.95$`, `- $\text{AdoptionRate}(T) \in [0.5, 0.7]$：采用率`. */
function readRuleItem(text: Text, context: Context): void {
  const { chapter, vocabulary } = context;
  const level = levelLed(text, context);
  for (const { start, end } of text.opaque) {
    const tex = text.text.slice(start, end);
    const found = thresholdIn(tex);
    if (found === undefined) continue;
    const place = placeIn(text, start + found.start, start + found.end);
    if (level !== undefined && vocabulary.graded !== undefined) {
      say(context, 'rule', place, { name: level.label, text: level.label }, vocabulary.graded.name, ratio(found.range));
      continue;
    }
    const metric = vocabulary.metricBySymbol.get(/^\$?\\text\{(\w+)\}/.exec(tex)?.[1] ?? '');
    if (metric !== undefined && chapter !== null && !isAnything(found.range))
      say(context, 'rule', place, { name: chapter, text: chapter }, metric.name, ratio(found.range));
  }
}

/** The level that the bold words at the beginning name. */
function levelLed({ text, strong: [first] }: Text, { vocabulary }: Context): Level | undefined {
  const lead = first && text.slice(first.start, first.end);
  return lead === undefined ? undefined : vocabulary.levels.find(({ label }) => new RegExp(`^\\W*${escaped(label)}(?!\\d)`).test(lead));
}

/** From 0 to 1 lies every ratio. */
const isAnything = ({ low, high, lowOpen, highOpen }: Interval): boolean => low === 0 && high === 1 && !lowOpen && !highOpen;

export const ratio = (range: Interval): Said => ({ unit: 'ratio', range });

const degree = new RegExp(`${oneOf('degree')}\\s*$`, 'u');

/** `- $C_{\text{loss}}$：损失函数收敛度` gives a symbol its meaning. */
function readSymbol(text: Text, context: Context): void {
  const match = /\$C_\{?\\text\{(\w+)\}\}?(?:\([^()]*\))?\$\s*[:：]\s*([^，。；（(]{1,24})/u.exec(text.text);
  const meaning = match?.[2]?.replace(degree, '');
  if (match !== null && meaning) define(context, { symbols: context.defined.symbols.with(match[1]!, meaning) });
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
