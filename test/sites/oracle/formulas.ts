import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { extract } from '../../../server/extract/extract.ts';
import { formulasIn, isTypeset, sourceOf } from '../../../server/model/formula.ts';
import { allParts } from '../../../server/model/parts.ts';
import { siteIn } from '../siteIn.ts';
import { askScript, python } from './ask.ts';

/** Compares the formulas that Concord sees in a site of MkDocs with those that Python-Markdown sees, and prints how many of each only one of them does. */
export function compareFormulas(folder: string, most = 20): void {
  const expected = askScript<Record<string, string[]>>(python, 'formulas.py', [resolve(folder)], '');
  const site = siteIn(folder);
  const counts = { oracle: 0, concord: 0, missed: 0, added: 0 };
  const differences: string[] = [];
  for (const [path, theirs] of Object.entries(expected)) {
    const text = readFileSync(join(folder, path), 'utf8').replace(/^\ufeff/, '');
    const { packed } = extract(text, allParts, undefined, site?.dialect).formulas;
    const ours = [...formulasIn(packed)].filter(isTypeset).map(formula => sourceOf(formula, text).source);
    const [missed, added] = [without(theirs, ours), without(ours, theirs)];
    counts.oracle += theirs.length;
    counts.concord += ours.length;
    counts.missed += missed.length;
    counts.added += added.length;
    if (missed.length + added.length > 0)
      differences.push(`${path}: missed ${missed.length} ${shown(missed)}, added ${added.length} ${shown(added)}`);
  }
  for (const difference of differences.slice(0, most)) console.log(difference);
  console.log(`${site?.title}: ${JSON.stringify(counts)}, ${differences.length} pages with differences`);
}

const shown = (all: readonly string[]): string => JSON.stringify(all.slice(0, 3).map(one => one.slice(0, 60)));

/** What both are compared by: the TeX without white space and the marks around it. */
const bare = (tex: string): string => tex.replace(/^\s*\\[([]|\\[)\]]\s*$|^`|`$/g, '').replace(/\s|\\(?=\|)/g, '');

/** Those of one list that the other has not, each as often as it is there. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(bare(other), (left.get(bare(other)) ?? 0) + 1);
  return all.filter(one => {
    const count = left.get(bare(one)) ?? 0;
    left.set(bare(one), count - 1);
    return count <= 0;
  });
}
