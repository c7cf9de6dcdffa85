import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { scenario } from './scenario.ts';

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const loaf = '# Loaf\n\n[x](no.md) [y](a b.md) [z](#no)\n';

scenario(
  'what the editor validates itself is taken back from a chapter as it is opened, and told again once it is closed',
  { files: { 'a.md': loaf, 'b.md': '# B\n' }, initializationOptions: { builtInValidation: true } },
  async editor => {
    await editor.ready();
    assert.deepEqual(codes(editor.diagnostics('a.md')), ['missing-file', 'malformed-link', 'missing-anchor']);
    await editor.open('a.md', loaf);
    assert.deepEqual(codes(await editor.until('a.md', found => found.length < 3)), ['malformed-link']);
    await editor.closeDocument('a.md');
    await editor.until('a.md', found => found.length === 3);
  },
);

scenario('findings are not told anew of a chapter that is opened', { files: { 'a.md': loaf } }, async editor => {
  await editor.ready();
  const told = editor.published.length;
  await editor.open('a.md', loaf);
  await editor.connection.sendRequest('workspace/symbol', { query: '' });
  // The same findings are not told twice.
  assert.equal(editor.published.length, told);
});

scenario(
  'an editor that writes a URI in another way is told of a chapter under one URI at a time',
  { files: { '甲.md': loaf } },
  async editor => {
    await editor.ready();
    const [ours, theirs] = [editor.uri('甲.md'), decodeURIComponent(editor.uri('甲.md'))];
    const shown = () => {
      const last = new Map(editor.published.map(({ uri, diagnostics }) => [uri, diagnostics.length]));
      return [last.get(ours) ?? 0, last.get(theirs) ?? 0];
    };
    const textDocument = { uri: theirs, languageId: 'markdown', version: 1, text: loaf };
    await editor.connection.sendNotification('textDocument/didOpen', { textDocument });
    await editor.until('甲.md', found => found.length === 0);
    await editor.connection.sendRequest('workspace/symbol', { query: '' });
    assert.deepEqual(shown(), [0, 3]);
    await editor.connection.sendNotification('textDocument/didClose', { textDocument });
    await editor.until('甲.md', found => found.length === 3);
    assert.deepEqual(shown(), [3, 0]);
  },
);
