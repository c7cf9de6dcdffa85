import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, ErrorCodes, StreamMessageWriter, type WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { matrix } from '../../server/features/convergence/matrix.ts';
import type { AnyFeature } from '../../server/features/feature.ts';
import { formulaPanel } from '../../server/features/formulaPanel.ts';
import { features } from '../../server/features/index.ts';
import { map } from '../../server/features/map/map.ts';
import type { Method } from '../../server/features/offered.ts';
import { overview } from '../../server/features/overview.ts';
import { panels, trees } from '../../server/features/views.ts';
import { nodeHost } from '../../server/host/node.ts';
import { workerReader } from '../../server/host/workerReader.ts';
import { commands } from '../../server/lsp/commands.ts';
import { allParts } from '../../server/model/parts.ts';
import type { KbPath } from '../../server/model/path.ts';
import { folderWith } from '../commandLine.ts';
import { takeFailures } from '../failing.ts';
import { messagesOf } from '../messageReader.ts';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

const fault = 'a fault put in by a test';
const fails = (): never => {
  throw new Error(fault);
};

/** Something of everything that is asked for. */
const chapter = '# 拱桥\n\n[x](b.md#b) [y](no.md) $\\fraq{1}{2}$\n\n- **斜拉法**：收敛度 80%\n\n## Two\n';
const files = { 'a.md': chapter, 'b.md': '# B\n\n[x](a.md#two)\n' };
const methods = Object.keys(features) as Method[];

async function ask(editor: TestEditor, method: Method, path: string): Promise<unknown> {
  const position = editor.position(path, '](');
  const range = { start: position, end: { ...position, character: position.character + 8 } };
  return editor.request(method, path, { position, range, context: { includeDeclaration: true, diagnostics: [] }, newName: 'Other' });
}

const table = features as Record<Method, AnyFeature>;

scenario('a feature that fails costs its own answer, and is logged once with the chapter', { files }, async editor => {
  for (const [path, text] of Object.entries(files)) await editor.open(path, text);
  await editor.ready();
  const answers = async (but?: Method) =>
    Promise.all(methods.filter(method => method !== but).flatMap(method => Object.keys(files).map(path => ask(editor, method, path))));
  for (const method of methods) {
    const before = await answers(method);
    const feature = table[method];
    table[method] = { handle: fails };
    try {
      for (let i = 0; i < 2; i++) assert.equal(await ask(editor, method, 'a.md'), null);
      assert.deepEqual(await answers(method), before);
    } finally {
      table[method] = feature;
    }
    assert.deepEqual(takeFailures(), [`${method} ${editor.uri('a.md')}: Error: ${fault}`]);
  }
});

scenario('a command that fails costs itself, and is logged once', { files }, async editor => {
  await editor.open('a.md', chapter);
  await editor.ready();
  const run = (name: string) =>
    editor.connection.sendRequest('workspace/executeCommand', { command: `concord.${name}`, arguments: [editor.uri('a.md')] });
  const before = await ask(editor, 'textDocument/hover', 'a.md');
  for (const [name, command] of Object.entries(commands)) {
    const whole = { ...command };
    Object.assign(command, { takes: () => undefined, run: fails });
    try {
      for (let i = 0; i < 2; i++) await assert.rejects(run(name), { code: ErrorCodes.InternalError });
      assert.deepEqual(await ask(editor, 'textDocument/hover', 'a.md'), before);
    } finally {
      Object.assign(command, whole);
    }
    assert.deepEqual(takeFailures(), [`concord.${name}: Error: ${fault}`]);
  }
});

scenario(
  'a chapter on which following a move fails is followed by all others',
  { files: { ...files, 'c.md': '[x](b.md)\n' } },
  async editor => {
    await editor.ready();
    const moved = { files: [{ oldUri: editor.uri('b.md'), newUri: editor.uri('part/b.md') }] };
    const changed = async () => {
      const edit = await editor.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', moved);
      return (edit?.documentChanges ?? []).map(change => ('edits' in change ? change.textDocument.uri : ''));
    };
    const { read } = nodeHost;
    Object.assign(nodeHost, { read: (root: string, path: KbPath) => (path === 'a.md' ? fails() : read(root, path)) });
    try {
      assert.deepEqual(await changed(), ['b.md', 'c.md'].map(editor.uri));
    } finally {
      Object.assign(nodeHost, { read });
    }
    assert.deepEqual(await changed(), ['a.md', 'b.md', 'c.md'].map(editor.uri));
    assert.deepEqual(takeFailures(), [`Following a move failed on a.md: Error: ${fault}`]);
  },
);

scenario('a view that fails costs its own page, and nothing waits for it', { files }, async editor => {
  await editor.ready();
  const shown: string[] = [];
  editor.connection.onNotification('concord/panel', ({ id }: { id: string }) => void shown.push(id));
  const show = (command: string) => editor.connection.sendRequest('workspace/executeCommand', { command, arguments: [] });
  const openers: Readonly<Record<string, string>> = {
    [matrix.id]: 'concord.showMatrix',
    [formulaPanel.id]: 'concord.previewFormula',
    [overview.id]: 'concord.showOverview',
    [map.id]: 'concord.showMap',
  };
  for (const { id } of trees) await editor.connection.sendRequest('concord/children', { view: id });
  for (const [nth, broken] of panels.entries()) {
    const tree = trees[nth % trees.length]!;
    const [{ page }, { around }] = [broken, tree];
    Object.assign(broken, { page: fails });
    Object.assign(tree, { around: fails });
    shown.length = 0;
    try {
      await assert.rejects(show(openers[broken.id]!));
      for (const { id } of panels) if (id !== broken.id) await show(openers[id]!);
      await editor.open('a.md', `${chapter}\n[z](nothing.md)\n`);
      await editor.until('a.md', found => found.length === 3);
      await editor.edit('a.md', 'nothing.md', 'b.md');
      await editor.until('a.md', found => found.length === 2);
      await editor.settled();
      assert.deepEqual(new Set(shown), new Set(panels.flatMap(({ id }) => (id === broken.id ? [] : [id]))));
    } finally {
      Object.assign(broken, { page });
      Object.assign(tree, { around });
    }
    await editor.closeDocument('a.md');
    await editor.settled();
    const told = takeFailures();
    assert.ok(
      told.every(line => line.includes(broken.id) || line.startsWith(tree.id) || line.startsWith(openers[broken.id]!)),
      told.join('\n'),
    );
    assert.ok(told.some(line => line.startsWith(openers[broken.id]!)));
  }
});

test('a worker that dies costs nothing but itself', async () => {
  const paths = Array.from({ length: 12 }, (_, i) => `${i}.md` as KbPath);
  const root = folderWith(Object.fromEntries(paths.map(path => [path, `# ${path}\n`])));
  const script = join(root, 'worker.mjs');
  writeFileSync(
    script,
    "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => { throw new Error('gone'); });\n",
  );
  const failed: unknown[] = [];
  const reader = workerReader(nodeHost, script, undefined, error => failed.push(error));
  const read: KbPath[] = [];
  for await (const { path } of reader.read(root, paths, { parts: allParts, claims: {}, dialects: [] }, () => false)) read.push(path);
  assert.deepEqual(read, paths);
  assert.equal(failed.length, 1);
  assert.match(String(failed[0]), /gone/);
});

/** Run in the built programs: after so many milliseconds, something fails that nobody waits for. */
const nobodyWaits = (milliseconds: number): string =>
  `data:text/javascript,setTimeout(()=>{Promise.reject(new Error("nobody waits either"));throw new Error("nobody waits")},${milliseconds})`;
const built = (name: string): string => fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));

test('what nobody waits for ends no server, and is logged', { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, ['--import', nobodyWaits(1500), built('server'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const editor = createMessageConnection(messagesOf(child.stdout), new StreamMessageWriter(child.stdin));
  const logged = new Set<string>();
  const all = new Promise<void>(resolve =>
    editor.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.add(message.split('\n', 1)[0]!);
      if (logged.size === 2) resolve();
    }),
  );
  editor.listen();
  await editor.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await editor.sendNotification('initialized', {});
  await all;
  assert.deepEqual([...logged].sort(), ['uncaughtException: Error: nobody waits', 'unhandledRejection: Error: nobody waits either']);
  assert.deepEqual(await editor.sendRequest('workspace/symbol', { query: '' }), []);
  editor.dispose();
  child.kill();
});

test('what nobody waits for is no finding: the command line says it and ends with 2', { timeout: 30_000 }, async () => {
  const root = folderWith({ 'a.md': '# A\n' });
  const child = spawn(process.execPath, ['--import', nobodyWaits(0), built('cli'), 'check', root, '--no-cache', '--no-git'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', text => (out += text));
  child.stderr.setEncoding('utf8').on('data', text => (err += text));
  const status = await new Promise(resolve => child.on('close', resolve));
  assert.match(out, /^No findings in 1 chapter/);
  assert.match(err, /concord: Error: nobody waits/);
  assert.equal(status, 2);
});
