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

scenario(
  'of more findings than an editor shows, the most severe ones are told, and how many others there are',
  { files: { 'a.md': `# A\n\n${'[x]()\n'.repeat(1200)}\n${'[x](no.md)\n'.repeat(30)}` } },
  async editor => {
    await editor.ready();
    const told = editor.diagnostics('a.md');
    assert.equal(told.length, 1000);
    // Errors first, however far down they are; and the order stays that of the text.
    const of = (code: string) => told.filter(found => found.code === code);
    assert.equal(of('missing-file').length, 30);
    assert.equal(of('empty-link').length, 969);
    assert.deepEqual(
      of('empty-link').map(({ range }) => range.start.line),
      Array.from({ length: 969 }, (_, i) => i + 2),
    );
    const rest = told.at(-1)!;
    assert.deepEqual([rest.code, rest.severity, rest.range.start.line], [undefined, 3, 971]);
    assert.match(rest.message, /^231 more findings of this chapter are not shown, only the 999 most severe ones\./);
    // All are counted, and what is not shown can be repaired.
    assert.deepEqual([editor.statuses.at(-1)!.findings, editor.statuses.at(-1)!.hints], [1230, 0]);
    const range = { start: { line: 1100, character: 1 }, end: { line: 1100, character: 1 } };
    const actions = (await editor.request('textDocument/codeAction', 'a.md', { range, context: { diagnostics: [] } })) as {
      title: string;
    }[];
    assert(actions.some(({ title }) => title === 'Remove the link and keep its text'));
  },
);
