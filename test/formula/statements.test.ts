import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-protocol';
import { testEditor } from '../lsp/editor.ts';

const chapter = `# 题

**定义**（收敛）：对于系统 $A$，收敛定义为……

> **定理 1.2（唯一性）** 若 $x$，则 $y$。

**证明**：显然。∎

**Theorem 3.** All is well.

**Theory** is no theorem, nor is **定理** in the middle.

- **证明要点**：一
`;

test('definitions, theorems and proofs are in the outline', { timeout: 60_000 }, async () => {
  const editor = await testEditor({ files: { 'a.md': chapter } });
  try {
    await editor.ready();
    await editor.open('a.md', chapter);
    const symbols = (await editor.request('textDocument/documentSymbol', 'a.md')) as DocumentSymbol[];
    assert.deepEqual(
      symbols.map(({ name, range, selectionRange }) => [name, range.start.line + 1, selectionRange.start.character]),
      [
        ['定义（收敛）', 3, 0],
        ['定理 1.2（唯一性）', 5, 2],
        ['证明', 7, 0],
        ['Theorem 3.', 9, 0],
        ['证明要点', 13, 2],
      ],
    );
  } finally {
    await editor.dispose();
  }
});
