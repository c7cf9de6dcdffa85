// Makes faults in a folder of the server, one at a time, and tells which of them no test notices: `npm run mutate -- FOLDER`.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from '../bundle.mjs';
import { fastTests } from '../fast.mjs';
import { cache, root } from '../setup.mjs';
import { mutantsOf, withMutants } from './mutants.mjs';
import { fates } from './trying.mjs';

const usage = `Usage: npm run mutate -- FOLDER… [--sample N] [--seed S] [--tests WORD]… [--at-once N] [--list FILE]

  FOLDER    of sources, or one source: server/toc
  --sample  so many mutants, drawn at random (default: 100)
  --seed    of what is drawn: the same faults for the same sources (default: 1)
  --tests   only tests whose path has this word in it; without it all of npm run test:fast, and those that are about the folder
  --at-once so many programs (default: one for each core)
  --list    where to write what was found of each mutant, as JSON
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true, default: [] },
    'at-once': { type: 'string', default: String(availableParallelism()) },
    list: { type: 'string' },
  },
});
if (positionals.length === 0) {
  process.stderr.write(usage);
  process.exit(2);
}

/** Tests that take too long for every save, and are what some folder is tested by. */
const alsoAbout = {
  'server/headings': ['test/lsp/htmlHeadings.test.ts', 'test/lsp/navigation.test.ts', 'test/lsp/session.test.ts'],
  'server/model': [
    'test/formula/hover.test.ts',
    'test/lsp/failing.test.ts',
    'test/lsp/navigation.test.ts',
    'test/lsp/session.test.ts',
    'test/snapshot.test.ts',
  ],
  'server/rules': ['test/declared.test.ts', 'test/lsp/suggestions.test.ts', 'test/lsp/navigation.test.ts', 'test/lsp/session.test.ts'],
  'server/toc': ['test/lsp/navigation.test.ts', 'test/lsp/session.test.ts', 'test/lsp/toc.test.ts'],
};

process.chdir(root);
mkdirSync(cache, { recursive: true });
const out = mkdtempSync(join(cache, 'mutate-'));
/** What tests leave behind when a mutant ends them. */
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'concord-mutate-'));
process.on('exit', () => {
  for (const folder of [out, process.env.TMPDIR]) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const sources = new Map(positionals.flatMap(sourcesIn).map(file => [file, mutantsOf(file, readFileSync(file, 'utf8'))]));
const all = [...sources.values()].flatMap(({ mutants }) => mutants);
const drawn = draw(all, Number(values.sample), values.seed).map((mutant, i) => Object.assign(mutant, { id: i + 1 }));

let dead = 0;
let tried = 0;
const found = await fates(drawn, await bundled(), Number(values['at-once']), ({ way }) => {
  if (way === 'killed' || way === 'out of time') dead++;
  process.stderr.write(`\r${++tried} of ${drawn.length}, ${tried - dead} alive `);
});
process.stderr.write('\n');

const count = way => found.filter(one => one.way === way).length;
const order = ({ way, file, line }) => [way, file, String(line).padStart(5)].join(' ');
for (const { way, file, line, kind, was, text } of found.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))
  if (way === 'survived' || way === 'reached by no test')
    console.log(`${way}: ${file}:${line} ${kind}: ${short(was)} → ${text === '' ? '(nothing)' : short(text)}`);
console.log(
  `${positionals.join(' ')}: ${dead} of ${drawn.length} mutants killed (${((100 * dead) / drawn.length).toFixed(1)} %; ${count('out of time')} by time), ${count('survived')} survived, ${count('reached by no test')} reached by no test; drawn of ${all.length}, seed ${values.seed}`,
);
if (values.list !== undefined) writeFileSync(values.list, JSON.stringify(found, null, 1));

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

/** The files of tests with their bundles, and which of our sources each has in it. */
async function bundled() {
  const also = Object.entries(alsoAbout).flatMap(([folder, tests]) => (positionals.some(one => one.startsWith(folder)) ? tests : []));
  const chosen = [...new Set([...fastTests(), ...also])].filter(
    file => values.tests.length === 0 || values.tests.some(word => file.includes(word)),
  );
  const entries = Object.fromEntries(chosen.map(file => [file.replace(/\.ts$/, '').replaceAll('/', '.'), file]));
  const rewrite = file => {
    const mutants = drawn.filter(mutant => mutant.file === file);
    return mutants.length === 0 ? undefined : withMutants(sources.get(file).code, mutants);
  };
  const { outputs } = await bundle(entries, out, {
    rewrite,
    instead: { 'node:test': pathToFileURL(join(root, 'test/mutate/collect.mjs')).href },
  });
  const sourcesOf = output => {
    const seen = new Set([output]);
    for (const one of seen) for (const { path } of outputs[one]?.imports ?? []) if (path in outputs) seen.add(path);
    return new Set([...seen].flatMap(one => Object.keys(outputs[one].inputs)));
  };
  const outputOf = file => Object.keys(outputs).find(name => outputs[name].entryPoint === file);
  return chosen.map(file => ({ file, script: pathToFileURL(join(root, outputOf(file))).href, sources: sourcesOf(outputOf(file)) }));
}

function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}
