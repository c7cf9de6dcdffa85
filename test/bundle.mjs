// Bundles tests with the sources that they test, so that nothing is compiled while they run: test/fast.mjs and test/mutate.
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from './setup.mjs';

/**
 * `entries`: file by name, from the root. `rewrite(file, source)`: a source of ours as it is to be, as JavaScript, or undefined. `instead`: what is imported in place of a package.
 * Answers what esbuild knows of the bundles (`metafile`).
 */
export async function bundle(entries, outdir, { rewrite = () => undefined, instead = {} } = {}) {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'error',
    metafile: true,
    plugins: [
      {
        name: 'where-it-was',
        setup(build) {
          build.onResolve({ filter: /^node:/ }, ({ path }) => (path in instead ? { path: instead[path], external: true } : undefined));
          build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (path.includes(`${sep}node_modules${sep}`)) return undefined;
            const source = readFileSync(path, 'utf8');
            const rewritten = rewrite(relative(root, path).split(sep).join('/'), source);
            // Files beside a source are looked for from where it stands.
            const contents = (rewritten ?? source).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
            return { contents, loader: rewritten === undefined ? 'ts' : 'js', resolveDir: join(path, '..') };
          });
        },
      },
    ],
  });
  return metafile;
}
