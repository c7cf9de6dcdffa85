import type { Measurement, Who } from './measurement.ts';
import { growths } from './output.ts';
import type { Summary } from './statistics.ts';

/** What Concord is out for, each as a ratio of two figures of one run, or as a bound in the unit of the measurement. */
interface Target {
  readonly what: string;
  readonly id: string;
  readonly statistic: 'median' | 'p95' | 'low' | 'high';
  /** Against whom; without anybody, the figure itself is bounded. */
  readonly against?: Who;
  /** The measurement of the other, when it is not the same. */
  readonly otherId?: string;
  readonly least: number;
  readonly aim: number;
}

const targets: readonly Target[] = [
  { what: 'cold check, link rules: CPU', id: 'check.links.cpu', statistic: 'median', against: 'rumdl', least: 1.5, aim: 0.5 },
  { what: 'cold check, link rules: CPU', id: 'check.links.cpu', statistic: 'median', against: 'vscode', least: 1 / 8, aim: 1 / 25 },
  { what: 'cold check, link rules: CPU', id: 'check.links.cpu', statistic: 'median', against: 'remark', least: 1 / 25, aim: 1 / 70 },
  { what: 'cold check, all rules: CPU', id: 'check.all.cpu', statistic: 'median', against: 'rumdl', least: 2, aim: 1 },
  { what: 'check from the cache: CPU', id: 'check.warm.cpu', statistic: 'median', against: 'rumdl', least: 1.5, aim: 0.5 },
  { what: 'key → findings, long chapter, p50', id: 'typing.long', statistic: 'median', against: 'rumdl', least: 1 / 3, aim: 1 / 10 },
  { what: 'key → findings, long chapter, p95', id: 'typing.long', statistic: 'p95', against: 'rumdl', least: 1 / 2, aim: 1 / 4 },
  { what: 'CPU per key, long chapter', id: 'typing.long.cpu', statistic: 'median', against: 'rumdl', least: 1 / 3, aim: 1 / 10 },
  { what: 'key → findings, largest chapter, p95', id: 'typing.largest 1', statistic: 'p95', against: 'rumdl', least: 1, aim: 1 / 4 },
  { what: 'key → findings, largest chapter, p95', id: 'typing.largest 1', statistic: 'p95', against: 'vscode', least: 1 / 8, aim: 1 / 30 },
  { what: 'event loop kept while loading, p99.9 (ms)', id: 'loop.loading.p999', statistic: 'median', least: 10, aim: 10 },
  { what: '  in its own time', id: 'loop.loading.own.p999', statistic: 'median', least: 10, aim: 10 },
  { what: 'event loop kept while loading, worst (ms)', id: 'loop.loading.worst', statistic: 'median', least: 50, aim: 50 },
  { what: '  in its own time', id: 'loop.loading.own.worst', statistic: 'median', least: 50, aim: 50 },
  { what: 'event loop kept while editing, p99.9 (ms)', id: 'loop.editing.p999', statistic: 'median', least: 10, aim: 10 },
  { what: '  in its own time', id: 'loop.editing.own.p999', statistic: 'median', least: 10, aim: 10 },
  { what: 'event loop kept while editing, worst (ms)', id: 'loop.editing.worst', statistic: 'median', least: 50, aim: 50 },
  { what: '  in its own time', id: 'loop.editing.own.worst', statistic: 'median', least: 50, aim: 50 },
  {
    what: 'didOpen of the long chapter in a cold process → findings',
    id: 'start.opened',
    statistic: 'median',
    against: 'vscode',
    least: 1 / 2,
    aim: 0.3,
  },
  { what: 'start → answer to initialize', id: 'start.initialize', statistic: 'median', against: 'vscode', least: 0.4, aim: 0.33 },
  {
    what: 'references to a heading, first call',
    id: 'request.references.first',
    statistic: 'median',
    against: 'vscode',
    least: 1 / 500,
    aim: 1 / 1000,
  },
  {
    what: 'references to a heading, first call',
    id: 'request.references.first',
    statistic: 'median',
    against: 'rumdl',
    least: 1,
    aim: 0.5,
  },
  {
    what: 'completion of all headings',
    id: 'request.completion.headings',
    statistic: 'median',
    against: 'vscode',
    least: 1 / 20,
    aim: 1 / 50,
  },
  { what: 'server memory with the knowledge base', id: 'memory.1', statistic: 'median', against: 'vscode', least: 0.4, aim: 0.3 },
  { what: 'server memory, 10×', id: 'memory.10', statistic: 'median', against: 'rumdl', least: 2, aim: 1 },
  ...(['json', 'sarif', 'github'] as const).map(format => ({
    what: `report as ${format} against text, least user CPU`,
    id: `output.corpus.${format}`,
    statistic: 'low' as const,
    against: 'concord' as const,
    otherId: 'output.corpus.text',
    least: 1.15,
    aim: 1.1,
  })),
  ...growths.map(growth => ({ ...growth, statistic: 'low' as const, against: 'concord' as const, least: 4.2, aim: 4 })),
  {
    what: 'growth of a check, all rules, 1× → 10×',
    id: 'growth.all.10',
    statistic: 'median',
    against: 'concord',
    otherId: 'growth.all.1',
    least: 10.5,
    aim: 10,
  },
  {
    what: 'growth of a check, all rules, 10× → 100×',
    id: 'growth.all.100',
    statistic: 'median',
    against: 'concord',
    otherId: 'growth.all.10',
    least: 10.5,
    aim: 10,
  },
  {
    what: 'growth of a cold check, 1× → 10×',
    id: 'growth.links.10',
    statistic: 'median',
    against: 'concord',
    otherId: 'growth.links.1',
    least: 10.5,
    aim: 10,
  },
  {
    what: 'growth of a cold check, 10× → 100×',
    id: 'growth.links.100',
    statistic: 'median',
    against: 'concord',
    otherId: 'growth.links.10',
    least: 10.5,
    aim: 10,
  },
  {
    what: 'growth of a key, 1× → 10×',
    id: 'growth.typing.10',
    statistic: 'median',
    against: 'concord',
    otherId: 'growth.typing.1',
    least: 1.2,
    aim: 1,
  },
  {
    what: 'growth of a key, 1× → 100×',
    id: 'growth.typing.100',
    statistic: 'median',
    against: 'concord',
    otherId: 'growth.typing.1',
    least: 1.2,
    aim: 1,
  },
];

export interface Verdict {
  readonly what: string;
  readonly against: Who | undefined;
  readonly ours: number;
  readonly theirs: number | undefined;
  /** Of the two figures, or our figure where nobody is compared with. */
  readonly value: number;
  readonly least: number;
  readonly aim: number;
  readonly result: 'aim' | 'met' | 'missed';
}

/** What the figures say about the targets; nothing about one whose figures are not there. */
export function verdicts(measurements: readonly Measurement[]): Verdict[] {
  const figure = (id: string, who: Who, statistic: keyof Summary) => measurements.find(other => other.id === id)?.figures[who]?.[statistic];
  return targets.flatMap(({ what, id, statistic, against, otherId = id, least, aim }) => {
    const ours = figure(id, 'concord', statistic);
    const theirs = against && figure(otherId, against, statistic);
    if (ours === undefined || (against !== undefined && theirs === undefined)) return [];
    const value = theirs === undefined ? ours : ours / theirs;
    const result = value <= aim ? 'aim' : value <= least ? 'met' : 'missed';
    return [{ what, against, ours, theirs, value, least, aim, result }];
  });
}
