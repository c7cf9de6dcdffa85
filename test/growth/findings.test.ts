import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { formatted } from '../../server/cli/formats.ts';
import { foundIn, inDetail } from '../../server/cli/report.ts';
import { finished } from '../../server/model/steps.ts';
import { rules } from '../../server/rules/index.ts';
import { allPaths, goodEdits } from '../../server/workspace/goodFixes.ts';
import { openedWorkspace } from '../kb.ts';
import { memoryHost } from '../memoryHost.ts';
import type { Files } from './construct.ts';
import { findings } from './constructs/findings.ts';
import { StepCounter } from './counting.ts';

const counter = new StepCounter();
after(() => counter.end());

/** What it takes to check a knowledge base, to print all that is found with its repairs, and to gather those that are good. */
async function steps(files: Files): Promise<number> {
  return counter.count(async () => {
    const workspace = await openedWorkspace(memoryHost(files), rules, () => {});
    const found = foundIn(workspace, '', allPaths(workspace));
    const report = { findings: inDetail(found), rules, leftOut: 0, notices: [], sites: [], stats: { files: 1, milliseconds: 1 } };
    for (const piece of formatted.sarif(report, false)) assert(piece.length < 200_000, 'a report is made in pieces');
    finished(goodEdits(workspace, allPaths(workspace), () => true));
  });
}

/** What once grew with the square. Likeness is looked for among some hundreds of names (`mostCompared`): beyond these. Two long chapters that name each other's places are asked in turns. */
const kinds: readonly (string | readonly [kind: string, size: number])[] = [
  'one missing file',
  'missing files like those there',
  'missing files whose texts are like titles',
  'missing files of the names of many',
  ['missing anchors, headings of one title', 2400],
  ['missing anchors of one other chapter', 2400],
  ['missing anchors among headings', 1000],
  ['missing definitions among those there', 1000],
  'files in another case',
  'torn code in one table',
  'malformed headings',
  'unused definitions',
  'numbers of headings that repeat',
  'comments that silence findings',
  ['statements that differ', 2500],
];

describe('what is found and repaired', () => {
  for (const [kind, size] of kinds.map(known => (typeof known === 'string' ? ([known, 600] as const) : known)))
    it(`takes twice the steps for twice as much: ${kind}`, async () => {
      const make = findings[kind]!;
      await steps(make(100));
      const [few, many] = [await steps(make(size)), await steps(make(2 * size))];
      assert(Math.log2(many / few) < 1.3, `${few} steps, then ${many}`);
    });
});
