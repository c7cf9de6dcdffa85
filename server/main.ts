import { cacheFolder } from './host/cacheFolder.ts';
import { useCompiled } from './host/codeCache.ts';
import { tuneFor } from './host/v8Flags.ts';
import { turn } from './lsp/timeSlicer.ts';

tuneFor('server');

const told = process.argv.indexOf('--storage');
const keepCompiled = useCompiled((told > 0 && process.argv[told + 1]) || cacheFolder());

void begin();

/** Module after module, so that none keeps the event loop for long. */
async function begin(): Promise<void> {
  await turn();
  await import('vscode-languageserver-protocol/node').then(turn);
  const { serve } = await import('./serve.ts');
  serve(keepCompiled);
}
