import { cacheFolder } from './host/cacheFolder.ts';
import { useCompiled } from './host/compiled.ts';
import { tuneFor } from './host/engine.ts';

tuneFor('server');

const told = process.argv.indexOf('--storage');
const keepCompiled = useCompiled((told > 0 && process.argv[told + 1]) || cacheFolder());

/** Milliseconds. By then, what a start needs has run. */
const settled = 5_000;
void import('./serve.ts').then(({ serve }) => serve(() => setTimeout(keepCompiled, settled).unref()));
