// Runs everything that has to hold, from a fresh clone on: `npm test`. With names of stages, only those and what they need:
//   node test/run.mjs types lint unit | package | vscode | desktop
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, root } from './setup.mjs';

/** In order. A stage that needs a failed one is left out; all others run, so that one look shows all that is wrong. */
const stages = [
  { name: 'types', run: () => node('node_modules/typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'lint', run: () => node('node_modules/@biomejs/biome/bin/biome', 'ci', ...(process.stdout.isTTY ? [] : ['--colors=off'])) },
  { name: 'build', run: () => node('build.mjs') },
  {
    name: 'unit',
    needs: ['build'],
    // A file that never ends is said by its name; the slowest needs a twentieth of this.
    run: () =>
      leavingNothing(() => node('--import', 'tsx', '--test', '--test-timeout=600000', '--test-reporter=spec', ...unitTests('test'))),
  },
  {
    name: 'package',
    needs: ['build'],
    run: () => [node('test/package.mjs'), node('test/npm.mjs'), node('test/ci.mjs')].every(passed => passed),
  },
  { name: 'vscode', needs: ['package'], run: () => [node('test/vscode/web.mjs'), node('test/vscode/window.mjs')].every(passed => passed) },
  { name: 'desktop', needs: ['package'], run: () => node('test/vscode/desktop.mjs'), onDemand: true },
];

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !stages.some(stage => stage.name === name));
if (unknown.length > 0) throw new Error(`No stage ${unknown.join(', ')}; there are ${stages.map(stage => stage.name).join(', ')}.`);

process.chdir(root);
installDependencies();
const results = new Map();
for (const stage of chosen()) {
  const blocked = (stage.needs ?? []).filter(name => results.get(name)?.passed === false);
  if (blocked.length > 0) {
    results.set(stage.name, { passed: false, note: `left out, since ${blocked.join(', ')} failed` });
    continue;
  }
  console.log(`\n── ${stage.name} ──`);
  const start = performance.now();
  results.set(stage.name, { passed: stage.run(), note: `${((performance.now() - start) / 1000).toFixed(1)} s` });
}

console.log('\n── summary ──');
for (const [name, { passed, note }] of results) console.log(`${passed ? '✔' : '✖'} ${name.padEnd(8)} ${note}`);
const failed = [...results.values()].filter(({ passed }) => !passed).length;
console.log(`stages: ${results.size - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The stages asked for and those they need; without any, all but those that run on demand. */
function chosen() {
  if (asked.length === 0) return stages.filter(stage => !stage.onDemand);
  const names = new Set(asked);
  for (const stage of stages.toReversed()) if (names.has(stage.name)) for (const need of stage.needs ?? []) names.add(need);
  return stages.filter(stage => names.has(stage.name));
}

/** No part of a stage takes half as long as it may: what never ends fails. */
function node(...args) {
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 15 * 60_000 }).status === 0;
}

/** Tests write to folders of their own: what they left here would be a part of the project some day. */
function leavingNothing(run) {
  const before = new Set(readdirSync(root));
  const passed = run();
  const left = readdirSync(root).filter(name => !before.has(name));
  for (const name of left) console.log(`✖ The tests have left “${name}” in the folder of the project.`);
  return passed && left.length === 0;
}

/** All *.test.ts below a folder: Node 20's test runner takes files, not patterns. */
function unitTests(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
