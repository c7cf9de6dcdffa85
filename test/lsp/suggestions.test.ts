import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testEditor } from './editor.ts';

test('the message of an open chapter says what was meant, once there is time to find out', { timeout: 30_000 }, async () => {
  const text = '# A\n\n[x](lofa.md) [y](none.md)\n';
  const editor = await testEditor({ files: { 'a.md': text, 'b.md': '[x](lofa.md)\n', 'sub/lofa.md': '# L\n', 'deep/loaf.md': '# L\n' } });
  try {
    await editor.ready();
    const plain = '“lofa.md” does not exist.';
    const told = `${plain} Did you mean “sub/lofa.md”?`;
    assert.deepEqual(
      editor.diagnostics('b.md').map(({ message }) => message),
      [plain],
      'a closed one is told without',
    );
    await editor.open('a.md', text);
    await editor.until('a.md', found => found[0]?.message === told);
    assert.equal(editor.diagnostics('a.md')[1]?.message, '“none.md” does not exist.');

    // While it is typed, what was said last stands.
    const before = editor.published.length;
    await editor.edit('a.md', '# A', '# A and more');
    await editor.edit('a.md', '[y](none.md)', '[y](none.md) [z](void.md)');
    await editor.until('a.md', found => found.length === 3);
    const since = editor.published.slice(before).filter(({ uri }) => uri === editor.uri('a.md'));
    assert(since.every(({ diagnostics }) => diagnostics[0]?.message === told));

    editor.write('lofa2.md', '# L\n');
    editor.remove('sub');
    await editor.tellChanged('sub');
    await editor.until('a.md', found => found[0]?.message === plain);
  } finally {
    await editor.dispose();
  }
});

test('a chapter that is closed and opened again at once says again what was meant', async () => {
  const text = '# A\n\n[x](lofa.md)\n';
  const editor = await testEditor({ files: { 'a.md': text, 'sub/lofa.md': '# L\n' } });
  try {
    await editor.ready();
    const plain = '“lofa.md” does not exist.';
    for (let i = 0; i < 3; i++) {
      await editor.open('a.md', text);
      await editor.settled();
      assert.equal(editor.diagnostics('a.md')[0]?.message, `${plain} Did you mean “sub/lofa.md”?`);
      await editor.closeDocument('a.md');
      await editor.until('a.md', ([found]) => found?.message === plain);
    }
  } finally {
    await editor.dispose();
  }
});
