// `npm run test:fast`, for every save: the tests that need neither a build nor VS Code and take no long time, in two programs. All others are in `npm run test:unit`.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, installDependencies, root } from './setup.mjs';

/** What starts programs, waits for the machine, or draws at random for seconds. */
const slow =
  /[hH]ostile|^test\/(?:lsp|growth|markdown)\/|^test\/(?:cli|compiled|declared|faults|fuzz|generated|git|givingWay|host|incremental|manyProblems|messages|notices|opening|output|pieces|printing|properties|recalled|slowDisk|snapshot|special|store|syntaxes|writing)\.test\.ts$|^test\/formula\/(?:hover|panel|plain|fastValidator|typesetter)\.|^test\/claims\/(?:edits|expression|triggers)\./;

export const fastTests = () =>
  readdirSync(join(root, 'test'), { recursive: true })
    .map(name => `test/${name.split(sep).join('/')}`)
    .filter(name => name.endsWith('.test.ts') && !slow.test(name))
    .sort();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(root);
  installDependencies();
  const out = join(cache, `fast-${process.pid}`);
  process.on('exit', () => rmSync(out, { recursive: true, force: true }));
  const { bundle } = await import('./bundle.mjs');
  const entries = Object.fromEntries(fastTests().map(file => [file.replace(/\.ts$/, '').replaceAll('/', '.'), file]));
  await bundle(entries, out);
  mkdirSync(out, { recursive: true });
  const names = Object.keys(entries);
  const ended = await Promise.all(
    [0, 1].map(half =>
      run(
        out,
        names.filter((_, i) => i % 2 === half),
        half,
      ),
    ),
  );
  console.log(`${names.length} files of tests in ${(performance.now() / 1000).toFixed(1)} s`);
  process.exitCode = ended.some(code => code !== 0) ? 1 : 0;
}

/** Some files of tests in one program: all are read before the first test begins. */
function run(out, names, half) {
  const script = join(out, `half-${half}.mjs`);
  writeFileSync(script, names.map(name => `import './${name}.mjs';\n`).join(''));
  // As the test runner marks its own: what fails inside the program fails its test (test/failing.ts).
  const env = { ...process.env, NODE_TEST_CONTEXT: 'fast' };
  const child = spawn(process.execPath, ['--enable-source-maps', '--test-reporter=dot', script], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise(resolve => child.on('exit', code => resolve(code ?? 1)));
}
