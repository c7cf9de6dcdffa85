import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { editedFiles } from '../lsp/editedFiles.ts';
import { testEditor } from '../lsp/editor.ts';
import { type ReshapeCase, reshapeCases } from './cases.ts';

/**
 * What is done: the kind of the action behind `refactor.`, a path, and a piece of its text with `¦` where the cursor is, one a line. Then, as far as it matters: `> ` and what is chosen, `! ` and why it cannot be, `< ` and a piece with the
 * cursor where *Inline Chapter* then gives back all files as they were.
 */
function asked({ sections }: ReshapeCase) {
  const [kind = '', path = '', piece = '', ...told] = sections.get('do')!.trimEnd().split('\n');
  const said = (mark: string) => told.find(line => line.startsWith(mark))?.slice(mark.length);
  return { kind, path, piece, chosen: said('> '), refused: said('! '), back: said('< ') };
}

function cursorIn(text: string, piece: string) {
  const at = text.indexOf(piece.replace('¦', ''));
  assert(at >= 0, `“${piece}” is there`);
  const before = text.slice(0, at + piece.indexOf('¦'));
  return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
}

/** The files after an action; nothing where it is not offered. */
async function after(files: ReadonlyMap<string, string>, { kind, path, piece, chosen, refused }: Omit<ReturnType<typeof asked>, 'back'>) {
  const editor = await testEditor({ files: Object.fromEntries(files), understands: ['concord/status'] });
  try {
    await editor.open(path, files.get(path)!);
    await editor.ready();
    const at = cursorIn(files.get(path)!, piece);
    const params = { range: { start: at, end: at }, context: { diagnostics: [], only: ['refactor'] } };
    const actions = (await editor.request('textDocument/codeAction', path, params)) as CodeAction[];
    const action = actions.find(one => one.kind === `refactor.${kind}`);
    if (action === undefined) return undefined;
    editor.answer = titles => titles.find(title => title === chosen || title === 'Make the change');
    const edit = await editor.change(action.command!.command, ...action.command!.arguments!);
    if (refused !== undefined) assert(editor.said.includes(refused), editor.said.join('\n'));
    return editedFiles(files, edit, editor);
  } finally {
    await editor.dispose();
  }
}

const sorted = (files: ReadonlyMap<string, string>) => Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));

function expected({ files, after: changed }: ReshapeCase): Map<string, string> {
  const all = new Map<string, string>([...files, ...changed]);
  for (const [path, text] of changed) if (text === '') all.delete(path);
  return all;
}

describe('what becomes of sections and chapters', () => {
  for (const one of reshapeCases(readFileSync('test/reshape/restructures.kb', 'utf8'))) {
    it(one.title, async () => {
      const { back, ...what } = asked(one);
      const now = await after(one.files, what);
      assert.deepEqual(now && sorted(now), what.refused === undefined && one.after.size === 0 ? undefined : sorted(expected(one)));
      if (back === undefined) return;
      const again = await after(now!, { ...what, kind: 'inline.chapter', piece: back });
      assert.deepEqual(again && sorted(again), sorted(one.files));
    });
  }
});
