import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './scenario.ts';

const files = { 'README.md': '# Yard\n\n[tools](tools.md) [saw](tools.md/saw.md#teeth)\n', 'tools.md': '# Tools\n\n[gone](gone.md)\n' };

scenario('a chapter is open whose file becomes a folder: both are there until it is closed', { files }, async editor => {
  await editor.open('tools.md', files['tools.md']);
  await editor.settled();
  editor.remove('tools.md');
  mkdirSync(join(editor.root, 'tools.md'));
  editor.write('tools.md/saw.md', '# Saw\n\n## Teeth\n');
  await editor.tellChanged('tools.md');
  await editor.edit('tools.md', '# Tools', '# All tools');
  await editor.settled();
  const codes = (path: string) => editor.diagnostics(path).map(({ code }) => code);
  assert.deepEqual([codes('README.md'), codes('tools.md')], [[], ['missing-file']]);
  await editor.closeDocument('tools.md');
  await editor.settled();
  assert.deepEqual([codes('README.md'), codes('tools.md')], [[], []]);
});

scenario(
  'a folder goes whose name an open chapter has',
  { files: { 'README.md': files['README.md'], 'tools.md/saw.md': '# Saw\n\n## Teeth\n' } },
  async editor => {
    await editor.open('tools.md', '# Tools\n');
    await editor.settled();
    assert.deepEqual(editor.diagnostics('README.md'), []);
    editor.remove('tools.md');
    await editor.tellChanged('tools.md');
    await editor.settled();
    assert.deepEqual(
      editor.diagnostics('README.md').map(({ code }) => code),
      ['missing-file'],
    );
  },
);

scenario('a line end that an edit puts together is one', { files: { 'a.md': '' } }, async editor => {
  await editor.open('a.md', '# A\n\n[x](#a)\n');
  const uri = editor.uri('a.md');
  const at = (line: number, character: number) => ({ line, character });
  const change = (version: number, start: object, end: object, text: string) =>
    editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end }, text }],
    });
  await change(2, at(0, 3), at(0, 3), '\r');
  await change(3, at(1, 0), at(1, 0), '\r');
  await change(4, at(2, 5), at(2, 6), 'b');
  await editor.settled();
  const [found] = editor.diagnostics('a.md');
  assert.deepEqual([found?.code, found?.range], ['missing-anchor', { start: at(2, 4), end: at(2, 6) }]);
});

scenario(
  'whether a chapter that is kept out can be read is not asked',
  { files: { '.gitignore': 'out/\n', 'out/a.md': '# A\n' } },
  async editor => {
    await editor.settled();
    await editor.open('out/a.md', '# A\n');
    editor.write('out/a.md', Buffer.from('# \u00e9\n', 'latin1'));
    await editor.tellChanged('out/a.md');
    await editor.settled();
    assert.deepEqual(editor.diagnostics('out/a.md'), []);
  },
);

for (const open of [false, true])
  scenario(
    `a folder that is kept out comes and goes, and only a file in it is told of${open ? '; a chapter of it is open' : ''}`,
    { files: { '.gitignore': 'out/\n', 'a.md': '# A\n\n[x](out/b/c.md)\n' } },
    async editor => {
      const found = async () => {
        await editor.tellChanged('out/b/c.md');
        await editor.settled();
        return editor.diagnostics('a.md').map(({ code }) => code);
      };
      if (open) await editor.open('out/d.md', '# D\n');
      assert.deepEqual(await found(), ['missing-file']);
      editor.write('out/b/c.md', '# C\n');
      assert.deepEqual(await found(), []);
      editor.remove('out');
      assert.deepEqual(await found(), ['missing-file']);
    },
  );
