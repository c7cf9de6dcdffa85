import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { failures } from './lsp/failure.ts';
import { guard } from './lsp/guard.ts';
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

  const connection = createConnection(ProposedFeatures.all, { messageStrategy: guard() });
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
