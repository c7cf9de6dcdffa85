import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hover, Location, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { testEditor } from './editor.ts';

const observatory = '<h1 align="center">\n  Observatory <b>North</b>\n</h1>\n\nAbove the fog.\n\n<h2>Dome</h2>\n\n## Dome\n\nIt turns.\n';

test('a heading in HTML is the title of its chapter, is led to, and is left to its writer when others are renamed', async () => {
  const editor = await testEditor({ files: { 'a.md': observatory } });
  try {
    const text = '[whole](a.md) [north](a.md#--observatory-north) [dome](a.md#dome) [turning](a.md#dome-1)\n';
    await editor.open('b.md', text);
    await editor.ready();
    assert.deepEqual(editor.diagnostics('b.md'), []);
    const at = (what: string) => ({ position: editor.position('b.md', what) });
    const hover = (await editor.request('textDocument/hover', 'b.md', at('a.md)'))) as Hover;
    assert.match((hover.contents as { value: string }).value, /^\*\*Observatory North\*\*\n\nAbove the fog\./);
    const lines = async (what: string) =>
      ((await editor.request('textDocument/definition', 'b.md', at(what))) as Location[]).map(({ range }) => range.start.line);
    assert.deepEqual([await lines('a.md#--'), await lines('a.md#dome)'), await lines('a.md#dome-1')], [[0], [6], [8]]);
    await assert.rejects(editor.request('textDocument/prepareRename', 'b.md', at('dome)')), /HTML/);
    await editor.open('a.md', observatory);
    await assert.rejects(editor.request('textDocument/prepareRename', 'a.md', { position: { line: 6, character: 5 } }), /HTML/);
    const edit = (await editor.request('textDocument/rename', 'a.md', {
      position: { line: 8, character: 4 },
      newName: 'Cupola',
    })) as WorkspaceEdit;
    assert.deepEqual(
      JSON.stringify(edit)
        .match(/"newText":"[^"]*"/g)
        ?.sort(),
      ['"newText":"Cupola"', '"newText":"cupola"'],
    );
  } finally {
    await editor.dispose();
  }
});
