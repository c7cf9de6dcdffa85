import assert from 'node:assert/strict';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

type Moved = readonly (readonly [from: string, to: string])[];

const filesOf = (editor: TestEditor, moves: Moved) => ({
  files: moves.map(([from, to]) => ({ oldUri: editor.uri(from), newUri: editor.uri(to) })),
});

const asked = (editor: TestEditor, ...moves: Moved) =>
  editor.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', filesOf(editor, moves));

/** `path:line:character text` of each change, and what is renamed. */
function told(editor: TestEditor, edit: WorkspaceEdit | null): string[] | null {
  const nameOf = (uri: string) => decodeURIComponent(uri).slice(decodeURIComponent(editor.uri('')).replace(/\/*$/, '/').length);
  if (edit === null) return null;
  return (edit.documentChanges ?? []).flatMap(change => {
    if ('edits' in change)
      return (change as TextDocumentEdit).edits.map(one => {
        const { range, newText } = one as TextEdit;
        return `${nameOf(change.textDocument.uri)}:${range.start.line}:${range.start.character} ${newText}`;
      });
    return change.kind === 'rename' ? [`${nameOf(change.oldUri)} → ${nameOf(change.newUri)}`] : [];
  });
}

const files = { 'a.md': '# A\n\n[b](b.md#b)\n', 'b.md': '# B\n\n[a](a.md)\n', 'part/c.md': '[b](../b.md)\n' };

scenario('what follows a move is answered before it is made, from the texts that are open', { files }, async editor => {
  await editor.open('a.md', '# A\n\nNew [b](b.md)\n');
  assert.deepEqual(told(editor, await asked(editor, ['b.md', 'part/b.md'])), [
    'a.md:2:8 part/b.md',
    'b.md:2:4 ../a.md',
    'part/c.md:0:4 b.md',
  ]);
  assert.deepEqual(told(editor, await asked(editor, ['part', 'piece'])), null);
  assert.deepEqual(told(editor, await asked(editor, ['b.md', 'a.md'])), null);
  assert.deepEqual(told(editor, await asked(editor, ['b.md', '../b.md'])), null);
  assert.deepEqual(told(editor, await asked(editor, ['a.md', 'x.md'], ['b.md', 'y.md'])), [
    'a.md:2:8 y.md',
    'b.md:2:4 x.md',
    'part/c.md:0:4 ../y.md',
  ]);
});

scenario('nothing follows where the writer does not want it', { files, settings: { 'concord.moves.update': 'never' } }, async editor => {
  assert.equal(await asked(editor, ['b.md', 'c.md']), null);
});

scenario('many changes are shown first', { files, settings: { 'concord.moves.previewAbove': 1 } }, async editor => {
  const edit = await asked(editor, ['b.md', 'c.md']);
  assert(Object.values(edit?.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation));
});

scenario('a move that has been made is known at once, and can be taken back', { files }, async editor => {
  const before = readFileSync(join(editor.root, 'part/c.md'), 'utf8');
  const edit = await asked(editor, ['b.md', 'part/b.md']);
  assert.equal(edit?.documentChanges?.length, 3);
  editor.write('a.md', '# A\n\n[b](part/b.md#b)\n');
  editor.write('b.md', '# B\n\n[a](../a.md)\n');
  editor.write('part/c.md', '[b](b.md)\n');
  renameSync(join(editor.root, 'b.md'), join(editor.root, 'part/b.md'));
  editor.answer = ([title]) => title;
  const undone = new Promise<WorkspaceEdit>(resolve => {
    editor.connection.onRequest('workspace/applyEdit', ({ edit: made }: { edit: WorkspaceEdit }) => {
      resolve(made);
      return { applied: true };
    });
  });
  await editor.connection.sendNotification('workspace/didRenameFiles', filesOf(editor, [['b.md', 'part/b.md']]));
  assert.deepEqual(told(editor, await undone), ['a.md:2:4 b.md', 'part/b.md:2:4 a.md', 'part/c.md:0:4 ../b.md', 'part/b.md → b.md']);
  assert.deepEqual(editor.said, ['3 links in 3 files followed the move.']);
  assert.equal(before, '[b](../b.md)\n');
  await editor.tellChanged('a.md', 'part/c.md');
  await editor.settled();
  assert.deepEqual(editor.diagnostics('part/c.md'), []);
});
