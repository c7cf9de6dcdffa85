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
  workspace.work(after(1));
  assert.deepEqual(found(workspace), ['missing-file']);
  let turns = 1;
  for (; workspace.canWork; turns++) workspace.work(after(10));
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax']);
  assert(turns > 3, `${turns} turns`);
});

test('what is known of a chapter stays until the text of the editor is read', async () => {
  const workspace = workspaceOn(memoryHost({ [path]: text }));
  await load(workspace);
  workspace.work(() => false);
  workspace.setText(path, `${text}\n[y](nowhere.md)\n`);
  workspace.work(after(3));
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax']);
  while (workspace.canWork) workspace.work(after(10));
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax', 'missing-file']);
});

test('a request sees all of a chapter that is being read', async () => {
  const workspace = workspaceOn(memoryHost());
  await load(workspace);
  workspace.setText(path, text);
  workspace.work(after(1));
  assert.equal(workspace.kb.chapter(path)?.facts.formulas.packed.length, 0);
  workspace.settle();
  assert.equal(workspace.kb.chapter(path)?.facts.formulas.packed.length, 3 * 1001);
});

test('a chapter that is closed without being saved is again what the disk says', async () => {
  const host = memoryHost({ [path]: text });
  const workspace = workspaceOn(host);
  await load(workspace);
  workspace.setText(path, '# A\n');
  workspace.work(() => false);
  assert.deepEqual(found(workspace), []);
  await workspace.release(path);
  workspace.work(() => false);
  assert.deepEqual(found(workspace), ['missing-file', 'formula-syntax']);
  host.write(path, '# A\n\n[x](elsewhere.md)\n');
  await workspace.refresh([path]);
  workspace.work(() => false);
  assert.deepEqual(found(workspace), ['missing-file']);
});
