import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Checker } from '../server/model/check.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Rule } from '../server/model/rule.ts';
import { stretch } from '../server/model/steps.ts';
import { rules } from '../server/rules/index.ts';
import type { Workspace } from '../server/workspace/workspace.ts';
import { openedWorkspace } from './kb.ts';
import { type ManyProblems, manyProblems } from './manyProblems.ts';
import { memoryHost } from './memoryHost.ts';
import { type Random, randomOf } from './random.ts';

const path = '02.3-many.md' as KbPath;
const picture = 'picture.png' as KbPath;
const other = '# Other\n\n1. $g$ 为净跨\n';

const configurationOf = (rule: string, { configuration }: ManyProblems, size: number): string =>
  JSON.stringify({ ...configuration?.(size), rules: { [rule]: 'warning' } });

const baseOf = (rule: string, many: ManyProblems, size: number, text = many.make(size)) =>
  memoryHost({ ...many.beside, [path]: text, 'other.md': other, 'concord.json': configurationOf(rule, many, size) });

/** The rules of a base in which one of them finds much; a comment that is idle is found by whoever checks. */
const rulesOf = (id: string): readonly Rule[] =>
  rules.filter(rule => rule.id === id || (id === 'unused-suppression' && rule.id === 'missing-file'));

it('for every rule there is a chapter in which it finds very much', () =>
  assert.deepEqual(
    rules
      .map(({ id }) => id)
      .filter(id => id !== 'unreadable')
      .sort(),
    Object.keys(manyProblems).sort(),
  ));

describe('a check may be interrupted between any few things that a rule has found', () => {
  const size = 5 * stretch;
  for (const [id, many] of Object.entries(manyProblems))
    it(id, async () => {
      const workspace = await openedWorkspace(baseOf(id, many, size), rulesOf(id));
      // So many since somebody was asked last.
      let [since, most] = [0, 0];
      const counted = rulesOf(id).map(
        (rule): Rule => ({
          ...rule,
          *check(chapter, index, configuration) {
            for (const problem of rule.check(chapter, index, configuration)) {
              most = Math.max(most, ++since);
              yield problem;
            }
          },
        }),
      );
      const checker = new Checker(workspace.kb, counted, workspace.configuration, (_rule, _path, error) => assert.fail(String(error)));
      let asked = 0;
      checker.recheck(path, () => {
        [since, asked] = [0, asked + 1];
        return false;
      });
      const found = checker.findings(path).length;
      assert(many.isOne ? found === 1 : found >= size / 2, `${found} found`);
      assert(most <= stretch, `${most} at a stretch`);
      assert(asked >= found / stretch);
      assert.deepEqual(
        checker.findings(path),
        workspace.allFindings(path, finding => finding),
      );
    });
});

it('a check may be interrupted where many links are right', async () => {
  const size = 20 * stretch;
  const workspace = await openedWorkspace(memoryHost({ [path]: '[a](other.md#other)\n\n'.repeat(size), 'other.md': other }));
  const checker = new Checker(
    workspace.kb,
    rules.filter(({ id }) => id === 'missing-file'),
    workspace.configuration,
    () => assert.fail(),
  );
  let asked = 0;
  checker.recheck(path, () => ++asked < 0);
  assert(asked >= size / stretch, `${asked}`);
});

describe('what is found is the same when a check is interrupted anywhere, and something changes meanwhile', () => {
  const size = 2 * stretch;
  for (const [id, many] of Object.entries(manyProblems))
    it(id, async () => {
      const random = randomOf(id.length * 7919);
      const host = baseOf(id, many, size);
      const workspace = await openedWorkspace(host, rulesOf(id));
      let [text, others] = [many.make(size), other];
      workspace.setText(path, text);
      workspace.setText('other.md' as KbPath, others);
      for (let edits = 0; edits < 8; edits++) {
        text = edited(text, random);
        workspace.setText(path, text);
        interrupted(workspace, random, 400);
        // A chapter that the check hangs on changes when it has been interrupted, and so do files that come and go.
        others = edits % 2 === 0 ? others.replace('# Other', '# Another') : others.replace('# Another', '# Other');
        workspace.setText('other.md' as KbPath, others);
        workspace.flush();
        interrupted(workspace, random, 12);
        if (!host.files.delete(picture)) host.write(picture, '');
        await workspace.refresh([picture]);
        interrupted(workspace, random, 12);
      }
      while (workspace.canWork) workspace.runChecks(() => random.below(5) > 0);
      host.write(path, text);
      host.write('other.md', others);
      const fresh = await openedWorkspace(host, rulesOf(id));
      assert.deepEqual(workspace.findings(path), fresh.findings(path));
      assert(fresh.findings(path).length > 0 || many.isOne, 'nothing is found');
    });
});

it('a check begins anew when what it has looked up is another, wherever it was interrupted', async () => {
  const workspace = await openedWorkspace(memoryHost({ [path]: '![a](picture.png)\n\n'.repeat(4 * stretch), [picture]: '' }));
  const { kb, configuration } = workspace;
  const fail = () => assert.fail();
  let interruptions = 0;
  for (let at = 1; ; at++) {
    const checker = new Checker(kb, rulesOf('missing-file'), configuration, fail);
    let asked = 0;
    if (checker.recheck(path, () => ++asked === at) !== undefined) break;
    interruptions++;
    for (const next of [undefined, 'file'] as const) {
      checker.concernedBy(kb.apply(picture, next));
      checker.recheck(path);
      assert.equal(checker.findings(path).length, next === undefined ? 4 * stretch : 0, `interrupted ${at}`);
      checker.concernedBy(kb.apply(picture, next));
    }
  }
  assert(interruptions >= 4);
});

/** A few turns that end anywhere; whether that was all is left open. */
function interrupted(workspace: Workspace, random: Random, longest: number): void {
  for (let turns = random.below(6); turns > 0 && workspace.canWork; turns--) {
    let left = random.below(longest);
    workspace.runChecks(() => left-- <= 0);
  }
}

/** A line less, or one twice. */
function edited(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  return lines.toSpliced(at, 1, ...(random.below(2) === 0 ? [] : [lines[at]!, lines[at]!])).join('\n');
}
