import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createConnection } from 'vscode-languageserver/node';
import { createMessageConnection, ErrorCodes, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { guard } from '../../server/lsp/guard.ts';
import type { Serving } from '../../server/lsp/serving.ts';
import { start } from '../../server/lsp/start.ts';
import { messagesOf } from '../messageReader.ts';

/** An editor at the other end of a server that serves so. What the server logs is collected. */
async function served(serving: () => Promise<Serving>) {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor), { messageStrategy: guard() });
  start(server, serving);
  const editor = createMessageConnection(messagesOf(toEditor), new StreamMessageWriter(toServer));
  const logged: string[] = [];
  editor.onNotification('window/logMessage', ({ message }: { message: string }) => void logged.push(message.split('\n')[0]!));
  editor.listen();
  await editor.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await editor.sendNotification('initialized', {});
  return { editor, logged };
}

const uri = 'file:///kb/a.md';
const fails = (what: string) => () => {
  throw new Error(what);
};
const failsLater = (what: string) => async () => fails(what)();

test('what goes wrong costs the message that it was done for, and is logged once', { timeout: 20_000 }, async () => {
  const failing = {
    begin: failsLater('begin'),
    opened: fails('opened'),
    session: { setText: fails('text'), close: failsLater('closed'), filesChanged: failsLater('files') },
    symbols: fails('symbols'),
    execute: failsLater('command'),
    answer: async () => 'answered',
  };
  const { editor, logged } = await served(async () => failing as unknown as Serving);
  await editor.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text: '' } });
  await editor.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: 'x' }] });
  await editor.sendNotification('textDocument/didClose', { textDocument: { uri } });
  await editor.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  for (let i = 0; i < 2; i++) {
    await assert.rejects(editor.sendRequest('workspace/symbol', { query: '' }), { code: ErrorCodes.InternalError });
    await assert.rejects(editor.sendRequest('workspace/executeCommand', { command: 'concord.check' }), { code: ErrorCodes.InternalError });
  }
  assert.equal(await editor.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } }), 'answered');
  assert.deepEqual(logged.sort(), [
    'concord.check: Error: command',
    'initialized: Error: begin',
    'textDocument/didChange file:///kb/a.md: Error: text',
    'textDocument/didClose file:///kb/a.md: Error: closed',
    'textDocument/didOpen file:///kb/a.md: Error: opened',
    'workspace/didChangeWatchedFiles: Error: files',
    'workspace/symbol: Error: symbols',
  ]);
  editor.dispose();
});

test('a server that cannot begin answers with errors', { timeout: 20_000 }, async () => {
  const { editor, logged } = await served(failsLater('no such module'));
  const position = { line: 0, character: 0 };
  await assert.rejects(editor.sendRequest('textDocument/hover', { textDocument: { uri }, position }), { code: ErrorCodes.InternalError });
  assert.ok(logged.includes('initialize: Error: no such module'));
  editor.dispose();
});
