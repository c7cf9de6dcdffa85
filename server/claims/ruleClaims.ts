import { oneOf } from '../language/lexicon.ts';
import { digits, percentSign, quantities } from '../language/quantities.ts';
import { spanIn, type Text } from '../language/source.ts';
import type { Interval, Qualifier } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import { rangeOf } from './cells.ts';
import { type Context, push, type Subject } from './context.ts';
import type { Definitions } from './definitions.ts';
import { symbolIn } from './metricSymbols.ts';
import { thresholdIn } from './thresholds.ts';
import { escaped } from './vocabulary.ts';

/** `C_4(T) > 0.95 \iff T \text{ 完全收敛}` sets a rule; `C_{\text{app}}(2026-2027) > 0.7` states a value. */
export function readThreshold(tex: Text, context: Context, definitions: Definitions, about: Subject | undefined): void {
  const { vocabulary } = context;
  const found = thresholdIn(tex.text);
  const named = /^\s*\\text\{(\w+)\}/.exec(tex.text)?.[1];
  const limited = named === undefined ? undefined : vocabulary.metricBySymbol.get(named);
  if (found !== undefined && limited !== undefined && about !== undefined && found.start === 0) {
    say(context, tex, found.start, found.end, about, limited.name, found.range, 'rule');
    return;
  }
  const iff = /\\iff|\\Leftrightarrow|⇔|\\equiv/.exec(tex.text);
  const symbolic = /[A-Z][A-Za-z]*(?:_\{?(?:\\text\{[^{}]+\}|\w+)\}?)?(?:\([^()]*\))?/u.exec(tex.text);
  if (symbolic === null) return;
  const symbol = symbolIn(symbolic[0], context, definitions);
  if (symbol === undefined) return;
  if (found === undefined) {
    const equal = equated.exec(tex.text);
    if (equal === null || symbol.subject.name === null) return;
    const value = quantities(equal[1]!)[0];
    const start = tex.text.indexOf(equal[1]!);
    if (value !== undefined) say(context, tex, start, start + equal[1]!.length, symbol.subject, symbol.metric.name, rangeOf(value), 'rule');
    return;
  }
  const after = iff === null ? '' : tex.text.slice(iff.index);
  const word = [...after.matchAll(vocabulary.statusWord)][0]?.[0];
  const levels = word === undefined ? undefined : vocabulary.statuses.get(word);
  const level = levels?.[0] === undefined || levels[0] !== levels[1] ? undefined : vocabulary.levels[levels[0]];
  if (iff !== null && level !== undefined) {
    say(
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
    say(context, tex, found.start, found.end, symbol.subject, symbol.metric.name, found.range, 'formula', {
      time: symbol.time,
      role: 'prediction',
    });
  }
}

const equated = new RegExp(`^\\s*[^=<>]+=\\s*(${digits}${percentSign})\\s*\\\\iff`, 'u');

/** `- **L4（完全收敛）**：$C_4 > 0.95$`, `- $\text{AdoptionRate}(T) \in [0.5, 0.7]$：采用率`. */
export function readRuleItem(text: Text, context: Context, lead: string | undefined): void {
  const { vocabulary } = context;
  for (const { start, end } of text.opaque) {
    const tex = text.text.slice(start, end);
    const found = thresholdIn(tex);
    if (found === undefined) continue;
    const level =
      lead === undefined ? undefined : vocabulary.levels.find(({ label }) => new RegExp(`^\\W*${escaped(label)}(?!\\d)`).test(lead));
    if (level !== undefined && vocabulary.graded !== undefined) {
      say(
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
      say(
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
export function readSymbol(text: Text, definitions: Definitions): void {
  const match = /\$C_\{?\\text\{(\w+)\}\}?(?:\([^()]*\))?\$\s*[:：]\s*([^，。；（(]{1,24})/u.exec(text.text);
  const meaning = match?.[2]?.replace(degree, '');
  if (match !== null && meaning) definitions.name(match[1]!, meaning);
}

export function say(
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
  push(context, {
    construct,
    span: shifted(spanIn(text, start, end), context.start),
    subject: subject.name,
    subjectText: subject.text,
    metric,
    unit: 'ratio',
    range,
    qualifier,
    text: text.text.slice(0, 200),
    raw: text.text.slice(start, end),
  });
}
