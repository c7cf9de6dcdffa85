import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { openedWorkspace } from './kb.ts';
import { memoryHost } from './memoryHost.ts';

test('findings of a chapter that is gone are taken back, also when the configuration changes before anything is checked', async () => {
  const host = memoryHost();
  const path = 'a.md' as KbPath;
  host.write(path, '# A\n\n[x](gone.md)\n');
  host.write('concord.json', '{}');
  const workspace = await openedWorkspace(host, rules);
  workspace.runChecks(() => false);
  assert.equal(workspace.findings(path).length, 1);
  host.files.delete(path);
  await workspace.refresh([path]);
  await workspace.configure('{ "rules": { "missing-anchor": "off" } }');
  assert(workspace.runChecks(() => false).has(path));
});
