import { point } from '../language/interval.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import { digits, multipleSign, ratioIn } from '../language/quantities.ts';
import type { Fence } from '../language/source.ts';
import type { Construct } from '../model/claims.ts';
import { matchesIn, type Span, shifted } from '../model/text.ts';
import { type Reading, statusReading } from './cells.ts';
import { type Context, push, type Subject, subjectOf } from './context.ts';
import { barsOf, type Chart, type ChartNode, chartOf } from './mermaid.ts';
import { levelOf } from './subjects.ts';
import { valueBeside } from './valueBeside.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** S8–S10 and S14: what the labels, edges, groups and bars of a diagram claim. */
export function readDiagram(fence: Fence, context: Context): void {
  const chart = chartOf(fence.lines);
  if (chart !== undefined) readChart(chart, context);
  else
    for (const bar of barsOf(fence.lines)) {
      const { schedule } = context.vocabulary.words;
      push(context, {
        construct: 'gantt',
        span: shifted(bar.span, context.start),
        subject: cleaned(bar.text),
        subjectText: bar.text,
        metric: schedule.metric,
        unit: 'date',
        dates: { from: bar.from, to: bar.to },
        qualifier: bar.done ? { role: 'history' } : {},
        text: bar.text,
        raw: `${bar.from}…${bar.to}`,
      });
    }
}

type Values = readonly { readonly metric: Metric; readonly reading: Reading }[];

/** The values in a label, and whom the rest names: nobody asks that of most. */
class Label {
  readonly values: Values;
  readonly #rest: string;
  readonly #vocabulary: Vocabulary;
  #subject: Subject | null | undefined;

  constructor(values: Values, rest: string, vocabulary: Vocabulary) {
    this.values = values;
    this.#rest = rest;
    this.#vocabulary = vocabulary;
  }

  get subject(): Subject | undefined {
    if (this.#subject === undefined) this.#subject = subjectIn(this.#rest, this.values.length > 0, this.#vocabulary) ?? null;
    return this.#subject ?? undefined;
  }
}

function readChart(chart: Chart, context: Context): void {
  const labels = new Map<string, Label>();
  for (const node of chart.nodes.values()) labels.set(node.id, labelOf(node, context));
  for (const [id, label] of labels) {
    if (label.values.length === 0 || label.subject === undefined) continue;
    const node = chart.nodes.get(id)!;
    for (const { metric, reading } of label.values) say(context, 'mermaid', label.subject, metric, reading, node.span, node.label);
  }
  for (const { from, to, span } of chart.edges) {
    const collector = labels.get(to);
    if (collector === undefined || collector.values.length === 0) continue;
    const member = labels.get(from);
    const node = chart.nodes.get(to);
    if (node === undefined || collector.subject !== undefined || member?.subject === undefined) continue;
    for (const { metric, reading } of collector.values) {
      if (!member.values.some(own => own.metric === metric))
        say(context, 'mermaid-edge', member.subject, metric, reading, span, node.label);
    }
  }
  for (const group of chart.groups) readGroup(group.title, group.nodes, chart, labels, context);
}

const shrinking = new RegExp(`^\\s*[↓↑]\\s*(${digits})${multipleSign}`, 'u');

/** `架构层收敛<br>收敛度 95%`: the values in a label, and whom the rest names. A label of values alone collects its predecessors. */
function labelOf({ label }: ChartNode, { vocabulary }: Context): Label {
  const values: Values[number][] = [];
  let rest = label.replace(/<br\s*\/?>|\\n/giu, '\n');
  for (const match of /\d/.test(rest) ? matchesIn(rest, vocabulary.mention) : []) {
    const metric = vocabulary.metricByKey.get(keyOf(match[0]))?.metric;
    if (metric === undefined || metric.level) continue;
    const end = match.index + match[0].length;
    const behind = rest.slice(end);
    const shrunk = shrinking.exec(behind);
    if (shrunk !== null) {
      values.push({
        metric: { ...metric, name: metric.name + vocabulary.words.names.reduction, unit: 'count' },
        reading: { unit: 'count', range: point(Number(shrunk[1])), start: 0, end: label.length },
      });
      rest = blank(rest, match.index, end + shrunk[0].length);
      continue;
    }
    const value = valueBeside(rest.slice(0, match.index), behind, behind, metric, vocabulary);
    if (value === undefined || value.readings.length === 0) continue;
    for (const reading of value.readings) values.push({ metric, reading });
    const shift = value.isBefore ? 0 : end;
    rest = blank(rest, Math.min(shift + value.start, match.index), Math.max(shift + value.end, end));
  }
  return new Label(values, rest, vocabulary);
}

/** Whom the rest of a label names. */
function subjectIn(rest: string, hasValues: boolean, vocabulary: Vocabulary): Subject | undefined {
  const name = cleaned(rest.replace(/\n/gu, ' ').replace(/[\s·•|]+/gu, ' '));
  const key = keyOf(name);
  if (key === '') return undefined;
  if (hasValues) {
    const isLevel = levelOf(name, vocabulary) !== undefined && !vocabulary.levels.some(level => key.startsWith(level.key));
    // What is left of a label of figures only are the figures of metrics that nobody knows.
    if (isLevel || vocabulary.statuses.has(key) || /[:：]\s*[\d.]+/u.test(name)) return undefined;
  }
  return subjectOf(firstLine(rest), vocabulary);
}

const blank = (text: string, start: number, end: number): string => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map(part => cleaned(part))
    .find(part => part !== '') ?? '';

/** `subgraph 完全收敛层（95%）`: the status of every node inside, and a number for those that have none. */
function readGroup(title: string, ids: ReadonlySet<string>, chart: Chart, labels: ReadonlyMap<string, Label>, context: Context): void {
  const { vocabulary } = context;
  const { status, graded } = vocabulary;
  const name = withoutGloss(cleaned(title));
  const [word] = matchesIn(name, vocabulary.statusWord);
  const isStatus =
    word !== undefined && (word.index === 0 || /[A-Z]\d\s*[:：]?\s*$/.test(name.slice(0, word.index))) && name.length - word[0].length <= 8;
  const ratio = isStatus ? ratioIn(title) : undefined;
  if (!isStatus || status === undefined) return;
  for (const id of ids) {
    const node = chart.nodes.get(id);
    const label = labels.get(id);
    if (node === undefined || label?.subject === undefined || vocabulary.levels.some(level => level.label === label.subject?.name))
      continue;
    const reading = statusReading(word[0], 0, vocabulary);
    if (reading.unit === 'level') say(context, 'mermaid-subgraph', { ...label.subject }, status, reading, node.span, node.label);
    if (ratio !== undefined && graded !== undefined && !label.values.some(own => own.metric === graded))
      say(context, 'mermaid-subgraph', label.subject, graded, { unit: 'ratio', range: ratio, start: 0, end: 0 }, node.span, node.label);
  }
}

function say(context: Context, construct: Construct, subject: Subject, metric: Metric, reading: Reading, span: Span, text: string): void {
  push(context, {
    construct,
    span: shifted(span, context.start),
    subject: subject.name,
    subjectText: subject.text,
    metric: metric.name,
    unit: reading.unit,
    ...(reading.range && { range: reading.range }),
    ...(reading.word !== undefined && { word: reading.word }),
    qualifier: { ...(reading.role && { role: reading.role }), ...(reading.approximate && { approximate: true as const }) },
    text,
    raw: text,
  });
}
