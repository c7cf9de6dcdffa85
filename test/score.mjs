// How good Concord is on the real knowledge base that lies beside the project, where there is one: `npm run score`.
// Prints every figure with its floor (test/floors.json) and ends with 1 when one is below.
//   node test/score.mjs [--only NAME…]     only the figures of some modules of test/score/
//   node test/score.mjs --sample 100       a hundred labelled links with their first fix, for reading
//   node test/score.mjs --symbols 100      a hundred symbols of formulas with where F12 leads, for reading; --seed N: others
//   node test/score.mjs --notes            with each figure, what is behind it
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { root } from './setup.mjs';

process.chdir(root);
register();

const { values } = parseArgs({
  options: {
    material: { type: 'string', default: '../shared' },
    sample: { type: 'string' },
    symbols: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
    notes: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const [corpus, labels, scorers] = ['corpus', 'labels', 'score'].map(name => join(values.material, name));

if (![corpus, labels, scorers].every(existsSync)) {
  console.log(`There is no ${values.material} with a corpus, labels and scores here: nothing to measure.`);
  process.exit(0);
}

if (values.symbols !== undefined) {
  const { sampleOfSymbols } = await import('./score/symbols.ts');
  process.stdout.write(await sampleOfSymbols(Number(values.symbols), Number(values.seed), corpus));
  process.exit(0);
}

const folder = '.cache/score';
mkdirSync(folder, { recursive: true });
if (values.build) execFileSync(process.execPath, ['build.mjs'], { stdio: 'ignore' });
/** What it prints; also where it says that not everything could be checked, since there are files that cannot be read. */
const concord = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0 && (status !== 2 || stdout === '')) throw new Error(`concord ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};
const checkFile = join(folder, 'check-corpus.json');
writeFileSync(checkFile, concord('check', corpus, '--format', 'json', '--fail-on', 'never', '--no-git', '--no-cache'));
const runs = { corpus, scorers, folder, concord, checkFile, checked: JSON.parse(readFileSync(checkFile, 'utf8')) };

if (values.sample !== undefined) {
  const { sample } = await import('./score/sample.ts');
  process.stdout.write(sample(Number(values.sample), labels, runs));
} else {
  await printFigures();
}

async function printFigures() {
  const { figuresOf } = await import('./score/all.ts');
  const floors = JSON.parse(readFileSync('test/floors.json', 'utf8'));
  const known = new Set();
  let below = 0;
  for await (const { name, value, of, notes = [] } of figuresOf({ labels }, runs, values.only)) {
    known.add(name);
    const floor = floors[name];
    const holds = floor === undefined || ('least' in floor ? value >= floor.least : value <= floor.most);
    if (!holds) below++;
    const limit = floor === undefined ? '' : 'least' in floor ? `at least ${floor.least}` : `at most ${floor.most}`;
    console.log(
      `${holds ? '✔' : '✖'} ${String(value).padStart(7)}${of === undefined ? '' : ` of ${of}`}  ${name}${limit && `  (${limit})`}`,
    );
    if (values.notes || !holds) for (const note of notes.slice(0, values.notes ? notes.length : 10)) console.log(`             ${note}`);
  }
  const forgotten = values.only === undefined ? Object.keys(floors).filter(name => !known.has(name)) : [];
  for (const name of forgotten) console.log(`✖ There is a floor for “${name}”, but no such figure.`);
  console.log(`${known.size} figures, ${below} below their floor`);
  process.exitCode = below + forgotten.length === 0 ? 0 : 1;
}
