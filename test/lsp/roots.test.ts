import assert from 'node:assert/strict';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

/** The rules of what was found, by file. */
const found = (editor: TestEditor, ...paths: string[]): unknown =>
  Object.fromEntries(paths.map(path => [path, editor.diagnostics(path).map(({ code }) => code)]));

const folders = (editor: TestEditor, added: readonly string[], removed: readonly string[]): Promise<void> => {
  const named = (paths: readonly string[]) => paths.map(path => ({ uri: editor.uri(path), name: path }));
  return editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: named(added), removed: named(removed) },
  });
};

const bakery = {
  'bakery/README.md': '# Bakery\n\n[ovens](ovens/README.md#deck)\n',
  'bakery/ovens/README.md': '# Ovens\n\n## Deck\n\n[gone](gone.md) [up](../README.md)\n',
};
const ovens = 'bakery/ovens/concord.json';

scenario('a knowledge base inside another one goes with it', { files: { ...bakery, [ovens]: '{}' }, folders: ['bakery'] }, async editor => {
  await editor.settled();
  assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': ['missing-file', 'outside-root'] });
  editor.write('yard/a.md', '# A\n');
  await folders(editor, ['yard'], ['bakery']);
  await editor.settled();
  assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': [] });
  assert.equal(editor.statuses.at(-1)!.chapters, 1);
});

scenario('what is still going on in a folder when it goes is told nobody', { files: bakery, folders: ['bakery'] }, async editor => {
  await editor.open('bakery/ovens/README.md', '# Ovens\n\n[x](#none)\n');
  await editor.settled();
  editor.write('yard/a.md', '# A\n');
  await editor.closeDocument('bakery/ovens/README.md');
  await folders(editor, ['yard'], ['bakery']);
  await editor.settled();
  assert.deepEqual(found(editor, 'bakery/README.md', 'bakery/ovens/README.md'), { 'bakery/README.md': [], 'bakery/ovens/README.md': [] });
});

scenario(
  'it stays where the editor has it open by itself',
  { files: { ...bakery, [ovens]: '{}' }, folders: ['bakery', 'bakery/ovens'] },
  async editor => {
    await editor.settled();
    await folders(editor, [], ['bakery']);
    await editor.settled();
    assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': ['missing-file', 'outside-root'] });
  },
);

scenario(
  'a folder becomes a knowledge base of its own by its configuration, and a part again without',
  { files: bakery, folders: ['bakery'] },
  async editor => {
    const said = async () => {
      await editor.settled();
      return found(editor, 'bakery/ovens/README.md');
    };
    assert.deepEqual(await said(), { 'bakery/ovens/README.md': ['missing-file'] });
    editor.write(ovens, '{ "rules": { "missing-file": "off" } }');
    await editor.tellChanged(ovens);
    assert.deepEqual(await said(), { 'bakery/ovens/README.md': ['outside-root'] });
    editor.remove(ovens);
    await editor.tellChanged(ovens);
    assert.deepEqual(await said(), { 'bakery/ovens/README.md': ['missing-file'] });
  },
);

scenario('a folder that comes with its configuration is told of as a folder', { files: bakery, folders: ['bakery'] }, async editor => {
  await editor.settled();
  editor.write(ovens, '{ "rules": { "missing-file": "off" } }');
  await editor.tellChanged('bakery/ovens');
  await editor.settled();
  assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': ['outside-root'] });
});

scenario(
  'what happens in a knowledge base matters to the one around it',
  { files: { ...bakery, [ovens]: '{}' }, folders: ['bakery'] },
  async editor => {
    await editor.settled();
    assert.deepEqual(found(editor, 'bakery/README.md'), { 'bakery/README.md': [] });
    editor.write('bakery/ovens/README.md', '# Ovens\n\n## Rack\n');
    await editor.tellChanged('bakery/ovens/README.md');
    await editor.settled();
    assert.deepEqual(found(editor, 'bakery/README.md'), { 'bakery/README.md': ['missing-anchor'] });
  },
);

scenario(
  'a chapter that moves to a knowledge base inside is to the one around it what is on the disk',
  { files: bakery, folders: ['bakery'] },
  async editor => {
    await editor.settled();
    await editor.open('bakery/ovens/README.md', '# Ovens\n\n## Deck\n');
    editor.write(ovens, '{}');
    await editor.tellChanged(ovens);
    await editor.settled();
    await editor.edit('bakery/ovens/README.md', 'Deck', 'Rack');
    editor.write('bakery/ovens/README.md', '# Ovens\n\n## Rack\n');
    await editor.tellChanged('bakery/ovens/README.md');
    await editor.settled();
    assert.deepEqual(found(editor, 'bakery/README.md', 'bakery/ovens/README.md'), {
      'bakery/README.md': ['missing-anchor'],
      'bakery/ovens/README.md': [],
    });
  },
);

scenario(
  'a folder of the editor inside another one is a part of it',
  { files: bakery, folders: ['bakery', 'bakery/ovens'] },
  async editor => {
    await editor.settled();
    assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': ['missing-file'] });
    assert.equal(editor.statuses.at(-1)!.chapters, 2);
    await folders(editor, [], ['bakery']);
    await editor.settled();
    assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': ['missing-file', 'outside-root'] });
  },
);

scenario('the folder itself is told of: all in it is looked at', { files: bakery, folders: ['bakery'] }, async editor => {
  await editor.settled();
  editor.write('bakery/ovens/gone.md', '# There\n');
  await editor.tellChanged('bakery');
  await editor.settled();
  assert.deepEqual(found(editor, 'bakery/ovens/README.md'), { 'bakery/ovens/README.md': [] });
});

scenario('what was meant is said of open chapters only', { files: { 'a.md': '# A\n\n[x](#parts)\n\n## Part\n' } }, async editor => {
  const said = async () => {
    await editor.settled();
    return editor.diagnostics('a.md').map(({ message }) => message);
  };
  const plain = await said();
  await editor.open('a.md', '# A\n\n[x](#parts)\n\n## Part\n');
  assert.match((await said()).join(), /Did you mean “#part”\?/);
  await editor.closeDocument('a.md');
  assert.deepEqual(await said(), plain);
});
