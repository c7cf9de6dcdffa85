import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from '../../server/extract/extract.ts';
import { defaults } from '../../server/model/configuration.ts';
import type { Facts } from '../../server/model/facts.ts';
import { applied } from '../../server/model/fix.ts';
import { compare } from '../../server/toc/compare.ts';
import { regenerated } from '../../server/toc/regenerate.ts';
import { isStale } from '../../server/toc/report.ts';
import { type Table, tablesOf } from '../../server/toc/table.ts';
import type { Figure, Material } from './figure.ts';

interface Label {
  readonly file: string;
  /** Of the first entry, from 1. */
  readonly line: number;
  readonly fresh: boolean;
}

/** Tables of contents: which are recognised and reported, and what is left of each when it is regenerated. */
export function tocFigures({ labels: folder, chapters }: Material): Figure[] {
  const labels: Label[] = readFileSync(join(folder, 'toc.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const labelled = new Map(labels.map(label => [`${label.file}:${label.line}`, label]));
  const count = {
    recognised: 0,
    others: 0,
    freshReported: 0,
    freshChanged: 0,
    staleReported: 0,
    unresolved: 0,
    outside: 0,
    again: 0,
    lostTexts: 0,
  };
  for (const { path, text, facts } of chapters) {
    const tables = tablesOf(facts, defaults.toc);
    let after = text;
    for (const table of [...tables].reverse()) {
      const label = labelled.get(`${path}:${lineOf(facts, table)}`);
      if (label === undefined) count.others++;
      else count.recognised++;
      const comparison = compare(table, facts, defaults.toc);
      const edits = regenerated(table, comparison, facts, text);
      if (isStale(comparison) && label?.fresh === true) count.freshReported++;
      if (isStale(comparison) && label?.fresh === false) count.staleReported++;
      if (edits.length > 0 && label?.fresh === true) count.freshChanged++;
      count.outside += edits.filter(({ span }) => span.start < table.span.start - 3 || span.end > table.span.end).length;
      after = applied(after, edits);
    }
    if (after === text) continue;
    const now = extract(after);
    const anchors = new Set(now.headings.map(({ anchor }) => anchor));
    tablesOf(now, defaults.toc).forEach((table, i) => {
      count.unresolved += table.entries.filter(({ anchor }) => anchor !== undefined && !anchors.has(anchor)).length;
      if (regenerated(table, compare(table, now, defaults.toc), now, after).length > 0) count.again++;
      count.lostTexts += lostTexts(tables[i]!, table, new Set(facts.headings.map(({ anchor }) => anchor)));
    });
  }
  const { length } = labels;
  return [
    { name: 'tables of contents recognised', value: count.recognised, of: length },
    { name: 'tables recognised that have no label (one is right: in a chapter in UTF-16)', value: count.others },
    { name: 'right tables reported as stale', value: count.freshReported },
    { name: 'right tables not byte-identical after regeneration', value: count.freshChanged },
    { name: 'stale tables reported', value: count.staleReported, of: labels.filter(({ fresh }) => !fresh).length },
    { name: 'entries that do not resolve after regeneration', value: count.unresolved },
    { name: 'texts of entries that resolved and were changed', value: count.lostTexts },
    { name: 'edits outside the table', value: count.outside },
    { name: 'tables changed again by a second regeneration', value: count.again },
  ];
}

const lineOf = (facts: Facts, { span }: Table): number => facts.lines.filter(at => at <= span.start).length;

/** Texts of the writer's own, of entries that led to their heading, which a regeneration has changed. */
function lostTexts(before: Table, after: Table, anchors: ReadonlySet<string>): number {
  const texts = new Map(after.entries.map(({ anchor, link }) => [anchor, link?.text]));
  return before.entries.filter(({ anchor, link }) => anchor !== undefined && anchors.has(anchor) && texts.get(anchor) !== link?.text)
    .length;
}
