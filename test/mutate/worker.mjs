// A program that holds tests and tries mutants on them, for test/mutate/mutate.mjs: imports the files of tests that it is told, with a mutant on or without one, and runs those that it is asked for.
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { gather, leave, runTest, tests } from './collect.mjs';

// One counter-example is enough.
fc.configureGlobal({ endOnFailure: true });
for (const kind of ['log', 'info', 'warn', 'error', 'debug']) console[kind] = () => {};

let on = 0;
/** Which mutants have been asked for. */
let reached = new Set();
globalThis.__mutant = id => {
  reached.add(id);
  return id === on;
};

/** What has failed outside of any test fails the test that runs. */
let stray;
process.on('uncaughtException', error => {
  stray ??= { error };
});

/** A test that works for too long ends the program: `[end, in ms of CPU since the start, or 0]`. */
const limit = new Int32Array(new SharedArrayBuffer(4));
new Worker(
  `const { workerData } = require('node:worker_threads');
   setInterval(() => {
     const { user, system } = process.cpuUsage();
     const end = Atomics.load(workerData, 0);
     if (end > 0 && (user + system) / 1000 > end) process.kill(process.pid, 'SIGKILL');
   }, 100);`,
  { eval: true, workerData: limit },
).unref();
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const asked = {
  /** Imports files `[{ file, script }]`: how many tests there are, and what mutants are asked for meanwhile. */
  async load({ files, mutant, within }) {
    on = mutant;
    Atomics.store(limit, 0, Math.ceil(spent() + within));
    for (const { file, script } of files) await gather(file, () => import(script));
    Atomics.store(limit, 0, 0);
    const units = new Map();
    const names = tests.map(({ name, file, unit }) => {
      if (!units.has(unit)) units.set(unit, units.size);
      return { name, file, unit: units.get(unit) };
    });
    return { names, reached: [...reached], failed: stray !== undefined };
  },
  /** Runs a test, by its number, with a mutant on (0: none). */
  async run({ test, mutant, within }) {
    if (on !== mutant) await leave(20 * within);
    on = mutant;
    reached = new Set();
    stray = undefined;
    const begun = spent();
    Atomics.store(limit, 0, Math.ceil(begun + within));
    let error;
    try {
      await runTest(tests[test], 20 * within);
      if (stray !== undefined) throw stray.error;
    } catch (thrown) {
      error = String(thrown?.stack ?? thrown).slice(0, 2000);
    }
    Atomics.store(limit, 0, 0);
    return { error, reached: mutant === 0 ? [...reached] : reached.has(mutant), milliseconds: spent() - begun };
  },
};

process.on('message', async ({ what, ...rest }) => {
  let answer;
  try {
    answer = await asked[what](rest);
  } catch (error) {
    answer = { failed: true, error: String(error?.stack ?? error).slice(0, 2000) };
  }
  process.send(answer);
});
process.on('disconnect', () => process.exit());
