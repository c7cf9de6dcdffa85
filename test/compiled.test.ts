import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'concord-compiled-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A program that uses what is kept in a folder and then requires another file of its own, which says what it sees. */
async function program(version: string, part: string): Promise<string> {
  const at = mkdtempSync(join(folder, 'program-'));
  await build({
    stdin: {
      contents:
        "import { useCompiled } from './server/host/codeCache.ts'; const keep = useCompiled(process.argv[2]); require('./part.js'); void keep();",
      resolveDir: process.cwd(),
    },
    outfile: join(at, 'main.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['./part.js'],
    define: { __BUILD__: JSON.stringify(version), 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  writeFileSync(join(at, 'part.js'), part);
  writeFileSync(join(at, 'other.js'), 'exports.word = "other";');
  return join(at, 'main.js');
}

function output(main: string, kept: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, kept], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

const keptIn = (kept: string): string[] => readdirSync(kept).map(name => join(kept, name));
const part =
  "const { basename } = require('node:path'); console.log(require('./other.js').word, basename(__filename), basename(__dirname).slice(0, 8), module.exports === exports);";
const said = 'other part.js program- true\n';

test('what V8 has made is kept once and used at the next start; what is damaged is made anew', async () => {
  const main = await program('1', part);
  const kept = join(folder, 'kept', 'of the editor');
  assert.equal(output(main, kept), said);
  const [file, ...more] = keptIn(kept);
  assert(file !== undefined && more.length === 0, 'one file, and nothing half written');
  const [content, longAgo] = [readFileSync(file), new Date(2020, 1, 1)];
  utimesSync(file, longAgo, longAgo);
  assert.equal(output(main, kept), said);
  assert.deepEqual(statSync(file).mtime, longAgo, 'nothing to make anew');
  for (const damaged of [Buffer.alloc(0), content.subarray(0, -7), Buffer.from(content).fill(1, 600, 700)]) {
    writeFileSync(file, damaged);
    assert.equal(output(main, kept), said);
    assert.notDeepEqual(readFileSync(file), damaged);
  }
});

test('another version of the program does not run what is kept of this one', async () => {
  const kept = join(folder, 'versions');
  // Of the same length, which is all that V8 itself compares.
  for (const version of ['1', '2', '3', '4', '5', '6']) {
    const main = await program(version, `console.log(${version})`);
    assert.equal(output(main, kept), `${version}\n`);
    assert.equal(output(main, kept), `${version}\n`);
  }
  assert(keptIn(kept).length <= 4, 'what nobody uses goes');
});

test('without a place to keep it, programs run all the same', async () => {
  const main = await program('1', part);
  const nowhere = join(folder, 'a file');
  writeFileSync(nowhere, '');
  assert.equal(output(main, join(nowhere, 'below')), said);
  const blocked = join(folder, 'blocked');
  mkdirSync(blocked);
  output(main, blocked);
  const [file] = keptIn(blocked);
  rmSync(file!);
  mkdirSync(file!);
  assert.equal(output(main, blocked), said);
});

test('what killed programs have left half written drives nothing out, and goes after a day', async () => {
  const kept = join(folder, 'halves');
  const main = await program('1', part);
  mkdirSync(kept);
  const halves = Array.from({ length: 6 }, (_, i) => join(kept, `${i}.concord-compiled.${i}.tmp`));
  for (const [i, half] of halves.entries()) {
    writeFileSync(half, '');
    const age = i < 5 ? -3600 : 2 * 86_400;
    utimesSync(half, Date.now() / 1000 - age, Date.now() / 1000 - age);
  }
  output(main, kept);
  assert.deepEqual(
    keptIn(kept)
      .filter(file => file.endsWith('.tmp'))
      .sort(),
    halves.slice(0, 5),
  );
  assert.equal(keptIn(kept).length, 6);
});

test('a program that does much more than the one before it keeps what V8 has made for it', async () => {
  const more = `function more(n) { ${'n = n * 3 + 1; '.repeat(400)} return n; }`;
  const busy =
    'const used = () => process.cpuUsage().user + process.cpuUsage().system; for (const start = used(); used() < 8 * start; ) more(1);';
  const main = await program('1', `${more} if (process.argv[3] === 'much') { ${busy} }`);
  const kept = join(folder, 'more');
  const size = (...told: string[]): number => {
    assert.equal(spawnSync(process.execPath, [main, kept, ...told]).status, 0);
    return statSync(keptIn(kept)[0]!).size;
  };
  const little = size();
  const much = size('much');
  assert(much > little, `${much} bytes after ${little}`);
  assert.equal(size(), much, 'and one that does little does not undo it');
});
