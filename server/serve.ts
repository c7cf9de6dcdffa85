import { Console } from 'node:console';
import { type Connection, createConnection, type Message, ProposedFeatures, StreamMessageWriter } from 'vscode-languageserver/node';
import { failures } from './lsp/failure.ts';
import { Frames } from './lsp/frames.ts';
import { guard, type Refused } from './lsp/guard.ts';
import { start } from './lsp/start.ts';
import { turn } from './lsp/timeSlicer.ts';

/** Milliseconds. By then, what a start needs has run, and V8 has not yet thrown it away. */
const settled = 1000;

/** The language server on Node: over IPC when the editor has forked it, else as its arguments say (`--stdio`). `keepCompiled`: keeps what V8 has made of our files. */
export function serve(keepCompiled: () => Promise<void>): void {
  const isForked = process.send !== undefined;
  const isTold = process.argv.some(
    argument =>
      argument.startsWith('--stdio') ||
      argument.startsWith('--node-ipc') ||
      argument.startsWith('--socket') ||
      argument.startsWith('--pipe'),
  );
  if (!isForked && !isTold) process.argv.push('--stdio');

  const isPiped = process.argv.includes('--stdio') && !process.argv.includes('--node-ipc');
  const connection = isPiped ? connectionOverPipes() : createConnection(ProposedFeatures.all, { messageStrategy: guard() });
  // What nobody has waited for is no reason to leave an editor alone.
  const failed = failures(connection);
  process.on('unhandledRejection', reason => failed('unhandledRejection', reason));
  process.on('uncaughtException', error => failed('uncaughtException', error));

  start(connection, async (_connection, initialize, versionOf) => {
    // One after the other, so that none of them keeps the event loop for long. Each costs a file of its own in the package, so only the largest are.
    await import('node:fs/promises').then(turn);
    await import('./claims/vocabulary.ts').then(turn);
    await import('./claims/readBlock.ts').then(turn);
    await import('./arithmetic/expression.ts').then(turn);
    await import('./extract/symbols.ts').then(turn);
    await import('./claims/read.ts').then(turn);
    await import('./extract/formulas.ts').then(turn);
    await import('./extract/extract.ts').then(turn);
    await import('./rules/index.ts').then(turn);
    await import('./workspace/workspace.ts').then(turn);
    await import('./host/node.ts').then(turn);
    const { createNodeServer } = await import('./lsp/nodeServer.ts');
    await turn();
    const kept = new Promise<void>(resolve => setTimeout(resolve, settled).unref()).then(keepCompiled);
    return createNodeServer(connection, initialize, versionOf, kept);
  });
}

/** Over standard input and output. What cannot be read, or answered by its id, is answered with the id that JSON-RPC has for it: null. */
function connectionOverPipes(): Connection {
  const writer = new StreamMessageWriter(process.stdout);
  const refuse = (error: Refused) => void writer.write({ jsonrpc: '2.0', id: null, error } as Message).catch(() => {});
  const [reader, messageStrategy] = [new Frames(process.stdin, refuse), guard(refuse)];
  // A client that has gone wants nothing any more.
  reader.onClose(() => process.exit(messageStrategy.isShutDown ? 0 : 1));
  // What a library prints must not get among the messages.
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, reader, writer, { messageStrategy });
}
