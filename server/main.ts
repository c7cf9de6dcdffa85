import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { start } from './lsp/start.ts';

/** The language server on Node: over IPC when the editor has forked it, else as its arguments say (`--stdio`). */
const isForked = process.send !== undefined;
const isTold = process.argv.some(
  argument =>
    argument.startsWith('--stdio') || argument.startsWith('--node-ipc') || argument.startsWith('--socket') || argument.startsWith('--pipe'),
);
if (!isForked && !isTold) process.argv.push('--stdio');

start(createConnection(ProposedFeatures.all), async (connection, initialize) => {
  const { serveHere } = await import('./lsp/here.ts');
  return serveHere(connection, initialize);
});
