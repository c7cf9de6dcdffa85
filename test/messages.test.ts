import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.js');

test('what was meant is kept from one run to the next, and no longer than it is true', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'concord-messages-')));
  try {
    const [root, cache] = [join(folder, 'kb'), join(folder, 'cache')];
    mkdirSync(join(root, 'sub'), { recursive: true });
    writeFileSync(join(root, 'a.md'), '# A\n\n[x](oven.md)\n');
    writeFileSync(join(root, 'sub', 'oven.md'), '# Oven\n');
    const told = (...more: string[]) => {
      const output = execFileSync(
        process.execPath,
        [cli, 'check', root, '--no-git', '--locale', 'en', '--fail-on', 'never', '--format', 'github', ...more],
        { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: folder } },
      );
      return /Did you mean “(.*)”/.exec(output)?.[1];
    };
    assert.equal(told(), 'sub/oven.md');
    const kept = () => readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('-snapshot'));
    assert.equal(kept().length, 2, 'the snapshot and the messages');
    assert.equal(told(), 'sub/oven.md');
    renameSync(join(root, 'sub'), join(root, 'kitchen'));
    assert.equal(told(), 'kitchen/oven.md');
    for (const name of kept()) writeFileSync(join(cache, name), 'no snapshot');
    assert.equal(told(), 'kitchen/oven.md');
    writeFileSync(join(root, 'oven.md.txt'), '');
    mkdirSync(join(root, 'other'));
    writeFileSync(join(root, 'other', 'oven.md'), '# Another oven\n');
    assert.equal(told(), undefined);
    assert.equal(told('--no-cache'), undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
