import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { type MemoryHost, memoryHost } from './memoryHost.ts';

const path = 'a.md' as KbPath;
const sections = Array.from({ length: 1000 }, (_, i) => `## ${i + 1}. Part\n\nSome words about $x_{${i}}$ and nothing else.\n`).join('\n');
const text = `# A\n\n[x](nowhere.md)\n\n$\\nosuch$\n\n${sections}`;

const workspaceOn = (host: MemoryHost): Workspace =>
  new Workspace('/kb', { host, reader: readerHere(host), rules, log: message => assert.fail(message) });

const load = (workspace: Workspace): Promise<boolean> =>
  workspace.load(
    () => {},
    () => false,
  );

const found = (workspace: Workspace): string[] => workspace.findings(path).map(({ rule }) => rule);

/** Says that it is enough after so many questions. */
const after = (questions: number): (() => boolean) => {
  let asked = 0;
  return () => ++asked > questions;
};

test('an opened chapter is checked before its formulas are read; they follow in as many turns as they need', async () => {
  const workspace = workspaceOn(memoryHost());
  await load(workspace);
  workspace.setText(path, text);
  let turns = 1;
  while (!workspace.runChecks(after(10)).has(path)) turns++;
  assert(turns > 3, `${turns} turns`);
  assert.deepEqual(found(workspace), ['missing-file']);
  turns = 1;
  for (; workspace.canWork; turns++) workspace.runChecks(after(10));
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax']);
  assert(turns > 3, `${turns} turns`);
});

test('what is known of a chapter stays until the text of the editor is read', async () => {
  const workspace = workspaceOn(memoryHost({ [path]: text }));
  await load(workspace);
  workspace.runChecks(() => false);
  workspace.setText(path, `${text}\n[y](nowhere.md)\n`);
  workspace.runChecks(after(3));
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax']);
  while (workspace.canWork) workspace.runChecks(after(10));
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax', 'missing-file']);
});

test('a chapter is parsed and checked a little at a time; a change meanwhile is not lost', async () => {
  const host = memoryHost();
  const workspace = workspaceOn(host);
  await load(workspace);
  workspace.setText(path, text);
  // At whatever moment the file comes that the chapter links to, in the end the link is right.
  for (let turn = 0; turn < 400 && workspace.canWork; turn++) {
    workspace.runChecks(after(4));
    if (turn % 7 !== 0) continue;
    if (turn % 2 === 0) host.write('nowhere.md', '# B\n');
    else host.files.delete('nowhere.md' as KbPath);
    await workspace.refresh(['nowhere.md' as KbPath]);
  }
  host.write('nowhere.md', '# B\n');
  await workspace.refresh(['nowhere.md' as KbPath]);
  while (workspace.canWork) workspace.runChecks(after(4));
  assert.deepEqual(found(workspace), ['formula-syntax']);
  assert.deepEqual(workspace.findings('nowhere.md' as KbPath), []);
});

test('a request sees all of a chapter that is being read', async () => {
  const workspace = workspaceOn(memoryHost());
  await load(workspace);
  workspace.setText(path, text);
  while (workspace.kb.chapter(path) === undefined) workspace.runChecks(after(10));
  assert.equal(workspace.kb.chapter(path)?.facts.formulas.packed.length, 0);
  workspace.flush();
  assert.equal(workspace.kb.chapter(path)?.facts.formulas.packed.length, 3 * 1001);
});

test('a chapter that is closed without being saved is again what the disk says', async () => {
  const host = memoryHost({ [path]: text });
  const workspace = workspaceOn(host);
  await load(workspace);
  workspace.setText(path, '# A\n');
  workspace.runChecks(() => false);
  assert.deepEqual(found(workspace), []);
  await workspace.closeDocument(path);
  workspace.runChecks(() => false);
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax']);
  host.write(path, '# A\n\n[x](elsewhere.md)\n');
  await workspace.refresh([path]);
  workspace.runChecks(() => false);
  assert.deepEqual(found(workspace), ['missing-file']);
});

test('a comment that silences nothing is told as soon as all chapters are read, in one that was open and checked before', async () => {
  const workspace = workspaceOn(memoryHost({ 'b.md': '# B\n', 'c.md': '# C\n' }));
  workspace.setText(path, '# A\n\n[x](b.md) <!-- concord-disable-line missing-file -->\n[y](nowhere.md)\n');
  const before: string[][] = [];
  await workspace.load(
    () => {
      if (workspace.runChecks(() => false).has(path)) before.push(found(workspace));
    },
    () => false,
  );
  assert.deepEqual(before, [['missing-file']]);
  assert(workspace.runChecks(() => false).has(path));
  assert.deepEqual(found(workspace), ['unused-suppression', 'missing-file']);
});
