import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Range, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { editedFiles } from '../lsp/editedFiles.ts';
import { type TestEditor, testEditor } from '../lsp/editor.ts';
import { type ReshapeCase, reshapeCases } from './cases.ts';

/**
 * What is renamed: a path, a piece of its text with `¦` where the cursor is, and the new name, one a line. Then, as far as it matters: `= ` and the name that the editor shows before, `! ` and why it cannot be, `→ ` and where a
 * file lies after.
 */
function asked({ sections }: ReshapeCase) {
  const [path = '', piece = '', newName = '', ...told] = sections.get('rename')!.trimEnd().split('\n');
  const said = (mark: string) => told.find(line => line.startsWith(mark))?.slice(mark.length);
  return { path, piece, newName, shown: said('= '), refused: said('! '), moved: said('→ ') };
}

/** The position of the cursor in a piece of a text. */
function cursorIn(text: string, piece: string) {
  const at = text.indexOf(piece.replace('¦', ''));
  assert(at >= 0, `“${piece}” is there`);
  const before = text.slice(0, at + piece.indexOf('¦'));
  return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
}

async function checked(one: ReshapeCase, editor: TestEditor): Promise<void> {
  const { path, piece, newName, shown, refused, moved } = asked(one);
  await editor.open(path, one.files.get(path as never)!);
  await editor.ready();
  const position = cursorIn(one.files.get(path as never)!, piece);
  const prepared = () => editor.request('textDocument/prepareRename', path, { position }) as Promise<{ range: Range; placeholder: string }>;
  const rename = () => editor.request('textDocument/rename', path, { position, newName }) as Promise<WorkspaceEdit>;
  if (refused !== undefined) {
    const message = (error: Error) => error.message === refused || assert.fail(error.message);
    if (newName === '') await assert.rejects(prepared(), message);
    await assert.rejects(rename(), message);
    return;
  }
  const { range, placeholder } = await prepared();
  if (shown !== undefined) assert.equal(placeholder, shown);
  assert(range.start.line <= position.line && position.line <= range.end.line);
  const expected = new Map([...one.files].map(([file, text]) => [file as string, one.after.get(file) ?? text]));
  if (moved !== undefined) {
    const [from = '', to = ''] = moved.split(' → ');
    const inside = (file: string) => file === from || file.startsWith(`${from}/`);
    for (const [file, text] of [...expected].filter(([file]) => inside(file))) {
      expected.delete(file);
      expected.set(to + file.slice(from.length), text);
    }
  }
  assert.deepEqual(sorted(editedFiles(one.files, await rename(), editor)), sorted(expected));
}

const sorted = (files: ReadonlyMap<string, string>) => Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('what follows another name', () => {
  for (const one of reshapeCases(readFileSync('test/reshape/renames.kb', 'utf8'))) {
    it(one.title, async () => {
      const editor = await testEditor({ files: Object.fromEntries(one.files) });
      try {
        await checked(one, editor);
      } finally {
        await editor.dispose();
      }
    });
  }
});
