import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { type TestEditor, testEditor } from '../lsp/editor.ts';
import { formulaWorker } from './bundle.ts';

let formulaScript = '';
before(async () => {
  formulaScript = await formulaWorker();
});
after(() => rmSync(formulaScript, { force: true }));

const chapter = `# 题

Nothing here.

$$x + w_i$$

其中 $w_i$ 是权重\\<b>。

A $\\frac{1$ here.

\`\`\`text
θ = 1 - α
\`\`\`
`;

function scenario(name: string, body: (editor: TestEditor) => Promise<void>, theme?: string): void {
  test(name, { timeout: 60_000 }, async () => {
    const editor = await testEditor({ files: { 'a.md': chapter }, formulaScript, initializationOptions: theme ? { theme } : {} });
    try {
      await editor.ready();
      await editor.open('a.md', chapter);
      await body(editor);
    } finally {
      await editor.dispose();
    }
  });
}

const execute = (editor: TestEditor, command: string, ...args: unknown[]) =>
  editor.connection.sendRequest('workspace/executeCommand', { command, arguments: args });

interface Told {
  readonly html?: string;
  readonly message?: { readonly body: string };
  readonly column: number;
  readonly follows: boolean;
}

/** What the panel is told to show, one page after the other, and the cursor that it follows. */
function panelOf(editor: TestEditor): { next(): Promise<Told>; cursor(text: string): Promise<void> } {
  const told: Told[] = [];
  let arrived = () => {};
  editor.connection.onNotification('concord/panel', shown => {
    told.push(shown);
    arrived();
  });
  return {
    async next() {
      while (told.length === 0)
        await new Promise<void>(resolve => {
          arrived = resolve;
        });
      return told.shift()!;
    },
    cursor: text =>
      editor.connection.sendNotification('concord/cursor', {
        textDocument: { uri: editor.uri('a.md') },
        position: editor.position('a.md', text),
      }),
  };
}

scenario('a panel follows the cursor and what is typed, and says what the symbols mean', async editor => {
  const { next, cursor } = panelOf(editor);
  await execute(editor, 'concord.previewFormula');
  const first = await next();
  assert.match(first.html ?? '', /Put the cursor into a formula\./);
  assert.deepEqual([first.column, first.follows], [-2, true]);
  await cursor('x + w_i');
  const { message } = await next();
  assert.match(message?.body ?? '', /<img alt="Formula" src="data:image\/svg\+xml;base64,[\w+/=]+">/);
  assert.match(message?.body ?? '', /<code>x \+ w_i<\/code>.*<dt><code>w_i<\/code><\/dt><dd>是权重&#60;b&#62;<\/dd>/s);
  await editor.edit('a.md', 'x + w_i', 'y - w_i');
  await cursor('y - w_i');
  assert.match((await next()).message?.body ?? '', /<code>y - w_i<\/code>/);
  // The first formula of a line.
  await cursor(' here.\n\n```text');
  assert.match((await next()).message?.body ?? '', /This formula does not typeset: This brace is never closed\./);
});

const pictureIn = ({ message }: Told) => /<figure( class="last")?><img alt="[^"]*" src="([^"]*)">/.exec(message?.body ?? '');
const wordsIn = ({ message }: Told) => /<p class="message[^>]*>(.*?)<\/p>/.exec(message?.body ?? '')?.[1];

scenario('while a formula does not typeset, what did last stays, with the reason below', async editor => {
  const { next, cursor } = panelOf(editor);
  await execute(editor, 'concord.previewFormula');
  await next();
  await cursor('x + w_i');
  const first = await next();
  const [, , picture] = pictureIn(first)!;
  assert.deepEqual([pictureIn(first)?.[1], wordsIn(first)], [undefined, '']);
  const typed = async (before: string, after: string) => {
    await editor.edit('a.md', before, after);
    return next();
  };
  const half = await typed('x + w_i', 'x + \\frac{w_i');
  assert.deepEqual(pictureIn(half)?.slice(1), [' class="last"', picture]);
  assert.match(wordsIn(half) ?? '', /^This formula does not typeset: /);
  assert.match(half.message?.body ?? '', /<code>x \+ \\frac\{w_i<\/code>/);
  const whole = await typed('frac{w_i', 'frac{w_i}{2}');
  assert.deepEqual([pictureIn(whole)?.[1], wordsIn(whole)], [undefined, '']);
  assert.notEqual(pictureIn(whole)?.[2], picture);
  // Its end is missing for a while.
  await cursor('w_i$ 是');
  const inline = pictureIn(await next());
  const open = await typed('w_i$ 是', 'w_i 是');
  assert.deepEqual(
    [pictureIn(open)?.[1], pictureIn(open)?.[2], wordsIn(open)],
    [' class="last"', inline?.[2], 'The formula is not closed.'],
  );
  // Of another formula, nothing stays.
  await cursor(' here.\n\n```text');
  const other = await next();
  assert.deepEqual([pictureIn(other), wordsIn(other)], [null, 'This formula does not typeset: This brace is never closed.']);
});

scenario(
  'what stands by itself is copied as TeX and as a picture',
  async editor => {
    const copied: string[] = [];
    editor.connection.onRequest('concord/copy', ({ text }: { text: string }) => void copied.push(text));
    const actions = async (text: string) => {
      const at = editor.position('a.md', text);
      return ((await editor.request('textDocument/codeAction', 'a.md', { range: { start: at, end: at }, context: { diagnostics: [] } })) ??
        []) as CodeAction[];
    };
    const titles = async (text: string) => (await actions(text)).map(({ title }) => title);
    assert.deepEqual(await titles('w_i$ 是'), []);
    assert.deepEqual(await titles('θ = 1'), ['Write as a “math” block', 'Copy TeX', 'Copy as SVG']);
    for (const { command } of await actions('x + w_i')) await execute(editor, command!.command, ...(command!.arguments ?? []));
    assert.equal(copied[0], 'x + w_i');
    assert.match(copied[1] ?? '', /^<svg style="color:black" xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>$/s);
    await execute(editor, 'concord.copySvg', { source: '\\frac{' });
    assert.match(editor.said.at(-1) ?? '', /This formula does not typeset/);
  },
  'light',
);

scenario('an editor that is not VS Code has no clipboard', async editor => {
  const at = editor.position('a.md', 'x + w_i');
  assert.deepEqual(
    await editor.request('textDocument/codeAction', 'a.md', { range: { start: at, end: at }, context: { diagnostics: [] } }),
    [],
  );
});
