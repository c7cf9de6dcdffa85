import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { ErrorCodes } from 'vscode-languageserver-protocol/node';
import { commandsFor } from '../../server/lsp/commandNames.ts';
import { fileOf } from '../../server/lsp/documents.ts';
import { notifications, requests } from '../../server/lsp/messages.ts';
import { Process } from './process.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'concord-messages-')));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'kb'));
writeFileSync(join(folder, 'kb', 'closed.md'), '# 拱桥\n\n- **斜拉法**：收敛度 80%\n\n[x](open.md#no)\n');
const uriOf = (path: string) => pathToFileURL(join(folder, 'kb', path)).toString();

const capabilities = {
  workspace: { applyEdit: true, configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
  window: { workDoneProgress: true, showDocument: { support: true } },
};
const hello = {
  processId: null,
  rootUri: null,
  capabilities,
  workspaceFolders: [{ uri: uriOf(''), name: 'kb' }],
  initializationOptions: {
    pause: 0,
    trusted: false,
    understands: ['concord/pick', 'concord/panel', 'concord/status', 'concord.convergence'],
  },
};

/** A right message of every method. What is wrong about it is put in by chance. */
const position = { line: 2, character: 12 };
const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } };
const textDocument = { uri: uriOf('open.md') };
const place = { uri: uriOf('open.md'), offset: 20, subject: '斜拉法', metric: '收敛度' };
const right: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries([...Object.keys(requests), ...Object.keys(notifications)].map(method => [method, {}])),
  initialize: hello,
  'textDocument/references': { textDocument, position, context: { includeDeclaration: true } },
  'textDocument/codeAction': { textDocument, range, context: { diagnostics: [], only: ['source.fixAll'] } },
  'textDocument/rename': { textDocument, position, newName: 'x' },
  ...Object.fromEntries(
    ['definition', 'hover', 'completion', 'prepareRename', 'documentLink', 'documentSymbol', 'codeLens'].map(name => [
      `textDocument/${name}`,
      { textDocument, position },
    ]),
  ),
  'textDocument/didOpen': { textDocument: { ...textDocument, languageId: 'markdown', version: 1, text: '# A\n\n[x](closed.md) 80%\n' } },
  'textDocument/didChange': { textDocument: { ...textDocument, version: 2 }, contentChanges: [{ range, text: 'b' }, { text: '# B\n' }] },
  'textDocument/didClose': { textDocument },
  'textDocument/didSave': { textDocument, text: '' },
  'textDocument/willSave': { textDocument, reason: 1 },
  'textDocument/willSaveWaitUntil': { textDocument, reason: 1 },
  'workspace/didChangeWatchedFiles': { changes: [{ uri: uriOf('closed.md'), type: 2 }] },
  'workspace/didChangeWorkspaceFolders': { event: { added: [{ uri: uriOf('sub'), name: '' }], removed: [] } },
  'workspace/didChangeConfiguration': { settings: {} },
  'workspace/symbol': { query: '桥' },
  '$/setTrace': { value: 'off' },
  '$/cancelRequest': { id: 1 },
  'window/workDoneProgress/cancel': { token: 'x' },
  'concord/state': { theme: 'dark', trusted: false, builtInValidation: true },
  'concord/children': { view: 'concord.convergence' },
  'concord/panelClosed': { id: 'matrix' },
  'concord/panelMessage': { id: 'matrix', message: { show: { all: true } } },
  'concord/cursor': { textDocument, position },
};
const commands = commandsFor(['concord/panel', 'concord/copy', 'concord.convergence']);
const commandCalls = commands.map(command => ({ command, arguments: [place, uriOf('open.md')] }));

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, 5, -1, 2 ** 40, 0.5, '', 'x', true, [], {}, [[]], 'file:///nowhere', '1 2:/%', 'file://///', { uri: 5 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Of the right type, and odd. */
const odd = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value === 'number') return fc.oneof(fc.nat(), fc.nat(3), fc.constantFrom(0, 2 ** 31 - 1));
  if (typeof value === 'string')
    return fc.constantFrom('', '%', 'file:///nowhere%25', 'file://///', '1 2:/%', 'untitled:a', uriOf(''), uriOf('closed.md'), '\ud800');
  return fc.constant(value);
};

/** The value with some of its parts replaced, odd or left out. */
const spoiled = (value: unknown): fc.Arbitrary<unknown> => {
  const isWhole = typeof value !== 'object' || value === null;
  return fc.oneof(
    { arbitrary: isWhole ? fc.constant(value) : spoiledParts(value), weight: 60 },
    { arbitrary: odd(value), weight: isWhole ? 3 : 0 },
    { arbitrary: junk, weight: 1 },
    { arbitrary: fc.constant(undefined), weight: 1 },
  );
};

const spoiledParts = (value: object): fc.Arbitrary<unknown> =>
  Array.isArray(value)
    ? fc.tuple(...value.map(spoiled))
    : fc.record(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoiled(part)])));

/** One that would end everything is left to the other tests. */
const methods = Object.keys(right).filter(method => method !== 'exit' && method !== 'shutdown' && method !== 'workspace/executeCommand');
const messages = fc.oneof(
  {
    arbitrary: fc
      .constantFrom(...methods)
      .chain(method => fc.record({ method: fc.constant<unknown>(method), params: spoiled(right[method]) })),
    weight: 6,
  },
  {
    arbitrary: fc
      .constantFrom(...commandCalls)
      .chain(call => fc.record({ method: fc.constant<unknown>('workspace/executeCommand'), params: spoiled(call) })),
    weight: 2,
  },
  { arbitrary: fc.record({ method: junk, params: junk }), weight: 1 },
);
const arrivals = fc.record({
  message: messages,
  isSwapped: fc.nat(9).map(n => n === 0),
  badId: fc.option(junk, { freq: 20, nil: undefined }),
});

test('after any message of the wrong type or at the wrong time, the next request is answered', { timeout: 60_000 }, async () => {
  const { child, write, ask, code } = bound(new Process(join(folder, 'kept')));
  try {
    assert.equal((await ask('initialize', hello)).error, undefined);
    await write({ method: 'initialized', params: {} });
    await write({ method: 'textDocument/didOpen', params: right['textDocument/didOpen'] });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ message, isSwapped, badId }) => {
        const isRequest = Object.hasOwn(requests, String(message.method)) !== isSwapped;
        if (badId !== undefined) await write({ ...message, id: badId });
        else if (isRequest) await ask(message.method, message.params);
        else await write(message);
        assert.equal(await code('textDocument/hover', { textDocument, position }), undefined);
      }),
      { numRuns: 1000, seed: 20, endOnFailure: true },
    );
    // And still does what it is for.
    await write({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: uriOf('new.md'), languageId: 'markdown', version: 1, text: '# 新\n\n[x](#新)\n' } },
    });
    const found = await ask('textDocument/definition', { textDocument: { uri: uriOf('new.md') }, position: { line: 2, character: 5 } });
    assert.match(JSON.stringify(found.result), /new\.md/);
  } finally {
    child.kill();
  }
});

const bound = (process: Process) => ({
  child: process.child,
  write: process.write,
  ask: process.ask.bind(process),
  code: process.code.bind(process),
  ended: process.ended,
});

test('what comes at the wrong time is answered with the errors of the protocol, and the exit status tells of it', {
  timeout: 30_000,
}, async () => {
  const polite = bound(new Process(join(folder, 'kept')));
  assert.equal(await polite.code('textDocument/hover', { textDocument, position }), ErrorCodes.ServerNotInitialized);
  await polite.write({ method: 'textDocument/didOpen', params: right['textDocument/didOpen'] });
  assert.equal(await polite.code('initialize', { ...hello, initializationOptions: { storage: 3 } }), ErrorCodes.InvalidParams);
  assert.equal(await polite.code('initialize'), ErrorCodes.InvalidParams);
  assert.equal(await polite.code('initialize', hello), undefined);
  assert.equal(await polite.code('initialize', hello), ErrorCodes.InvalidRequest);
  await polite.write({ method: 'initialized', params: {} });
  assert.equal(await polite.code('textDocument/hover', { textDocument: { uri: 5 }, position }), ErrorCodes.InvalidParams);
  assert.equal(await polite.code('workspace/executeCommand', { command: 'concord.unify' }), ErrorCodes.InvalidParams);
  assert.equal(await polite.code('workspace/executeCommand', { command: 'no.such' }), ErrorCodes.InvalidParams);
  assert.equal(await polite.code('no/such'), ErrorCodes.MethodNotFound);
  assert.equal(await polite.code(5), ErrorCodes.InvalidRequest);
  assert.equal(await polite.code('shutdown'), undefined);
  assert.equal(await polite.code('textDocument/hover', { textDocument, position }), ErrorCodes.InvalidRequest);
  assert.equal(await polite.code('shutdown'), ErrorCodes.InvalidRequest);
  await polite.write({ method: 'exit' });
  assert.equal(await polite.ended, 0);
  const rude = bound(new Process(join(folder, 'kept')));
  assert.equal(await rude.code('initialize', hello), undefined);
  await rude.write({ method: 'exit' });
  assert.equal(await rude.ended, 1);
});

test('a change that says null for what it does not say is made all the same', { timeout: 30_000 }, async () => {
  const { child, write, ask } = bound(new Process(join(folder, 'kept')));
  try {
    await ask('initialize', hello);
    await write({ method: 'initialized', params: {} });
    const uri = uriOf('null.md');
    await write({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'markdown', version: 1, text: '# One\n' } } });
    const start = { line: 0, character: 2 };
    const contentChanges = [
      { range: null, rangeLength: null, text: '# 两\n' },
      { range: { start, end: { line: 0, character: 3 } }, rangeLength: null, text: '二\n\n[x](#二)' },
    ];
    await write({ method: 'textDocument/didChange', params: { textDocument: { uri, version: 2 }, contentChanges } });
    const found = await ask('textDocument/definition', { textDocument: { uri }, position: { line: 2, character: 5 } });
    assert.match(JSON.stringify(found.result), /null\.md/);
  } finally {
    child.kill();
  }
});

test('a URI that no file can have is no file', () => {
  for (const uri of ['file:///%00.md', 'file:///a%00b/c.md', 'untitled:a.md', '1 2:/%', '']) assert.equal(fileOf(uri), undefined, uri);
  assert.equal(fileOf('file:///a/b%20c.md'), '/a/b c.md');
});
