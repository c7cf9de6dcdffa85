// Bundles the client, the language server, its worker and the command line into dist/; nothing in there needs node_modules.
//   node build.mjs            minified, for the package
//   node build.mjs --dev      readable, with source maps
//   node build.mjs --watch    readable, and again after each change
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
process.chdir(dirname(fileURLToPath(import.meta.url)));

/** What all bundles share. CommonJS, because VS Code 1.90 loads extensions with require. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // ES modules first: some language server packages have a UMD main that cannot be bundled.
  mainFields: ['module', 'main'],
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  minify: !dev,
  keepNames: false,
  sourcemap: dev ? 'linked' : false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

const bundles = [
  { in: 'client/extension.ts', out: 'dist/client.cjs', external: ['vscode'] },
  { in: 'server/main.ts', out: 'dist/server.js', executable: true },
  { in: 'server/worker.ts', out: 'dist/worker.js' },
  { in: 'server/formula/worker.ts', out: 'dist/formula.js' },
  { in: 'server/cli.ts', out: 'dist/cli.js', executable: true },
].filter(bundle => existsSync(bundle.in));

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
// The manifest says "module" for the sources; the bundles are CommonJS.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

const contexts = await Promise.all(
  bundles.map(({ in: entry, out, external = [], executable = false }) =>
    esbuild.context({
      ...common,
      entryPoints: [entry],
      outfile: out,
      external,
      banner: { js: (executable ? '#!/usr/bin/env node\n' : '') + common.banner.js },
    }),
  ),
);
const results = await Promise.all(contexts.map(context => context.rebuild()));
await writeSchema();
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices(results.flatMap(result => Object.keys(result.metafile.inputs))));

if (watch) {
  await Promise.all(contexts.map(context => context.watch()));
  console.log('Watching for changes; Ctrl-C ends it.');
} else {
  await Promise.all(contexts.map(context => context.dispose()));
  for (const file of readdirSync('dist').sort())
    console.log(`dist/${file}  ${(readFileSync(join('dist', file)).length / 1000).toFixed(1)} kB`);
}

/** The JSON schema of concord.json, which the rules' own descriptions make up. VS Code has one for all languages, so it speaks both. */
async function writeSchema() {
  if (!existsSync('server/schema.ts')) return;
  const outfile = `.cache/schema.${process.pid}.cjs`;
  await esbuild.build({ ...common, entryPoints: ['server/schema.ts'], outfile, sourcemap: false });
  const { configurationSchema } = createRequire(import.meta.url)(`./${outfile}`);
  rmSync(outfile);
  const chinese = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8'));
  const inBoth = text => (chinese[text] ? `${text}\n\n${chinese[text]}` : text);
  writeFileSync('dist/concord.schema.json', `${JSON.stringify(configurationSchema(inBoth), null, dev ? 2 : 0)}\n`);
}

/** The licences of all packages that have a file in a bundle: they ask to be passed on with it. */
function notices(inputs) {
  const folders = new Set(inputs.map(input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(Boolean));
  const texts = [...folders].sort().map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version}\n\n${text}\n`;
  });
  return `Concord contains code of the packages below.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
