// Which mutants the tests notice. Tests stay in memory, and each mutant is tried on those that come past it: what a mutant may leave behind in memory is found out, and then everything begins anew.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * What becomes of each mutant: `killed`, `out of time`, `survived`, `reached by no test`. `files`: `{ file, script, sources }` of tests. `told` is given each as soon as it is known.
 */
export async function fates(mutants, files, programs, told) {
  const lanes = Array.from({ length: programs }, () => new Lane(files));
  try {
    const { tests, loading } = await dryRun(lanes[0]);
    const found = new Array(mutants.length);
    let next = 0;
    await Promise.all(
      lanes.map(async lane => {
        while (next < mutants.length) {
          const at = next++;
          found[at] = { ...mutants[at], ...(await fateOf(mutants[at], lane, tests, loading)) };
          told(found[at]);
        }
      }),
    );
    return found;
  } finally {
    for (const lane of lanes) lane.end();
  }
}

/** What each test comes past and how long it takes. Where one fails by itself, nothing would mean anything. */
async function dryRun(lane) {
  const { names, reached: loading } = await lane.ready();
  const tests = [];
  for (const [number, { name, file, unit }] of names.entries()) {
    const { error, reached, milliseconds } = await lane.run(number, 0, 600_000);
    if (error !== undefined) throw new Error(`“${name}” in ${file} fails without any mutant:\n${error}`);
    tests.push({ number, name, file, unit, reached: new Set(reached), milliseconds, killed: new Map() });
  }
  return { tests, loading: new Set(loading) };
}

async function fateOf(mutant, lane, tests, loading) {
  // What is read once, when files are imported, is wrong from the start or not at all.
  if (loading.has(mutant.id)) return fateFromTheStart(mutant, lane.files, likelyFirst(tests, mutant));
  const able = likelyFirst(
    tests.filter(({ reached }) => reached.has(mutant.id)),
    mutant,
  );
  if (able.length === 0) return { way: 'reached by no test' };
  const passedBy = [];
  for (const test of able) {
    const result = await lane.run(test.number, mutant.id, patience(test));
    const way = await lane.confirmed(result, test, mutant);
    if (way !== undefined) return noted(way, test, mutant);
    if (result.reached === false) passedBy.push(test);
  }
  // What is remembered was read before the mutant was on.
  if (passedBy.length > 0) return fateFromTheStart(mutant, lane.files, passedBy);
  return { way: 'survived' };
}

/** In a program of its own, in which the mutant is on before anything is read. */
async function fateFromTheStart(mutant, files, tests) {
  const having = files.filter(({ sources }) => sources.has(mutant.file));
  const lane = new Lane(having, mutant.id);
  try {
    const { names, way } = await lane.ready();
    if (way !== undefined) return { way };
    const numbers = new Map(names.map(({ name, file }, number) => [`${file} ${name}`, number]));
    for (const test of tests) {
      const number = numbers.get(`${test.file} ${test.name}`);
      if (number === undefined) continue;
      const { error, way } = await lane.run(number, mutant.id, patience(test));
      if (way !== undefined || error !== undefined) return noted(way ?? 'killed', test, mutant);
    }
    return { way: 'survived' };
  } finally {
    lane.end();
  }
}

/** In milliseconds of CPU, which a busy machine does not change. */
const patience = ({ milliseconds }) => 5 * milliseconds + 3000;

function noted(way, test, { file }) {
  test.killed.set(file, (test.killed.get(file) ?? 0) + 1);
  return { way, by: `${test.file}: ${test.name}` };
}

/** Those that have noticed faults in that file come first, in proportion to what they take; those that are prepared together, together. */
function likelyFirst(tests, { file }) {
  const units = new Map(tests.map(({ unit }) => [unit, []]));
  for (const one of tests) units.get(one.unit).push(one);
  const sum = numbers => numbers.reduce((a, b) => a + b, 0);
  const cost = unit => (1 + sum(unit.map(one => one.milliseconds))) / (1 + 20 * sum(unit.map(one => one.killed.get(file) ?? 0)));
  return [...units.values()].sort((a, b) => cost(a) - cost(b)).flat();
}

/** A program with tests in memory, begun anew when it has ended or a mutant has left something behind. */
class Lane {
  #child;
  #loaded;

  constructor(files, mutant = 0) {
    this.files = files;
    this.mutant = mutant;
  }

  /** What importing the tests has answered: `{ names, reached }`, or in what `way` the mutant has kept it from that. */
  ready() {
    this.#loaded ??= this.#begin();
    return this.#loaded;
  }

  async #begin() {
    this.#child = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), [], {
      execArgv: [],
      env: { ...process.env, NODE_TEST_CONTEXT: 'mutants' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const files = this.files.map(({ file, script }) => ({ file, script }));
    const answer = await this.#ask({ what: 'load', files, mutant: this.mutant, within: 60_000 });
    if (this.mutant === 0 && answer.failed) throw new Error(`The tests cannot be read: ${answer.error}`);
    return answer.failed ? { ...answer, way: 'killed' } : answer;
  }

  /** `{ error, reached, milliseconds }` of a test with a mutant on, or the `way` in which the program has ended. */
  async run(test, mutant, within) {
    await this.ready();
    return this.#ask({ what: 'run', test, mutant, within });
  }

  /** In what way the mutant is dead, if the test has failed because of it alone. */
  async confirmed({ error, way }, test, mutant) {
    if (way !== undefined) return way;
    if (error === undefined) return undefined;
    const without = await this.run(test.number, 0, patience(test));
    if (without.way === undefined && without.error === undefined) return 'killed';
    // An earlier mutant, or this one, has left something behind.
    this.end();
    const again = await this.run(test.number, mutant.id, patience(test));
    return again.way ?? (again.error === undefined ? undefined : 'killed');
  }

  end() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#loaded = undefined;
  }

  #ask(message) {
    const child = this.#child;
    return new Promise(resolve => {
      const settled = answer => {
        child.off('message', answered);
        child.off('exit', ended);
        resolve(answer);
      };
      const answered = answer => settled(answer);
      const ended = (_, signal) => {
        if (this.#child === child) this.end();
        settled({ failed: true, way: signal === 'SIGKILL' ? 'out of time' : 'killed' });
      };
      child.on('message', answered);
      child.on('exit', ended);
      child.send(message);
    });
  }
}
