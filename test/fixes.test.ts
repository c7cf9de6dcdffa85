import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import fc from 'fast-check';
import { applied, kindsOfEvidence, type ProposedFix, preferredOf, withPreferred } from '../server/model/fix.ts';
import { type KbPath, kbPath } from '../server/model/path.ts';
import type { Rule } from '../server/model/rule.ts';
import { finished } from '../server/model/steps.ts';
import { rules } from '../server/rules/index.ts';
import { LikeNames } from '../server/rules/repair/likeNames.ts';
import { likeness } from '../server/rules/repair/likeness.ts';
import { fixesOf, messageOf } from '../server/workspace/fixes.ts';
import { allPaths, goodEdits } from '../server/workspace/goodFixes.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { takeFailures } from './failing.ts';
import { openedWorkspace } from './kb.ts';
import { memoryHost } from './memoryHost.ts';
import { randomOf } from './random.ts';

const proposed = fc.record<ProposedFix>({
  title: fc.string(),
  edits: fc.constant([]),
  evidence: fc.uniqueArray(fc.constantFrom(...kindsOfEvidence), { maxLength: 3 }),
  isDoubtful: fc.boolean(),
});

test('what is preferred has the strongest evidence alone, is not contradicted, not doubtful, and more than similar', () => {
  fc.assert(
    fc.property(fc.array(proposed, { maxLength: 4 }), all => {
      const preferred = preferredOf(all);
      const bearers = (kind: (typeof kindsOfEvidence)[number]) => all.filter(({ evidence }) => evidence!.includes(kind));
      const told = kindsOfEvidence.filter(kind => bearers(kind).length > 0);
      const meant = all.filter(
        fix =>
          told.length > 0 &&
          bearers(told[0]!).every(other => other === fix) &&
          told.every(kind => bearers(kind).includes(fix)) &&
          !fix.isDoubtful &&
          told.some(kind => kind !== 'similar'),
      );
      assert.deepEqual(preferred === undefined ? [] : [preferred], meant);
      assert.equal(withPreferred(all).filter(fix => fix.preferred).length, meant.length);
    }),
  );
});

test('repairs that throw cost themselves alone, and the log says so once', async () => {
  const host = memoryHost();
  host.files.set(kbPath('a.md')!, Buffer.from('# A\n\n[x](sub/c.md) [y](#aa)\n\n## A a\n'));
  host.files.set(kbPath('c.md')!, Buffer.from('# C\n'));
  const log: string[] = [];
  const broken = rules.map(
    (rule): Rule =>
      rule.id === 'missing-file'
        ? {
            ...rule,
            corrections: () => {
              throw new Error('no luck');
            },
          }
        : rule,
  );
  const workspace = new Workspace('/kb', { host, reader: readerHere(host), rules: broken, log: message => log.push(message) });
  await workspace.load(
    () => {},
    () => false,
  );
  workspace.runChecks(() => false);
  const path = 'a.md' as KbPath;
  const [dead, anchor] = workspace.findings(path);
  assert.equal(dead?.rule, 'missing-file');
  assert.deepEqual(
    fixesOf(workspace, dead, path).map(({ title }) => title),
    ['Create “c.md”', 'Remove the link and keep its text'],
  );
  assert.equal(messageOf(workspace, dead, path), '“sub/c.md” does not exist.');
  assert.equal(messageOf(workspace, anchor!, path), 'This chapter has no heading or anchor “#aa”. Did you mean “#a-a”?');
  assert.equal([...finished(goodEdits(workspace, allPaths(workspace), () => true)).values()].flat().length, 1);
  assert.equal(log.length, 1);
  assert.match(log[0]!, /missing-file.*a\.md.*no luck/);
  assert.equal(new Set(takeFailures()).size, 1);
});

test('a new chapter names its table of contents by what the configuration says now', async () => {
  const host = memoryHost({ 'a.md': '# A\n\n[x](b.md)\n\n## 索引表\n' });
  const workspace = new Workspace('/kb', { host, reader: readerHere(host), rules, log: message => assert.fail(message) });
  await workspace.load(
    () => {},
    () => false,
  );
  const made = async (headings: readonly string[]) => {
    await workspace.configure(JSON.stringify({ toc: { headings } }));
    workspace.runChecks(() => false);
    const [dead] = workspace.findings('a.md' as KbPath);
    return fixesOf(workspace, dead!, 'a.md' as KbPath).find(({ create }) => create !== undefined)?.create?.text;
  };
  assert.doesNotMatch((await made([]))!, /索引表/);
  assert.match((await made(['索引表']))!, /## 索引表/);
});

test('what is nearly a heading or label is found among however many there are', async () => {
  const titles = (count: number) => Array.from({ length: count }, (_, i) => `## Grain of kind ${i}\n\n[grain ${i}]: b.md\n`).join('\n');
  for (const count of [20, 900, 3000]) {
    const host = memoryHost();
    host.files.set(kbPath('a.md')!, Buffer.from(`# A\n\n[x](#grain-of-kimd-7) [y][graim 7] [z](#Grain_of_kind-7)\n\n${titles(count)}`));
    host.files.set(kbPath('b.md')!, Buffer.from('# B\n'));
    const chosen = rules.filter(({ id }) => id === 'missing-anchor' || id === 'missing-definition');
    const workspace = await openedWorkspace(host, chosen);
    const path = 'a.md' as KbPath;
    const meant = workspace.findings(path).map(finding => fixesOf(workspace, finding, path).find(({ preferred }) => preferred)?.meant);
    assert.deepEqual(meant, ['#grain-of-kind-7', 'grain 7', '#grain-of-kind-7']);
  }
});

test('the names that are likest another one are found as by comparing all', () => {
  const random = randomOf(7);
  const letters = 'abcdefghijklmnoprstuw';
  const word = () => Array.from({ length: 6 + random.below(6) }, () => letters[random.below(letters.length)]).join('');
  const names = Array.from({ length: 800 }, word);
  const alike = new LikeNames(names, name => name);
  for (const name of names.slice(0, 100)) {
    const at = random.below(name.length);
    const written = name.slice(0, at) + letters[random.below(letters.length)] + name.slice(at + 1);
    const best = Math.max(...names.map(other => likeness(other, written)));
    assert.equal(Math.max(...alike.near(written).map(other => likeness(other, written))), best);
  }
});

test('a date to be filled in becomes today, in the form that it has', async () => {
  const path = 'a.md' as KbPath;
  const forms: readonly (readonly [string, string])[] = [
    ['2025-01-XX', '2031-04-09'],
    ['YYYY/MM/DD', '2031/04/09'],
    ['2025.X.X', '2031.04.09'],
    ['YYYY-MM', '2031-04'],
    ['20XX年X月X日', '2031年4月9日'],
    ['2025年X月', '2031年4月'],
  ];
  const text = `# A\n\n${forms.map(([written]) => `**最后更新**：${written}\n`).join('\n')}`;
  const workspace = await openedWorkspace(
    memoryHost({ [path]: text }),
    rules.filter(({ id }) => id === 'footer'),
  );
  mock.timers.enable({ apis: ['Date'], now: new Date(2031, 3, 9, 12) });
  try {
    const found = workspace.findings(path).filter(({ message }) => message.startsWith('The date'));
    assert.deepEqual(
      found.map(finding => {
        const [{ title, edits } = assert.fail()] = fixesOf(workspace, finding, path);
        assert.equal(title, `Set the date to “${edits[0]!.newText}”`);
        return [text.slice(edits[0]!.span.start, edits[0]!.span.end), edits[0]!.newText];
      }),
      forms,
    );
  } finally {
    mock.timers.reset();
  }
});

test('what moves up with a heading is below it or beside it, and nothing of the sections behind', async () => {
  const path = 'a.md' as KbPath;
  const text =
    '# Kilns\n\n#### Doors\n\n##### Hinges\n\n> #### Said\n\n#### Bolts\n\n### Walls\n\n#### Bricks\n\n## Roof\n\n###### Tiles\n';
  const workspace = await openedWorkspace(
    memoryHost({ [path]: text }),
    rules.filter(({ id }) => id === 'heading-level'),
  );
  const fixed = workspace.findings(path).map(finding => applied(text, fixesOf(workspace, finding, path)[0]!.edits));
  assert.deepEqual(fixed, [
    '# Kilns\n\n## Doors\n\n### Hinges\n\n> #### Said\n\n## Bolts\n\n### Walls\n\n#### Bricks\n\n## Roof\n\n###### Tiles\n',
    text.replace('###### Tiles', '### Tiles'),
  ]);
});
