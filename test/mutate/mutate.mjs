// Makes faults in a folder of the server, one at a time, and tells which of them no test notices: `npm run mutate -- FOLDER`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../bundle.mjs';
import { fastTests } from '../fast.mjs';
import { cache, root } from '../setup.mjs';
import { banner, mutantsOf, withMutants } from './mutants.mjs';

const usage = `Usage: npm run mutate -- FOLDER… [--sample N] [--seed S] [--tests WORD]… [--list FILE]

  FOLDER    of sources, or one source: server/toc
  --sample  so many mutants, drawn at random (default: 100)
  --seed    of what is drawn: the same faults for the same sources (default: 1)
  --tests   only tests whose path has this word in it; without it all of npm run test:fast
  --list    where to write what was found of each mutant, as JSON
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true, default: [] },
    list: { type: 'string' },
  },
});
if (positionals.length === 0) {
  process.stderr.write(usage);
  process.exit(2);
}

process.chdir(root);
mkdirSync(cache, { recursive: true });
const out = mkdtempSync(join(cache, 'mutate-'));
process.on('exit', () => rmSync(out, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const sources = new Map(positionals.flatMap(sourcesIn).map(file => [file, mutantsOf(file, readFileSync(file, 'utf8'))]));
const all = [...sources.values()].flatMap(({ mutants }) => mutants);
const drawn = draw(all, Number(values.sample), values.seed).map((mutant, i) => Object.assign(mutant, { id: i + 1 }));
const tests = await bundled();
const seen = tests.map(test => ({ ...test, ...dryRun(test) }));

const ways = { killed: [], 'out of time': [], survived: [], 'reached by no test': [] };
for (const [i, mutant] of drawn.entries()) {
  const result = fateOf(mutant);
  ways[result].push(mutant);
  process.stderr.write(`\r${i + 1} of ${drawn.length}, ${ways.survived.length + ways['reached by no test'].length} alive `);
}
process.stderr.write('\n');

for (const way of ['survived', 'reached by no test'])
  for (const { file, line, kind, was, text } of ways[way].toSorted((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line,
  ))
    console.log(`${way}: ${file}:${line} ${kind}: ${short(was)} → ${text === '' ? '(nothing)' : short(text)}`);
const dead = ways.killed.length + ways['out of time'].length;
console.log(
  `${positionals.join(' ')}: ${dead} of ${drawn.length} mutants killed (${Math.round((100 * dead) / drawn.length)} %; ${ways['out of time'].length} by time), ${ways.survived.length} survived, ${ways['reached by no test'].length} reached by no test; drawn of ${all.length}, seed ${values.seed}, ${seen.length} files of tests`,
);
if (values.list !== undefined)
  writeFileSync(
    values.list,
    JSON.stringify(
      Object.entries(ways).flatMap(([way, mutants]) => mutants.map(mutant => ({ way, ...mutant }))),
      null,
      1,
    ),
  );

function sourcesIn(place) {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(place, { recursive: true })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(place, name).split(sep).join('/'))
    .sort();
}

/** `count` of them, each as likely as any other. */
function draw(from, count, seed) {
  const rank = one => createHash('sha256').update(`${seed} ${one.file} ${one.start} ${one.end} ${one.text}`).digest('hex');
  return from
    .map(one => [rank(one), one])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, count)
    .map(([, one]) => one);
}

/** The tests that have one of the sources in them. */
async function bundled() {
  const chosen = fastTests().filter(file => values.tests.length === 0 || values.tests.some(word => file.includes(word)));
  const entries = Object.fromEntries(chosen.map(file => [file.replace(/\.ts$/, '').replaceAll('/', '.'), file]));
  const rewrite = file => {
    const mutants = drawn.filter(mutant => mutant.file === file);
    return mutants.length === 0 ? undefined : withMutants(sources.get(file).code, mutants);
  };
  await bundle(entries, out, { rewrite, banner });
  return Object.entries(entries).map(([name, file]) => ({ file, script: join(out, `${name}.mjs`) }));
}

/** Which mutants a test comes past, and how long it takes. Where it fails by itself, nothing would mean anything. */
function dryRun({ file, script }) {
  const reached = join(out, 'reached.json');
  const { status, seconds, output } = run(script, 600, { REACHED: reached });
  if (status !== 0) throw new Error(`${file} fails without any mutant:\n${output}`);
  return { seconds, reached: new Set(JSON.parse(readFileSync(reached, 'utf8'))) };
}

/** The quickest tests first. A mutant that makes a test run for ever is noticed too. */
function fateOf({ id }) {
  const able = seen.filter(({ reached }) => reached.has(id)).sort((a, b) => a.seconds - b.seconds);
  for (const { script, seconds } of able) {
    const { status, isOut } = run(script, Math.ceil(5 * seconds + 5), { MUTANT: String(id) });
    if (status !== 0) return isOut ? 'out of time' : 'killed';
  }
  return able.length === 0 ? 'reached by no test' : 'survived';
}

/** One test file in a process of its own. `limit`: seconds of CPU, which a busy machine does not change. */
function run(script, limit, env) {
  const args = ['--test-reporter', join(root, 'test/mutate/bail.mjs'), script];
  const [file, all] =
    process.platform === 'win32'
      ? [process.execPath, args]
      : ['sh', ['-c', `ulimit -t ${limit}; exec "$0" "$@"`, process.execPath, ...args]];
  const begun = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(file, all, {
    env: { ...process.env, NODE_TEST_CONTEXT: 'mutants', ...env },
    timeout: limit * 20_000,
    encoding: 'utf8',
  });
  return { status, isOut: signal !== null, seconds: (performance.now() - begun) / 1000, output: stdout + stderr };
}

function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}
