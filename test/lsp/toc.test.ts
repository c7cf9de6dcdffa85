import assert from 'node:assert/strict';
import type { CodeAction, CodeLens, SymbolInformation, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

const stale = '# 桥\n\n## 一、概述\n\n文。\n\n## 二、目录\n\n- [桥](#桥)\n  - [一、概述](#一概述)\n  - [二、目录](#二目录)\n\n## 三、拱\n';
const fresh = stale.replace('(#二目录)\n', '(#二目录)\n  - [三、拱](#三拱)\n');

const edits = (change: WorkspaceEdit | null, uri: string): TextEdit[] =>
  (change?.documentChanges ?? []).flatMap(one => ('edits' in one && one.textDocument.uri === uri ? (one.edits as TextEdit[]) : []));

const after = (text: string, changes: TextEdit[]) =>
  TextDocument.applyEdits(TextDocument.create('file:///x.md', 'markdown', 1, text), changes);

const initializationOptions = { theme: 'light' };

scenario('the lens above a table says whether it is up to date', { files: { 'a.md': stale }, initializationOptions }, async editor => {
  await editor.ready();
  await editor.open('a.md', stale);
  const [before] = (await editor.request('textDocument/codeLens', 'a.md')) as CodeLens[];
  assert.equal(before?.command?.title, 'Table of contents: 1 missing – update');
  assert.equal(before?.range.start.line, 6);
  const change = await editor.change(before!.command!.command, ...before!.command!.arguments!);
  assert.equal(after(stale, edits(change, editor.uri('a.md'))), fresh);
  await editor.edit('a.md', '(#二目录)\n', '(#二目录)\n  - [三、拱](#三拱)\n');
  const [now] = (await editor.request('textDocument/codeLens', 'a.md')) as CodeLens[];
  assert.deepEqual(now?.command, { title: 'Table of contents: up to date', command: '' });
  assert.equal(await editor.change('concord.updateToc', editor.uri('a.md')), null);
  assert.equal(editor.said.at(-1), 'The table of contents is up to date.');
});

const doubled = '# 桥\n\n## 目录\n\n- [拱](#拱)\n- [梁](#梁)\n- [拱](#拱)\n\n## 拱\n\n$\\R$ 与 $x$\n\n## 梁\n\n$\\R^n$\n\n## 索\n';

scenario(
  'what mends a table is offered on its heading, its wrong entries and the headings it lacks, and nowhere else; what silences it, where it is told',
  { files: { 'a.md': doubled }, initializationOptions },
  async editor => {
    await editor.ready();
    await editor.open('a.md', doubled);
    const titlesAt = async (line: number, character: number): Promise<string[]> => {
      const range = { start: { line, character }, end: { line, character } };
      const actions = (await editor.request('textDocument/codeAction', 'a.md', { range, context: { diagnostics: [] } })) as CodeAction[];
      return actions.filter(({ kind }) => kind === 'quickfix').map(({ title }) => title);
    };
    const mends = 'Update the table of contents';
    const everywhere = 'Fix all “stale-toc” findings in the knowledge base…';
    for (const line of [2, 16]) assert.deepEqual(await titlesAt(line, 4), [mends, everywhere], String(line));
    const told = await titlesAt(6, 4);
    assert.ok(told.includes(mends) && told.some(title => title.includes('Suppress')), told.join());
    for (const line of [0, 5, 8]) assert.ok(!(await titlesAt(line, 4)).includes(mends), String(line));
    for (const line of [10, 14]) assert.ok((await titlesAt(line, 2)).includes('Change to “\\mathbb{R}”'), String(line));
    const [lens] = (await editor.request('textDocument/codeLens', 'a.md')) as CodeLens[];
    assert.equal(lens?.command?.title, 'Table of contents: 1 missing, 1 listed twice – update');
  },
);

scenario(
  'all stale tables are one change that is shown first',
  { files: { 'a.md': stale, 'b.md': stale, 'c.md': fresh } },
  async editor => {
    await editor.ready();
    const change = await editor.change('concord.updateAllTocs');
    assert.equal(after(stale, edits(change, editor.uri('b.md'))), fresh);
    assert.deepEqual(edits(change, editor.uri('c.md')), []);
    assert.ok(Object.values(change?.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation));
  },
);

scenario(
  'a new table is like those of the other chapters, behind the overview',
  { files: { 'a.md': fresh, 'b.md': fresh }, initializationOptions },
  async editor => {
    await editor.ready();
    const text = '# 梁\n\n## 概述\n\n文。\n\n## 推力\n\n### 甲\n';
    await editor.open('n.md', text);
    const change = await editor.change('concord.insertToc', editor.uri('n.md'));
    const expected =
      '# 梁\n\n## 概述\n\n文。\n\n## 目录\n\n- [梁](#梁)\n  - [概述](#概述)\n  - [目录](#目录)\n  - [推力](#推力)\n    - [甲](#甲)\n\n## 推力\n\n### 甲\n';
    assert.equal(after(text, edits(change, editor.uri('n.md'))), expected);
    await editor.edit('n.md', text, expected);
    assert.equal(await editor.change('concord.insertToc', editor.uri('n.md')), null);
    assert.equal(editor.said.at(-1), 'This chapter has a table of contents already, and it is up to date.');
    assert.equal(((await editor.request('textDocument/codeLens', 'n.md')) as CodeLens[])[0]?.command?.command, '');
  },
);

const saving = (editor: TestEditor, path: string) =>
  editor.connection.sendRequest<TextEdit[] | null>('textDocument/willSaveWaitUntil', {
    textDocument: { uri: editor.uri(path) },
    reason: 1,
  });

scenario('saving changes nothing unless the writer wants it', { files: { 'a.md': stale } }, async editor => {
  await editor.ready();
  await editor.open('a.md', stale);
  assert.deepEqual(await saving(editor, 'a.md'), []);
});

scenario(
  'saving updates just the chapter that is saved',
  { files: { 'a.md': stale, 'b.md': stale }, settings: { 'concord.toc.updateOnSave': true } },
  async editor => {
    await editor.ready();
    await editor.open('a.md', stale);
    await editor.open('b.md', `${stale}\n## 四、梁\n`);
    const [a, b] = await Promise.all([saving(editor, 'a.md'), saving(editor, 'b.md')]);
    assert.equal(after(stale, a ?? []), fresh);
    assert.equal(after(`${stale}\n## 四、梁\n`, b ?? []), `${fresh.replace('(#三拱)\n', '(#三拱)\n  - [四、梁](#四梁)\n')}\n## 四、梁\n`);
  },
);

const symbols = async (editor: TestEditor, query: string) =>
  ((await editor.connection.sendRequest<SymbolInformation[] | null>('workspace/symbol', { query })) ?? []).map(
    ({ name, containerName }) => `${containerName}: ${name}`,
  );

const chapters = { '01/03.2.1-拱.md': '# 03.2.1-拱\n## 三、推力\n### 3.1 Arch thrust\n', 'b.md': '# 推力\n## Ｔｈｒｕｓｔ\n' };

scenario('headings of all chapters are found by number, Chinese and parts of words, best first', { files: chapters }, async editor => {
  await editor.ready();
  assert.deepEqual(await symbols(editor, '推力'), ['b.md: 推力', '01/03.2.1-拱.md: 三、推力']);
  assert.deepEqual(await symbols(editor, '3.1'), ['01/03.2.1-拱.md: 3.1 Arch thrust']);
  assert.deepEqual(await symbols(editor, 'thrust arch'), ['01/03.2.1-拱.md: 3.1 Arch thrust']);
  assert.deepEqual(await symbols(editor, 'thrust'), ['b.md: Ｔｈｒｕｓｔ', '01/03.2.1-拱.md: 3.1 Arch thrust']);
  assert.equal((await symbols(editor, '')).length, 5);
  assert.deepEqual(await symbols(editor, '索'), []);
});

scenario(
  'in VS Code, only those that it does not find by itself',
  { files: chapters, initializationOptions: { theme: 'light' } },
  async editor => {
    await editor.ready();
    assert.deepEqual(await symbols(editor, 'thrust'), ['b.md: Ｔｈｒｕｓｔ']);
    assert.deepEqual(await symbols(editor, 'thrust arch'), ['01/03.2.1-拱.md: 3.1 Arch thrust']);
  },
);

scenario(
  'renumbering that changes other chapters is shown first',
  { files: { 'a.md': '## 一、甲\n## 一、乙\n', 'b.md': '[乙](a.md#一乙)\n' } },
  async editor => {
    await editor.ready();
    await editor.open('a.md', '## 一、甲\n## 一、乙\n');
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } };
    const actions = (await editor.request('textDocument/codeAction', 'a.md', { range, context: { diagnostics: [] } })) as CodeAction[];
    const edit = actions.find(({ title }) => title.startsWith('Renumber'))?.edit ?? null;
    assert.equal(after('[乙](a.md#一乙)\n', edits(edit, editor.uri('b.md'))), '[乙](a.md#二乙)\n');
    assert.ok(Object.values(edit?.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation));
  },
);
