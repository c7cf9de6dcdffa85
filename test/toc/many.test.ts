import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KbPath } from '../../server/model/path.ts';
import { openedWorkspace } from '../kb.ts';
import { memoryHost } from '../memoryHost.ts';

const titles = Array.from({ length: 400 }, (_, i) => `Pier ${i}`);
const headings = titles.map(title => `## ${title}\n`).join('\n');
/** A table that lacks all headings but the first. */
const table = '<!-- toc -->\n\n- [Pier 0](#pier-0)\n\n<!-- tocstop -->\n\n';

const found = async (tables: number) => {
  const workspace = await openedWorkspace(memoryHost({ 'a.md': `# A\n\n${table.repeat(tables)}${headings}` }));
  const path = 'a.md' as KbPath;
  return workspace.findings(path).filter(({ rule }) => rule === 'stale-toc');
};

test('so many tables are compared with so many headings; the first of the others says that they are not', async () => {
  assert.deepEqual(new Set((await found(20)).map(({ severity }) => severity)), new Set(['warning']));
  const all = await found(60);
  const told = all.filter(({ severity }) => severity === 'information');
  // 401 headings: 49 tables list 20,000 at most.
  assert.equal(all.length, 50);
  assert.equal(told.length, 1);
  assert.equal(
    told[0]!.message,
    'This table of contents and those behind it are not checked: the chapter has 60 of them, and 401 headings.',
  );
  assert.equal(all.at(-1), told[0]);
});
