import { cacheFolder } from './host/cacheFolder.ts';
import { useCompiled } from './host/codeCache.ts';
import { tuneFor } from './host/v8Flags.ts';

tuneFor('command');
const keepCompiled = useCompiled(cacheFolder());

void import('./cli/run.ts').then(({ run }) => run()).then(() => (process.argv.includes('--no-cache') ? undefined : keepCompiled()));
