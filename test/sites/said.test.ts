import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { standing } from '../../server/lsp/statusItem.ts';
import type { KbPath } from '../../server/model/path.ts';
import { rendered } from '../../server/workspace/rendered.ts';
import { concord, folderWith } from '../commandLine.ts';

const at = (path: string) => path as KbPath;

test('a line for each kind of site, with the first files that tell it', () => {
  const hugo = ['a', 'b', 'c', 'd'].map(folder => ({ title: 'Hugo', evidence: at(`${folder}/hugo.toml`) }));
  assert.deepEqual(rendered([...hugo, { title: 'MkDocs', evidence: at('mkdocs.yml') }, { title: 'Obsidian' }]), [
    'Rendered by Hugo (a/hugo.toml, b/hugo.toml, c/hugo.toml, …)',
    'Rendered by MkDocs (mkdocs.yml)',
    'Rendered by Obsidian',
  ]);
});

test('the status item says who renders the chapters, and warns of nothing', () => {
  const { text, tooltip } = standing(
    2,
    { findings: 0, hints: 0 },
    { renderers: ['Rendered by MkDocs (mkdocs.yml)'], limits: [], notices: [], kinds: [] },
  );
  assert.equal(text, '$(book) 2 chapters · 0 findings');
  assert.equal(tooltip, 'Concord: 2 chapters · 0 findings\nRendered by MkDocs (mkdocs.yml)');
});

test('the command line says who renders the chapters, by files as findings name them', async () => {
  const root = folderWith({
    'one/concord.json': '{}',
    'one/mkdocs.yml': 'site_name: One\n',
    'one/docs/a.md': '# A\n',
    'two/concord.json': '{}',
    'two/a.md': '# A\n',
  });
  const [one, two] = [`${root}/one`, `${root}/two`];
  assert.equal((await concord('check', one)).out, 'Rendered by MkDocs (mkdocs.yml)\nNo findings in 1 chapter.\n');
  assert.equal((await concord('check', two)).out, 'No findings in 1 chapter.\n');
  const sites = async (...folders: string[]) => JSON.parse((await concord('check', ...folders, '--format', 'json')).out).sites;
  assert.deepEqual(await sites(one), [{ kind: 'mkdocs', title: 'MkDocs', folder: '', evidence: 'mkdocs.yml' }]);
  assert.deepEqual(await sites(two), []);
  assert.deepEqual(await sites(one, two), [{ kind: 'mkdocs', title: 'MkDocs', folder: 'one', evidence: 'one/mkdocs.yml' }]);
});

test('chapters in MDX are counted, and what is not read of them is said once: no fault, and no warning', async () => {
  const root = folderWith({
    'a.mdx': '# A\n\n[b](b.mdx)\n',
    'b.mdx': '# B\n\n<Card href="nowhere.md" />\n',
    'c.md': '# C\n',
    'out/d.mdx': '# D\n',
  });
  const { status, out, err } = await concord('check', root);
  assert.deepEqual([status, err], [0, '3 .mdx files are read without their JSX.\n']);
  assert.equal(out, 'No findings in 4 chapters.\n');
  const message = '3 .mdx files are read without their JSX.';
  assert.deepEqual(JSON.parse((await concord('check', root, '--format', 'json')).out).notices, [{ message, isGap: false, isLimit: true }]);
  assert.equal((await concord('check', root, '--format', 'github')).out, `::notice title=Concord::${message}\n`);
  const { invocations } = JSON.parse((await concord('check', root, '--format', 'sarif')).out).runs[0];
  assert.deepEqual(invocations, [
    { executionSuccessful: true, toolExecutionNotifications: [{ level: 'note', message: { text: message } }] },
  ]);
  const shown = standing(4, { findings: 0, hints: 0 }, { renderers: [], limits: [message], notices: [], kinds: [] });
  assert.deepEqual([shown.text, shown.tooltip], ['$(book) 4 chapters · 0 findings', `Concord: 4 chapters · 0 findings\n${message}`]);
  writeFileSync(`${root}/concord.json`, '{ "exclude": ["out", "b.mdx"] }');
  assert.equal((await concord('check', root)).err, '1 .mdx file is read without its JSX.\n');
});
