import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeNode } from '../../server/features/panel.ts';
import type { KbPath } from '../../server/model/path.ts';
import { finished } from '../../server/model/steps.ts';
import { layoutOf } from '../../server/overview/layout.ts';
import type { LinkMap } from '../../server/overview/linkMap.ts';
import { type Setting, type TestEditor, testEditor } from './editor.ts';

const files = {
  'README.md': '# Home\n\n[a](one/a.md) and again [a](one/a.md#a), [b](one/b.md) [gone](gone.md)\n',
  'one/a.md': '# A\n\nA line that leads to [b](b.md).\n\n[b]: b.md\n',
  'one/b.md': '# B\n\n[here](#b)\n',
  'two/alone.md': '# Alone \\</script>\n',
};

function scenario(name: string, setting: Setting, body: (editor: TestEditor) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const editor = await testEditor({ initializationOptions: { theme: 'light' }, ...setting });
    try {
      await editor.ready();
      await body(editor);
    } finally {
      await editor.dispose();
    }
  });
}

interface Data {
  readonly nodes: readonly [
    x: number,
    y: number,
    folder: number,
    from: number,
    to: number,
    faults: number,
    orphan: number,
    title: string,
    path: string,
  ][];
  readonly links: readonly number[];
  readonly active: number;
  readonly said: string;
}

const dataIn = (html: string): Data => JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)![1]!);

/** What the page shows, whenever it is told anew. */
function pages(editor: TestEditor): () => Promise<string> {
  const told: string[] = [];
  let heard = () => {};
  editor.connection.onNotification('concord/panel', ({ html, message }: { html?: string; message?: { body: string } }) => {
    told.push(html ?? message?.body ?? '');
    heard();
  });
  return async () => {
    while (told.length === 0) await new Promise<void>(done => (heard = done));
    return told.shift()!;
  };
}

const showMap = (editor: TestEditor) =>
  editor.connection.sendRequest('workspace/executeCommand', { command: 'concord.showMap', arguments: [] });
const cursor = (editor: TestEditor, path: string) =>
  editor.connection.sendNotification('concord/cursor', { textDocument: { uri: editor.uri(path) }, position: { line: 0, character: 0 } });

scenario('the map has every chapter and who leads to whom, once for each pair', { files }, async editor => {
  const next = pages(editor);
  await showMap(editor);
  const html = await next();
  const { nodes, links, said } = dataIn(html);
  assert.deepEqual(
    nodes.map(([, , , from, to, faults, orphan, title, path]) => [path, title, from, to, faults, orphan]),
    [
      ['README.md', 'Home', 0, 2, 1, 0],
      ['one/a.md', 'A', 1, 1, 0, 0],
      ['one/b.md', 'B', 2, 0, 0, 0],
      ['two/alone.md', 'Alone </script>', 0, 0, 0, 1],
    ],
  );
  assert.deepEqual(links, [0, 1, 0, 2, 1, 2]);
  assert.equal(said, '4 chapters · 4 links');
  const labels = [...html.matchAll(/class="chapter"[^>]*aria-label="([^"]*)"/g)].map(([, label]) => label);
  assert.equal(labels.length, 4);
  assert.equal(labels[0], 'Home. No other leads to it. Others that it leads to: 2. Findings on its links: 1');
});

scenario('it follows the chapter in front, keeps its places, and goes where it is told', { files }, async editor => {
  const next = pages(editor);
  await showMap(editor);
  const first = dataIn(await next());
  await cursor(editor, 'one/b.md');
  const second = dataIn(await next());
  assert.deepEqual([first.active, second.active], [-1, 2]);
  assert.deepEqual(second.nodes, first.nodes);
  await editor.open('one/a.md', files['one/a.md']);
  await editor.edit('one/a.md', '[b](b.md)', '[c](../two/alone.md)');
  let third = dataIn(await next());
  while (third.nodes[3]![3] === 0) third = dataIn(await next());
  assert.deepEqual(third.nodes[3]!.slice(3, 7), [1, 0, 0, 0]);
  const went = new Promise(done =>
    editor.connection.onRequest('window/showDocument', ({ uri }) => {
      done(uri);
      return { success: true };
    }),
  );
  for (const go of [undefined, 1, [], ['nowhere', 'README.md'], [editor.root, '../x.md'], [editor.root, 'one/a.md']])
    await editor.connection.sendNotification('concord/panelMessage', { id: 'map', message: { go } }).catch(() => {});
  assert.equal(await went, editor.uri('one/a.md'));
});

test('the same chapters and links always have the same places, and none stands on another', () => {
  const chapters = Array.from({ length: 40 }, (_, i) => ({
    path: `${i % 3}/${i}.md` as KbPath,
    title: '',
    folder: `${i % 3}/`,
    from: 0,
    to: 0,
    faults: 0,
    isOrphan: false,
  }));
  const links = chapters.map((_, i) => [i, (i * 7 + 1) % 40] as const);
  const map: LinkMap = { chapters, links, count: 40 };
  const once = finished(layoutOf(map, new Map()));
  assert.deepEqual(finished(layoutOf(map, new Map())), once);
  assert.equal(new Set(once.map(String)).size, 40);
  assert.ok(once.flat().every(Number.isFinite));
});

const children = (editor: TestEditor, node?: TreeNode) =>
  editor.connection.sendRequest<TreeNode[]>('concord/children', { view: 'concord.backlinks', node: node?.id });

scenario('backlinks are of the chapter in front: the lines, by chapter', { files }, async editor => {
  const told: string[] = [];
  let heard = () => {};
  editor.connection.onNotification('concord.backlinks', ({ message, description }: { message: string; description: string }) => {
    told.push(`${description}: ${message}`);

    heard();
  });
  const until = async (wanted: string) => {
    while (told.at(-1) !== wanted) await new Promise<void>(done => (heard = done));
  };
  assert.deepEqual(await children(editor), []);
  await until(': Open a chapter: who leads to it is shown here.');
  await cursor(editor, 'one/b.md');
  await until('B: 3 links from 2 chapters');
  const chapters = await children(editor);
  assert.deepEqual(
    chapters.map(({ label, description }) => `${label} ${description}`),
    ['Home ', 'A 2 · one'],
  );
  assert.deepEqual(
    (await children(editor, chapters[1])).map(({ label, description }) => `${description} ${label}`),
    ['3 A line that leads to [b](b.md).', '5 [b]: b.md'],
  );
  const [line] = await children(editor, chapters[0]);
  const [{ uri, range }] = line!.command!.arguments as [{ uri: string; range: { start: { line: number } } }];
  assert.deepEqual([uri, range.start.line], [editor.uri('README.md'), 2]);
  await cursor(editor, 'two/alone.md');
  await until('Alone </script>: No other chapter leads here.');
  assert.deepEqual(await children(editor, { ...line!, id: 'nonsense' }), []);
});
