// What everything costs that Markdown, and we, know of, at doubling sizes: `npm run growth`. Options: --only PART-OF-NAME (may be repeated), --mode open|closed|commandLine,
// --json FILE (a line for each construct and mode as soon as it is known), --jobs N, --length CHARACTERS, --all (also what keeps its bounds). Ends with 1 when something grows faster than it may, or keeps its thread too long.
import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { usualLength } from './construct.ts';
import { constructs } from './constructs.ts';
import { type Figure, mostExponent, mostStep } from './figures.ts';

/** Seconds of CPU after which a construct hangs at one size, and of time, where nobody tells how much CPU a process has had. */
const [patience, longPatience] = [20, 120];
const modes = ['open', 'closed', 'commandLine'];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    mode: { type: 'string', multiple: true },
    json: { type: 'string' },
    length: { type: 'string' },
    jobs: { type: 'string' },
    all: { type: 'boolean' },
  },
});

interface Task {
  readonly construct: string;
  readonly mode: string;
}
/** What is known of a task so far. `next`: not all yet; how long the text is that is being looked at. */
interface Answer {
  readonly figures: readonly Figure[];
  readonly next?: number;
  readonly error?: string;
}
type Result = Task & Answer;

const tasks: Task[] = constructs
  .filter(({ name }) => values.only === undefined || values.only.some(part => name.includes(part)))
  .flatMap(({ name }) => (values.mode ?? modes).map(mode => ({ construct: name, mode })));
const results: Result[] = [];
const waiting = [...tasks];
if (values.json !== undefined) writeFileSync(values.json, '');
await Promise.all(Array.from({ length: Number(values.jobs ?? availableParallelism()) }, workOff));
report();

/** Measures one after the other in a process that is begun anew when something hangs in it. */
async function workOff(): Promise<void> {
  let worker: ChildProcess | undefined;
  for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
    worker ??= fork(fileURLToPath(new URL('worker.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    const answer = await asked(worker, task);
    const result = { ...task, ...answer };
    results.push(result);
    if (values.json !== undefined) appendFileSync(values.json, `${JSON.stringify(result)}\n`);
    if (answer.error !== undefined) {
      worker.kill('SIGKILL');
      worker = undefined;
    }
    if (process.stderr.isTTY) process.stderr.write(`\r${results.length} of ${tasks.length} `);
  }
  worker?.disconnect();
}

function asked(worker: ChildProcess, task: Task): Promise<Answer> {
  return new Promise(resolve => {
    let known: Answer = { figures: [] };
    let begun = { cpu: cpuOf(worker), time: performance.now() };
    const timer = setInterval(() => {
      const hangs = cpuOf(worker) - begun.cpu > patience || performance.now() - begun.time > longPatience * 1000;
      if (hangs) end(`nothing after ${patience} s: ${known.next} characters`);
    }, 500);
    const told = (answer: Answer) => {
      known = { ...known, ...answer };
      begun = { cpu: cpuOf(worker), time: performance.now() };
      if (answer.next === undefined) end(answer.error);
    };
    const exited = () => end('the process ended');
    const end = (error: string | undefined) => {
      clearInterval(timer);
      worker.off('message', told).off('exit', exited);
      resolve({ ...known, ...(error === undefined ? {} : { error }) });
    };
    worker.on('message', told).once('exit', exited);
    worker.send({ ...task, length: Number(values.length ?? usualLength) });
  });
}

/** Seconds of CPU that a process has had, where Linux tells. */
function cpuOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function report(): void {
  const failed = results.filter(({ error }) => error !== undefined);
  const rows = results.flatMap(({ mode, figures }) => figures.map(figure => ({ mode, ...figure })));
  const broken = rows.filter(({ isBroken }) => isBroken);
  const excess = ({ exponent = 0, step }: Figure) => Math.max(exponent / mostExponent, step / mostStep);
  const shown = (values.all ? rows : broken).sort((a, b) => excess(b) - excess(a));
  for (const { construct, mode, error } of failed) console.log(`✖ ${construct}, ${mode}: ${error}`);
  for (const { construct, mode, figure, exponent, step, points, isBroken } of shown) {
    const [length, cost] = points.at(-1)!;
    const grows = exponent === undefined ? '    ' : `n^${exponent.toFixed(2)}`;
    console.log(
      `${isBroken ? '✖' : '✔'} ${grows.padEnd(6)} step ${step.toFixed(0).padStart(5)} ms  ${mode}, ${figure}: ${construct} (${length} characters: ${cost.toFixed(0)} ms)`,
    );
  }
  console.log(
    `${constructs.length} constructs, ${rows.length} figures: ${broken.length} beyond n^${mostExponent} or ${mostStep} ms, ${failed.length} failed`,
  );
  process.exitCode = broken.length + failed.length === 0 ? 0 : 1;
}
