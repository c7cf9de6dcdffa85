import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Store } from '../../server/host/host.ts';
import { type Setting, type TestEditor, testEditor } from './editor.ts';

const files = {
  'README.md': '# Home\n\n[a](a.md) [gone](gnoe.md)\n',
  'a.md': '# A\n\n[x](nowhere.md)\n',
  'parts/b.md': '# B\n',
  'gone.md': '# Gone\n',
};
const initializationOptions = { theme: 'light' };

function scenario(name: string, setting: Setting, body: (editor: TestEditor) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const editor = await testEditor({ initializationOptions, ...setting });
    try {
      await editor.ready();
      await body(editor);
    } finally {
      await editor.dispose();
    }
  });
}

interface Shown {
  readonly html?: string;
  readonly message?: { readonly body: string };
}

/** The page, whenever it is told anew. */
function pages(editor: TestEditor): { next(): Promise<string>; post(message: object): Promise<void> } {
  const told: string[] = [];
  let heard = () => {};
  editor.connection.onNotification('concord/panel', ({ html, message }: Shown) => {
    told.push(html ?? message?.body ?? '');
    heard();
  });
  return {
    async next() {
      while (told.length === 0) await new Promise<void>(resolve => (heard = resolve));
      return told.shift()!;
    },
    post: message => editor.connection.sendNotification('concord/panelMessage', { id: 'overview', message }),
  };
}

const execute = (editor: TestEditor, command: string, ...args: unknown[]) =>
  editor.connection.sendRequest('workspace/executeCommand', { command, arguments: args });

/** The text in an element of the page, its tags left out. */
const words = (html: string, from: RegExp): string =>
  (from.exec(html)?.[1] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A change, as texts by the names of files. */
const texts = (editor: TestEditor, change: WorkspaceEdit | null): Record<string, string> =>
  Object.fromEntries(
    (change?.documentChanges ?? []).flatMap(one =>
      'edits' in one
        ? [
            [
              one.textDocument.uri.slice(editor.uri('').replace(/\/$/, '').length + 1),
              (one.edits as TextEdit[]).map(({ newText }) => newText).join(''),
            ],
          ]
        : [],
    ),
  );

scenario('the overview counts by kind and folder, and names whom nobody leads to', { files }, async editor => {
  const page = pages(editor);
  await execute(editor, 'concord.showOverview');
  const html = await page.next();
  assert.equal(words(html, /<ul class="tally">(.*?)<\/ul>/s), '2 Errors 0 Warnings 0 Notes 0 Hints');
  assert.match(words(html, /<tr data-rule="missing-file">(.*?)(?=<tr|<\/table>)/s), / 2 2 … Repair… Switch off$/);
  assert.equal(words(html, /<ul class="folders">(.*?)<\/ul>/s), '(top) 2 parts 0');
  assert.match(words(html, /<details>(.*?)<\/details>/s), /: 2 gone\.md parts\/b\.md$/);
});

scenario('what can be repaired is found out when the page asks for it', { files }, async editor => {
  const page = pages(editor);
  await execute(editor, 'concord.showOverview');
  await page.next();
  await page.post({ count: 1 });
  assert.match(words(await page.next(), /<tr data-rule="missing-file">(.*?)(?=<tr|<\/table>)/s), / 2 2 1 of 2 Repair… Switch off$/);
});

scenario('its buttons go to chapters and carry out commands', { files }, async editor => {
  const page = pages(editor);
  let arrived = (_uri: string) => {};
  const gone = new Promise<string>(resolve => (arrived = resolve));
  editor.connection.onRequest('window/showDocument', ({ uri }) => {
    arrived(uri);
    return { success: true };
  });
  await execute(editor, 'concord.showOverview');
  await page.next();
  for (const nonsense of [null, 1, {}, { go: ['x', 'y'] }, { go: [editor.root, '../x.md'] }, { run: [1] }, { run: ['nothing'] }])
    await page.post(nonsense as object);
  await page.post({ go: [editor.root, 'parts/b.md'] });
  assert.equal(await gone, editor.uri('parts/b.md'));
  const change = await editor.change('concord.setSeverity', editor.root, 'missing-file', 'off');
  assert.deepEqual(texts(editor, change), { 'concord.json': '{\n  "rules": {\n    "missing-file": "off"\n  }\n}\n' });
});

scenario('today’s findings are accepted, everywhere or in a folder, and those of before stay accepted', { files }, async editor => {
  const made = texts(editor, await editor.change('concord.acceptFindings'));
  assert.deepEqual(Object.keys(made), ['concord-accepted.json', 'concord.json']);
  assert.deepEqual(JSON.parse(made['concord.json']!), { baseline: 'concord-accepted.json' });
  const { accepted } = JSON.parse(made['concord-accepted.json']!);
  assert.deepEqual(
    Object.keys(accepted).map(key => key.split(' ')[0]),
    ['README.md', 'a.md'],
  );
  assert.deepEqual(editor.said, ['2 findings accepted in “concord-accepted.json”.']);
  const none = texts(editor, await editor.change('concord.acceptFindings', editor.root, 'parts/'));
  assert.deepEqual(JSON.parse(none['concord-accepted.json']!).accepted, {});
  for (const [path, text] of Object.entries(made)) editor.write(path, text);
  await editor.tellChanged('concord-accepted.json', 'concord.json');
  await editor.until('a.md', found => found.length === 0);
  const again = texts(editor, await editor.change('concord.acceptFindings', editor.root, 'parts/'));
  assert.deepEqual(again, { 'concord-accepted.json': made['concord-accepted.json'] });
});

scenario(
  'the overview of a folder tells of that folder, and leads back',
  { files: { ...files, 'parts/b.md': '# B\n\n[x](none.md)\n' } },
  async editor => {
    const page = pages(editor);
    await execute(editor, 'concord.showOverview', editor.uri('parts'));
    const html = await page.next();
    assert.match(html, / \/ parts<\/h1>/);
    assert.equal(words(html, /<ul class="tally">(.*?)<\/ul>/s), '1 Errors 0 Warnings 0 Notes 0 Hints');
    assert.match(html, /acceptFindings[^>]*,[^>]*parts\//);
    await page.post({ folder: [editor.root, ''] });
    assert.equal(words(await page.next(), /<ul class="tally">(.*?)<\/ul>/s), '3 Errors 0 Warnings 0 Notes 0 Hints');
    await page.post({ folder: [editor.root, 'parts/'] });
    assert.match(await page.next(), / \/ parts<\/h1>/);
  },
);

/** Where one editor after the other keeps things. */
function kept(): NonNullable<Setting['keeping']> {
  const known = new Map<string, Uint8Array>();
  const storeOf = (name: string): Store => ({
    read: async () => known.get(name),
    async write(chunks) {
      for await (const chunk of chunks) known.set(name, chunk);
      return undefined;
    },
  });
  return root => (root.includes('\0') ? { store: storeOf(root.split('\0')[1]!), identity: '' } : undefined);
}

test('a knowledge base with hundreds of findings asks once what is to be reported', { timeout: 30_000 }, async () => {
  const old = { 'a.md': `# A\n\n${Array.from({ length: 250 }, (_, i) => `[${i}](gone-${i}.md)\n`).join('\n')}` };
  const keeping = kept();
  const questions: number[] = [];
  for (let start = 0; start < 2; start++) {
    const editor = await testEditor({ initializationOptions, files: old, keeping });
    try {
      const page = pages(editor);
      editor.answer = titles => titles.find(title => title === 'Overview');
      await editor.ready();
      if (start === 0) await page.next();
      await editor.settled();
      questions.push(editor.said.length);
    } finally {
      await editor.dispose();
    }
  }
  assert.deepEqual(questions, [1, 0]);
});
