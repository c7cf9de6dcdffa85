import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the worker that draws formulas as build.mjs does, into a file of this process. */
export async function formulaWorker(): Promise<string> {
  const outfile = join(tmpdir(), `concord-formula-${process.pid}.cjs`);
  await build({
    entryPoints: [new URL('../../server/formula/worker.ts', import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outfile;
}
