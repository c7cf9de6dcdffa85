import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { type Setting, type TestEditor, testEditor } from '../lsp/editor.ts';
import { formulaWorker } from './bundle.ts';

let formulaScript = '';
before(async () => {
  formulaScript = await formulaWorker();
});
after(() => rmSync(formulaScript, { force: true }));

/** A test over one open chapter, `a.md`. */
function scenario(name: string, text: string, body: (editor: TestEditor) => Promise<void>, setting: Setting = {}): void {
  test(name, { timeout: 30_000 }, async () => {
    const editor = await testEditor({ ...setting, files: { ...setting.files, 'a.md': text }, formulaScript });
    try {
      await editor.ready();
      await editor.open('a.md', text);
      await body(editor);
    } finally {
      await editor.dispose();
    }
  });
}

async function hoverOn(
  editor: TestEditor,
  text: string,
): Promise<{ markdown: string; svg: string | undefined; range: Hover['range'] } | undefined> {
  const hover = (await editor.request('textDocument/hover', 'a.md', { position: editor.position('a.md', text) })) as Hover | null;
  if (hover === null) return undefined;
  const markdown = (hover.contents as MarkupContent).value;
  const data = /data:image\/svg\+xml;base64,([^)|]+)/.exec(markdown)?.[1];
  return {
    markdown: markdown.replace(/\(data:[^)]+\)/, '(…)'),
    svg: data && Buffer.from(data, 'base64').toString('utf8'),
    range: hover.range,
  };
}

const chapter = `# 题

Text $a+b$ and money $5→$6.

$$
\\begin{aligned}
x &= y
\\end{aligned}
$$

\`\`\`math
\\text{模型} = 1
\`\`\`

> $$
> q \\ne
> r
> $$

| a | b |
| --- | --- |
| $P(x\\|y)$ | $\\frac{1$ |
`;

scenario('every kind of formula is shown as a picture with its source', chapter, async editor => {
  const inline = await hoverOn(editor, 'a+b');
  assert.equal(inline?.markdown, '![Formula](…)\n\n```latex\na+b\n```');
  assert.deepEqual(inline.range, { start: { line: 2, character: 5 }, end: { line: 2, character: 10 } });
  assert.match(
    (await hoverOn(editor, 'x &= y'))?.markdown ?? '',
    /^!\[Formula\]\(…\)\n\n```latex\n\\begin\{aligned\}\nx &= y\n\\end\{aligned\}\n```$/,
  );
  assert.match((await hoverOn(editor, '模型'))?.svg ?? '', /模/);
  assert.match((await hoverOn(editor, 'q \\ne'))?.markdown ?? '', /```latex\nq \\ne\nr\n```$/);
  assert.match((await hoverOn(editor, 'P(x'))?.markdown ?? '', /\nP\(x\|y\)\n/);
  assert.equal(await hoverOn(editor, '5→'), undefined);
});

scenario('a formula that does not typeset says why and shows its source', chapter, async editor => {
  assert.equal(
    (await hoverOn(editor, 'frac{1'))?.markdown,
    'This formula does not typeset: This brace is never closed.\n\n```latex\n\\frac{1\n```',
  );
});

scenario(
  'the picture is in the colours of the theme and the size of the font',
  '$x$\n',
  async editor => {
    const first = await hoverOn(editor, 'x');
    assert.match(first?.svg ?? '', /color:#d4d4d4/);
    await editor.connection.sendNotification('concord/state', { theme: 'hcLight' });
    const second = await hoverOn(editor, 'x');
    assert.match(second?.svg ?? '', /color:#292929/);
    await editor.connection.sendNotification('concord/state', { theme: 'no such theme' });
    assert.equal((await hoverOn(editor, 'x'))?.svg, second?.svg);
    assert.equal(/height="(\d+)"/.exec(second?.svg ?? '')?.[1], '28');
  },
  { initializationOptions: { theme: 'dark' }, settings: { 'editor.fontSize': 40 } },
);

scenario(
  'macros of the chapter and of the editor work, and a bad one harms no other',
  '$$\\newcommand{\\half}{\\frac12}$$\n\n$\\half$ $\\vect{x}$ $\\bad$\n',
  async editor => {
    for (const source of ['\\half$', '\\vect{']) assert.notEqual((await hoverOn(editor, source))?.svg, undefined, source);
    // An unknown command that the editor's preview knows is not reported.
    assert.deepEqual(
      editor.diagnostics('a.md').map(({ message }) => message.slice(0, 30)),
      ['There is no command “\\bad”. Ne'],
    );
    assert.match((await hoverOn(editor, '\\bad'))?.markdown ?? '', /There is no command “\\\\bad”/);
  },
  { settings: { 'markdown.math.macros': { '\\vect': '\\mathbf{#1}', '\\bad': '\\frac{', '\\worse': 3 } } },
);

const macros: Record<string, string> = {};
scenario(
  'what is reported follows the macros of the editor’s preview',
  '$\\vect{x}$\n',
  async editor => {
    await editor.until('a.md', diagnostics => diagnostics.length === 1);
    macros['\\vect'] = '\\mathbf{#1}';
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.until('a.md', diagnostics => diagnostics.length === 0);
  },
  { settings: { 'markdown.math.macros': macros } },
);

scenario('a formula too large for a hover is shown by its source', `$$\n${'x+y '.repeat(1500)}\n$$\n`, async editor => {
  const hover = await hoverOn(editor, 'x+y');
  assert.match(hover?.markdown ?? '', /^This formula is too large to be shown in a hover/);
  assert.ok(hover!.markdown.length < 6000);
});

scenario(
  'a link shows the first formula of what it leads to',
  '[b](b.md) [c](b.md#two) [d](b.md#three)\n',
  async editor => {
    assert.match((await hoverOn(editor, 'b]('))?.markdown ?? '', /!\[Formula\]\(…\)$/);
    assert.match((await hoverOn(editor, 'c]('))?.markdown ?? '', /!\[Formula\]\(…\)$/);
    assert.doesNotMatch((await hoverOn(editor, 'd]('))?.markdown ?? '', /Formula/);
  },
  { files: { 'b.md': '# One\n\n$a$\n\n## Two\n\n$$b$$\n\n## Three\n' } },
);

scenario(
  'formulas in what a symbol means are typeset, and one that fails is shown by its source',
  '# 题\n\n其中 $w_i$ 是第 $i$ 层 $\\frac{$ 的权重。\n',
  async editor => {
    const { markdown } = (await hoverOn(editor, 'w_i'))!;
    const shown = markdown.replace(/\(data:[^)]+\)/g, '(…)');
    assert.equal(shown.split('\n\n').at(-1), '`w_i` – 是第 ![Formula](…) 层 `\\frac{` 的权重');
  },
);

scenario(
  'a listing of TeX is typeset if it is a formula, and else shown as it is',
  '```latex\n\\frac{a}{b}\n```\n\n```tex\n\\documentclass{article}\n```\n',
  async editor => {
    assert.equal((await hoverOn(editor, 'frac'))?.markdown, '![Formula](…)\n\n```latex\n\\frac{a}{b}\n```');
    assert.equal(await hoverOn(editor, 'documentclass'), undefined);
  },
);
