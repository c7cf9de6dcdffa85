import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeHost } from '../server/host/node.ts';
import { diskStore } from '../server/host/store.ts';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';

type Act = (workspace: Workspace) => unknown;

/** What is found after a start that has a memory of another, while somebody does something `meanwhile`, or shortly `before`; `atFirst`: what was done while the other one began. */
async function foundAfter(meanwhile: Act, path = 'bread.md', before: Act = () => {}, atFirst: Act = () => {}): Promise<string[]> {
  const [root, cache] = [realpathSync(mkdtempSync(join(tmpdir(), 'concord-'))), mkdtempSync(join(tmpdir(), 'concord-cache-'))];
  const start = async (first: Act, act: Act): Promise<Workspace> => {
    const keeping = { store: diskStore(cache, root), identity: 'one' };
    const workspace = new Workspace(root, { host: nodeHost, reader: readerHere(nodeHost), rules, log: assert.fail, ...keeping });
    const begun = first(workspace);
    const loaded = workspace.load(
      () => {},
      () => false,
    );
    await act(workspace);
    await Promise.all([begun, loaded]);
    workspace.runChecks(() => false);
    return workspace;
  };
  try {
    writeFileSync(join(root, 'bread.md'), '# Bread\n\n[x](flour.md#rye) [y](/flour.md)\n');
    writeFileSync(join(root, 'flour.md'), '# Flour\n\n## Rye\n');
    writeFileSync(join(root, 'rolls.md'), '# Rolls\n\n[x](oven/stone.md)\n');
    mkdirSync(join(root, 'oven'));
    writeFileSync(join(root, 'oven', 'deck.md'), '# Deck\n\n[x](none.md)\n');
    await (await start(() => {}, atFirst)).remember();
    const workspace = await start(before, meanwhile);
    return workspace.findings(path as KbPath).map(({ rule }) => rule);
  } finally {
    for (const folder of [root, cache]) rmSync(folder, { recursive: true });
  }
}

test('what an open chapter says counts, also when somebody has asked about it before the last start was recalled', async () => {
  const found = await foundAfter(workspace => {
    workspace.setText('flour.md' as KbPath, '# Flour\n\n## Wheat\n');
    workspace.flush();
  });
  assert.deepEqual(found, ['missing-anchor']);
});

test('a folder that is kept out since counts as kept out, also when somebody has looked into it before the last start was recalled', async () => {
  assert.deepEqual(await foundAfter(() => {}, 'rolls.md'), ['missing-file']);
  const lookInto = (workspace: Workspace) => {
    writeFileSync(join(workspace.root, '.gitignore'), 'oven/');
    return workspace.refresh(['oven/deck.md' as KbPath]);
  };
  assert.deepEqual(await foundAfter(() => {}, 'rolls.md', lookInto), []);
});

test('a chapter that was open and is no file is there no more, once nobody opens it again', async () => {
  const open = (workspace: Workspace) => workspace.setText('oven/stone.md' as KbPath, '# Stone\n');
  assert.deepEqual(await foundAfter(open, 'rolls.md', () => {}, open), []);
  assert.deepEqual(
    await foundAfter(
      () => {},
      'rolls.md',
      () => {},
      open,
    ),
    ['missing-file'],
  );
});

test('what was known is of no use when the configuration becomes another one while it is recalled', async () => {
  assert.deepEqual(await foundAfter(workspace => workspace.configure('{ "links": { "root": "mill" } }')), ['missing-file']);
});

test('what was known of a folder that has become a knowledge base of its own is told no more', async () => {
  const configure = ({ root }: Workspace) => writeFileSync(join(root, 'oven', 'concord.json'), '{}');
  assert.deepEqual(await foundAfter(() => {}, 'oven/deck.md'), ['missing-file']);
  assert.deepEqual(await foundAfter(configure, 'oven/deck.md'), []);
});
