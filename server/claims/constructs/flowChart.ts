import { point } from '../../language/interval.ts';
import { barsOf, type Chart, type ChartNode, chartOf } from '../../language/mermaid.ts';
import { cleaned, keyOf, withoutGloss } from '../../language/names.ts';
import { digits, multipleSign, ratioIn } from '../../language/quantities.ts';
import type { Fence } from '../../language/source.ts';
import type { Construct as Kind } from '../../model/claims.ts';
import { rangeOf } from '../cells.ts';
import type { Construct } from '../construct.ts';
import { type Context, ofReading, type Subject, say, subjectOf } from '../context.ts';
import { metricsIn, type Reading, statusesIn } from '../mentions.ts';
import { levelOf } from '../subjects.ts';
import { valueBeside } from '../valueBeside.ts';
import type { Metric, Vocabulary } from '../vocabulary.ts';

/** The labels, edges and groups of a flow chart. */
export const flowChart: Construct<'diagram'> = {
  form: 'diagram',
  examples: {
    en: [
      '# Paint\n\n```mermaid\ngraph TD\n  A[Zinc primer<br>adoption rate: 45%] --> B[Epoxy]\n```',
      'mermaid | Zinc primer | adoption rate | 45%',
    ],
    zh: ['# 涂料\n\n```mermaid\ngraph TD\n  A[富锌底漆<br>采用率: 45%] --> B[环氧]\n```', 'mermaid | 富锌底漆 | 采用率 | 45%'],
  },
  read: readChart,
};

/** The bars and milestones of a Gantt chart. */
export const ganttBars: Construct<'diagram'> = {
  form: 'diagram',
  examples: {
    en: [
      '# Paint\n\n```mermaid\ngantt\n  Zinc line starts :milestone, 2027-10-01, 0d\n```',
      'gantt | Zinc line starts | 时间表 | 2027-10-01',
    ],
    zh: ['# 涂料\n\n```mermaid\ngantt\n  富锌产线投产 :milestone, 2027-10-01, 0d\n```', 'gantt | 富锌产线投产 | 时间表 | 2027-10-01'],
  },
  read: readBars,
};

/** What the labels, edges and groups of a flow chart say. */
export function readChart(fence: Fence, context: Context): void {
  const chart = chartOf(fence.lines);
  if (chart === undefined) return;
  const labels = new Map([...chart.nodes.values()].map(node => [node.id, labelOf(node, context)] as const));
  readNodes(chart, labels, context);
  readEdges(chart, labels, context);
  for (const group of chart.groups) readGroup(group.title, group.nodes, chart, labels, context);
}

/** The days of bars and milestones. */
export function readBars(fence: Fence, context: Context): void {
  const { metric } = context.vocabulary.words.schedule;
  for (const { span, text, from, to, done } of barsOf(fence.lines)) {
    const place = { span, text, raw: `${from}…${to}` };
    const dates = { from, to };
    say(context, 'gantt', place, { name: cleaned(text), text }, metric, { unit: 'date', dates }, done ? { role: 'history' } : {});
  }
}

interface Value {
  readonly metric: Metric;
  readonly reading: Reading;
}

/** The values in a label, and whom the rest names: nobody asks that of most. */
class Label {
  readonly values: readonly Value[];
  readonly #rest: string;
  readonly #vocabulary: Vocabulary;
  #subject: Subject | null | undefined;

  constructor(values: readonly Value[], rest: string, vocabulary: Vocabulary) {
    this.values = values;
    this.#rest = rest;
    this.#vocabulary = vocabulary;
  }

  get subject(): Subject | undefined {
    if (this.#subject === undefined) this.#subject = subjectIn(this.#rest, this.values.length > 0, this.#vocabulary) ?? null;
    return this.#subject ?? undefined;
  }
}

type Labels = ReadonlyMap<string, Label>;

function readNodes({ nodes }: Chart, labels: Labels, context: Context): void {
  for (const [id, { values, subject }] of labels) {
    if (values.length === 0 || subject === undefined) continue;
    for (const value of values) sayIn(context, 'mermaid', subject, value, nodes.get(id)!);
  }
}

/** A label of values alone says them of those that lead to it. */
function readEdges({ nodes, edges }: Chart, labels: Labels, context: Context): void {
  for (const { from, to, span } of edges) {
    const [member, collector] = [labels.get(from), labels.get(to)];
    if (collector === undefined || collector.values.length === 0 || collector.subject !== undefined) continue;
    if (member?.subject === undefined) continue;
    for (const value of collector.values)
      if (!member.values.some(own => own.metric === value.metric))
        sayIn(context, 'mermaid-edge', member.subject, value, { span, label: nodes.get(to)!.label });
  }
}

const shrinking = new RegExp(`^\\s*[↓↑]\\s*(${digits})${multipleSign}`, 'u');

/** `架构层收敛<br>收敛度 95%`: the values in a label, and whom the rest names. A label of values alone collects its predecessors. */
function labelOf({ label }: ChartNode, { vocabulary }: Context): Label {
  const values: Value[] = [];
  let rest = label.replace(/<br\s*\/?>|\\n/giu, '\n');
  for (const { metric, start, end } of /\d/.test(rest) ? metricsIn(rest, vocabulary) : []) {
    if (metric.level) continue;
    const behind = rest.slice(end);
    const shrunk = shrinking.exec(behind);
    if (shrunk !== null) {
      values.push({
        metric: { ...metric, name: metric.name + vocabulary.words.names.reduction, unit: 'count' },
        reading: { unit: 'count', range: point(Number(shrunk[1])), start: 0, end: label.length },
      });
      rest = blank(rest, start, end + shrunk[0].length);
      continue;
    }
    const value = valueBeside(rest.slice(0, start), behind, behind, metric, vocabulary);
    if (value === undefined || value.readings.length === 0) continue;
    for (const reading of value.readings) values.push({ metric, reading });
    const shift = value.isBefore ? 0 : end;
    rest = blank(rest, Math.min(shift + value.start, start), Math.max(shift + value.end, end));
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
function readGroup(title: string, ids: ReadonlySet<string>, chart: Chart, labels: Labels, context: Context): void {
  const { vocabulary } = context;
  const { status, graded } = vocabulary;
  const name = withoutGloss(cleaned(title));
  const [reading] = statusesIn(name, vocabulary);
  if (reading === undefined || status === undefined || !names(reading, name)) return;
  const ratio = ratioIn(title);
  for (const id of ids) {
    const [node, label] = [chart.nodes.get(id), labels.get(id)];
    const subject = label?.subject;
    if (node === undefined || subject === undefined || vocabulary.levels.some(level => level.label === subject.name)) continue;
    if (reading.unit === 'level') sayIn(context, 'mermaid-subgraph', subject, { metric: status, reading }, node);
    const given = ratio && ({ unit: 'ratio', range: rangeOf(ratio), start: 0, end: 0 } as const);
    if (given !== undefined && graded !== undefined && !label!.values.some(own => own.metric === graded))
      sayIn(context, 'mermaid-subgraph', subject, { metric: graded, reading: given }, node);
  }
}

/** A status word, perhaps behind the mark of its level, and little else. */
const names = ({ start, end }: Reading, title: string): boolean =>
  (start === 0 || /[A-Z]\d\s*[:：]?\s*$/.test(title.slice(0, start))) && title.length - (end - start) <= 8;

/** Says a value in a label, at a place of the chart. */
function sayIn(
  context: Context,
  construct: Kind,
  { name, text }: Subject,
  { metric, reading }: Value,
  { span, label }: Pick<ChartNode, 'span' | 'label'>,
): void {
  say(context, construct, { span, text: label, raw: label }, { name, text }, metric.name, reading, ofReading(reading));
}
