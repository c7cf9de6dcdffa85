// Measures Concord beside its peers on one knowledge base, in turn, and prints medians, ratios and which targets they reach: `npm run bench`.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checking } from './checking.ts';
import { build, checkLinksOnly, taken } from './concord.ts';
import { chaptersIn, copy, neighbour } from './corpus.ts';
import { generate } from './generate.ts';
import { growth } from './growth.ts';
import { loop } from './loop.ts';
import type { Measurement, Setting } from './measurement.ts';
import { output } from './output.ts';
import { peers, versions } from './peers.ts';
import { requests } from './requests.ts';
import { starting } from './starting.ts';
import { measurementTable, verdictTable } from './table.ts';
import { verdicts } from './targets.ts';
import { typing } from './typing.ts';

const parts = { check: checking, output, start: starting, typing, requests, loop, growth };

const usage = `Usage: npm run bench -- [--quick | --all] [--only ${Object.keys(parts).join('|')}]… [--corpus FOLDER] [--build FOLDER] [--json FILE]

  --quick   what fits in two minutes: fewer rounds, no slow peers, no growth, no reports
  --all     also a hundred times the knowledge base: 1.5 GB of temporary files and several minutes
  --only    just this part, may be given several times
  --corpus  the knowledge base; without it ../shared/corpus, or a generated one
  --build   a folder with dist/ and l10n/ of another build, instead of this project built now
  --json    where to write the figures (default: .cache/bench/results.json)
`;

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    corpus: { type: 'string' },
    build: { type: 'string' },
    json: { type: 'string', default: join(project, '.cache', 'bench', 'results.json') },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const unknown = values.only.filter(name => !(name in parts));
if (values.help || unknown.length > 0) {
  process.stdout.write(unknown.length > 0 ? `There is no part ${unknown.join(', ')}.\n${usage}` : usage);
  process.exit(values.help ? 0 : 2);
}

const say = (message: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${message}\n`);
const cache = join(project, '.cache', 'bench');
mkdirSync(cache, { recursive: true });
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kb-bench-')));
const clean = () => rmSync(scratch, { recursive: true, force: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    clean();
    process.exit(1);
  });
}
try {
  await bench();
} finally {
  clean();
}

async function bench(): Promise<void> {
  const begun = performance.now();
  const given = values.corpus === undefined ? neighbour(project) : resolve(values.corpus);
  if (given !== undefined && !existsSync(given)) throw new Error(`There is no folder ${given}.`);
  const root = given === undefined ? generate(join(project, 'test', 'example'), join(scratch, 'kb')) : copy(given, join(scratch, 'kb'));
  const concord = values.build === undefined ? build(project, join(scratch, 'concord')) : taken(resolve(values.build));
  const linksOnly = copy(root, join(scratch, 'kb-links'));
  checkLinksOnly(linksOnly, concord);
  const setting: Setting = {
    concord,
    peers: peers(cache, say),
    peersFolder: cache,
    root,
    linksOnly,
    scratch,
    quick: values.quick,
    huge: values.all,
    say,
  };

  const chapters = chaptersIn(root);
  const about = {
    corpus: given === undefined ? 'generated' : 'given',
    chapters: chapters.length,
    bytes: chapters.reduce((sum, { bytes }) => sum + bytes, 0),
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    peers: Object.keys(setting.peers).map(name => versions[name as keyof typeof versions][0]),
    concord: { pause: 0, trusted: false },
  };
  const measurements: Measurement[] = [];
  const write = () => {
    mkdirSync(dirname(resolve(values.json)), { recursive: true });
    writeFileSync(values.json, `${JSON.stringify({ about, measurements, targets: verdicts(measurements) }, null, 1)}\n`);
  };
  for (const [name, part] of Object.entries(parts)) {
    if (values.only.length > 0 ? !values.only.includes(name) : values.quick && (name === 'growth' || name === 'output')) continue;
    say(name);
    measurements.push(...(await part(setting)));
    write();
  }

  const { chapters: count, bytes, processor, memory, node } = about;
  console.log(
    `\n${count} chapters, ${(bytes / 1e6).toFixed(1)} MB (${about.corpus}); ${processor}, ${memory}, Node ${node}; ${about.peers.join(', ')}`,
  );
  console.log('Servers are asked with no pause after typing; nobody runs git. CPU is user and system of all processes.\n');
  console.log(measurementTable(measurements));
  console.log(`\n${verdictTable(verdicts(measurements))}`);
  for (const { name, note } of measurements) if (note !== undefined) console.log(`\n${name.trim()}: ${note}.`);
  console.log(`\nTook ${Math.round((performance.now() - begun) / 1000)} s; figures in ${values.json}`);
}
