import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, CompletionList, TextEdit } from 'vscode-languageserver-protocol';
import { testEditor } from '../lsp/editor.ts';

const chapter =
  'a $\\al$ and \\al b\n\n$$\n\\frac{\\be}{2}\n\\newcommand{\\half}{\\frac12}\n$$\n\nopen $x + \\ga\n\n```text\nE = mc²\n```\n\n其中 V(t) = V₀·e^{αt} 为价值。\n';

test('commands are completed in formulas only, and plain text is written as TeX', { timeout: 60_000 }, async () => {
  const editor = await testEditor({ files: { 'a.md': chapter } });
  try {
    await editor.ready();
    await editor.open('a.md', chapter);
    const offered = async (text: string) => {
      const position = editor.position('a.md', text);
      const answer = (await editor.request('textDocument/completion', 'a.md', {
        position: { ...position, character: position.character + 3 },
      })) as CompletionList | null;
      return answer?.items ?? [];
    };
    const labelled = async (text: string, label: string) => (await offered(text)).find(item => item.label === label);
    assert.deepEqual((await labelled('\\al$', '\\alpha'))?.detail, 'α');
    assert.deepEqual((await labelled('\\al$', '\\alpha'))?.textEdit, {
      range: { start: { line: 0, character: 3 }, end: { line: 0, character: 6 } },
      newText: '\\alpha',
    });
    assert.equal((await labelled('\\be', '\\frac'))?.detail, '\\frac{…}{…}');
    assert.equal((await labelled('\\be', '\\half'))?.detail, '\\frac12');
    assert.equal((await labelled('\\ga', '\\gamma'))?.detail, 'γ');
    assert.deepEqual(await offered('\\al b'), []);

    const written = async (text: string) => {
      const start = editor.position('a.md', text);
      const actions = (await editor.request('textDocument/codeAction', 'a.md', {
        range: { start, end: start },
        context: { diagnostics: [], only: ['refactor'] },
      })) as CodeAction[];
      return actions.map(({ title, edit }) => [
        title,
        ...(edit?.documentChanges ?? []).flatMap(change =>
          'edits' in change ? (change.edits as TextEdit[]).map(({ newText }) => newText) : [],
        ),
      ]);
    };
    assert.deepEqual(await written('E = mc'), [['Write as a “math” block', '```math\nE = mc^2\n```']]);
    assert.deepEqual(await written('V(t) ='), [['Write as a formula', '$V(t) = V_0 \\cdot e^{\\alpha t}$']]);
    assert.deepEqual(await written('a $'), []);
  } finally {
    await editor.dispose();
  }
});
