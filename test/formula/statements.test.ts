import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver-protocol';
import { testEditor } from '../lsp/editor.ts';

const chapter = `**证明**：先说。

# 题

**定义**（收敛）：对于系统 $A$，收敛定义为……

> **定理 1.2（唯一性）** 若 $x$，则 $y$。

## 一、节

**证明**：显然。∎

###

**Theorem 3.** All is well.

**Theory** is no theorem, nor is **定理** in the middle.

> ## 引文里的标题

- **证明要点**：一

## 二、节
`;

test('definitions, theorems and proofs stand in the outline inside their headings, where the editor has no outline of its own', {
  timeout: 60_000,
}, async () => {
  const editor = await testEditor({ files: { 'a.md': chapter } });
  try {
    await editor.ready();
    await editor.open('a.md', chapter);
    const symbols = (await editor.request('textDocument/documentSymbol', 'a.md')) as DocumentSymbol[];
    const shown = (list: readonly DocumentSymbol[], indent = ''): string[] =>
      list.flatMap(({ name, range: { start, end }, selectionRange, children = [] }) => [
        `${indent}${name} ${start.line + 1}-${end.line + 1}:${end.character} ${selectionRange.start.line + 1}:${selectionRange.start.character}`,
        ...shown(children, `${indent}  `),
      ]);
    assert.deepEqual(shown(symbols), [
      '证明 1-1:10 1:0',
      '题 3-23:6 3:2',
      '  定义（收敛） 5-5:27 5:0',
      '  定理 1.2（唯一性） 7-7:30 7:2',
      '  一、节 9-21:12 9:3',
      '    证明 11-11:11 11:0',
      '    ### 13-21:12 13:3',
      '      Theorem 3. 15-15:27 15:0',
      '      证明要点 21-21:12 21:2',
      '  二、节 23-23:6 23:3',
    ]);
  } finally {
    await editor.dispose();
  }
});

test('in VS Code, which has an outline, they are found by a search of the whole knowledge base', { timeout: 60_000 }, async () => {
  const editor = await testEditor({ files: { 'a.md': chapter }, initializationOptions: { theme: 'light' } });
  try {
    await editor.ready();
    await editor.open('a.md', chapter);
    assert.equal(await editor.request('textDocument/documentSymbol', 'a.md'), null);
    const search = async (query: string) =>
      ((await editor.connection.sendRequest<SymbolInformation[] | null>('workspace/symbol', { query })) ?? []).map(
        ({ name, containerName, location }) => `${name} ${containerName}:${location.range.start.line + 1}`,
      );
    assert.deepEqual(await search('定理 唯一'), ['定理 1.2（唯一性） a.md:7']);
    assert.deepEqual(await search('证明'), ['证明 a.md:1', '证明 a.md:11', '证明要点 a.md:21']);
  } finally {
    await editor.dispose();
  }
});
