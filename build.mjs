// Bundles the client, the language server, its workers and the command line into dist/; nothing in there needs node_modules.
//   node build.mjs            minified, for the package
//   node build.mjs --dev      readable, with source maps
//   node build.mjs --watch    readable, and again after each change

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch as watchFolder, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { boundByValue } from './build/bindings.mjs';
import { builtinsAtUse, deferred } from './build/deferred.mjs';
import { shorterGlyphs } from './build/glyphs.mjs';
import { katexParser } from './build/katexParser.mjs';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
process.chdir(dirname(fileURLToPath(import.meta.url)));

/** What VS Code and Node start, and what a bin of the package names. */
const entryPoints = {
  client: 'client/extension.ts',
  server: 'server/main.ts',
  worker: 'server/worker.ts',
  formula: 'server/formula/worker.ts',
  cli: 'server/cli.ts',
};
const executables = ['server.js', 'cli.js'];

/** Large, and of no use before the first formula that is not plain, the first text that is not, the first `&` or configuration of a generator, something to be kept or run, or the first map. */
const later = [
  { from: './katex.js', module: /^katex$/, exports: ['default'] },
  { from: './remark.js', module: /[\\/]remark\.ts$/, exports: ['parseWithRemark'] },
  { from: './forces.js', module: /^d3-force$/, exports: ['forceSimulation', 'forceLink', 'forceManyBody', 'forceX', 'forceY'] },
  { from: './entities.js', module: /^decode-named-character-reference$/, exports: ['decodeNamedCharacterReference'] },
  { from: './yaml.js', module: /^yaml$/, exports: ['isMap', 'isScalar', 'isSeq', 'parse', 'parseDocument'] },
  { from: './toml.js', module: /^smol-toml$/, exports: ['parse'] },
  { from: 'node:crypto', module: /^node:crypto$/, exports: ['createHash', 'randomBytes', 'randomUUID'] },
  { from: 'node:child_process', module: /^node:child_process$/, exports: ['execFile'] },
  {
    from: 'node:fs/promises',
    module: /^node:fs\/promises$/,
    exports: ['lstat', 'mkdir', 'open', 'readdir', 'readFile', 'realpath', 'rename', 'rm', 'stat'],
  },
];
const laterEntryPoints = {
  katex: 'katex/katex.ts',
  remark: './server/markdown/remark.ts',
  forces: 'd3-force',
  entities: 'decode-named-character-reference',
  yaml: './node_modules/yaml/browser/index.js',
  toml: 'smol-toml',
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // ES modules first: some language server packages have a UMD main that cannot be bundled.
  mainFields: ['module', 'main'],
  minify: !dev,
  legalComments: 'none',
  logLevel: 'warning',
};
const moduleUrl = "const moduleUrl = require('node:url').pathToFileURL(__filename).href;";

const built = () => console.log('Built. Waiting for changes; Ctrl-C ends it.');

await build();

if (watch) {
  let pending;
  const again = () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      console.log('Building …');
      build().then(built, built); // what is wrong has been printed
    }, 100);
  };
  for (const folder of ['client', 'server', 'l10n']) watchFolder(folder, { recursive: true }, again);
  built();
}

async function build() {
  // As ES modules: only these can share code. What several entry points use becomes a chunk.
  const { outputFiles, metafile } = await esbuild.build({
    ...common,
    format: 'esm',
    splitting: true,
    // Names are made short at last: before, they are to tell what is assigned.
    minify: false,
    minifySyntax: !dev,
    entryPoints: { ...entryPoints, ...laterEntryPoints },
    outdir: 'dist',
    external: ['vscode'],
    // What is kept from one start to the next is of use only to the same program; while it is being worked on, nothing is kept.
    define: { __BUILD__: dev ? 'undefined' : JSON.stringify(hashOfSources()), __VERSION__: '""' },
    sourcemap: dev && 'inline',
    plugins: [deferred(later), builtinsAtUse, katexParser, shorterGlyphs],
    metafile: true,
    write: false,
  });
  const modules = boundByValue(new Map(outputFiles.map(({ path, text }) => [basename(path), text])));
  const scripts = await Promise.all([...modules].map(([name, text]) => commonJs(name, text)));
  // Chunks first, then what refers to them.
  const files = new Map(scripts.flat().sort(([a], [b]) => Number(b.startsWith('chunk-')) - Number(a.startsWith('chunk-'))));
  // The manifest says "module" for the sources; the bundles are CommonJS.
  files.set('package.json', '{ "type": "commonjs" }\n');
  files.set('concord.schema.json', await schema());
  files.set('THIRD-PARTY-NOTICES.txt', notices(Object.keys(metafile.inputs)));
  writeAll('dist', files);
  for (const [file, contents] of files) console.log(`dist/${file}  ${(Buffer.byteLength(contents) / 1000).toFixed(1)} kB`);
}

/** The files of a bundle as CommonJS: VS Code 1.91 loads extensions with require, and it starts faster. */
async function commonJs(name, text) {
  const { code, map } = await esbuild.transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: !dev,
    define: { 'import.meta.url': 'moduleUrl' },
    // What is imported later is required later: no second way of loading modules has to be started for it.
    supported: { 'dynamic-import': false },
    banner: `${executables.includes(name) ? '#!/usr/bin/env node\n' : ''}${text.includes('import.meta.url') ? moduleUrl : ''}`,
    sourcemap: dev && 'external',
    sourcefile: name,
  });
  return dev
    ? [
        [name, `${code}//# sourceMappingURL=${name}.map\n`],
        [`${name}.map`, map],
      ]
    : [[name, code]];
}

/** Of everything that the server is made of and by. */
function hashOfSources() {
  const hash = createHash('sha1');
  const filesIn = folder => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const names = [...filesIn('server'), ...filesIn('build')].map(entry => join(entry.parentPath ?? entry.path, entry.name)).sort();
  for (const name of [...names, 'build.mjs', 'package-lock.json']) hash.update(name).update(readFileSync(name));
  return hash.digest('hex');
}

/** Only once everything has been built, and file by file in one step: what runs meanwhile finds the old or the new. */
function writeAll(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, contents] of files) {
    const partial = join(folder, `.${name}.${process.pid}`);
    writeFileSync(partial, contents);
    renameSync(partial, join(folder, name));
  }
  for (const name of readdirSync(folder)) if (!files.has(name) && !name.startsWith('.')) rmSync(join(folder, name), { recursive: true });
}

/** The JSON schema of concord.json, which the rules' own descriptions make up. VS Code has one for all languages, so it speaks both. */
async function schema() {
  mkdirSync('.cache', { recursive: true });
  const outfile = `.cache/schema.${process.pid}.cjs`;
  const define = { 'import.meta.url': 'moduleUrl' };
  await esbuild.build({ ...common, format: 'cjs', entryPoints: ['server/schema.ts'], outfile, define, banner: { js: moduleUrl } });
  const { configurationSchema } = createRequire(import.meta.url)(`./${outfile}`);
  rmSync(outfile);
  const chinese = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8'));
  const inBoth = text => (chinese[text] ? `${text}\n\n${chinese[text]}` : text);
  return `${JSON.stringify(configurationSchema(inBoth), null, dev ? 2 : 0)}\n`;
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
