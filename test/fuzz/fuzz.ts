// npm run fuzz -- --edits 20000 --seed 1         edits two knowledge bases at random, and compares what the server says with what a fresh one says
// npm run fuzz -- --replay .cache/fuzz-1.json     does once more what has failed
// npm run fuzz -- --hostile 20000 --seed 1       lets the server read documents, and gives it messages, that nobody should (--messages of each method, --from a folder of chapters)
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endFreshServers } from './client.ts';
import { episode, type Failure, replay } from './episode.ts';
import { hostileRun } from './hostile.ts';
import { shrunken } from './shrink.ts';
import { isEdit, type Step, told } from './steps.ts';

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    replay: { type: 'string' },
    /** Seconds in which steps are left out that a failure does not need. */
    shrink: { type: 'string', default: '120' },
    /** Goes on after a failure. */
    all: { type: 'boolean', default: false },
    hostile: { type: 'string' },
    messages: { type: 'string' },
    from: { type: 'string' },
  },
});

/** Each episode begins anew, so that what has failed can be done again in a while. */
const editsAtOnce = 400;

const folder = fileURLToPath(new URL('../../.cache/', import.meta.url));

async function run(edits: number, seed: number): Promise<number> {
  const begun = performance.now();
  let [made, comparisons, failed] = [0, 0, 0];
  for (let i = 0; made < edits; i++) {
    const outcome = await episode(seed * 100_000 + i, Math.min(editsAtOnce, edits - made));
    made += outcome.edits;
    comparisons += outcome.comparisons;
    if (outcome.failure !== undefined) {
      failed++;
      console.log(`seed ${seed}, episode ${i}, step ${outcome.failure.steps.length} (after ${made} edits):`);
      await report(outcome.failure, join(folder, `fuzz-${seed}-${i}.json`));
      if (!values.all) break;
    }
    if (i % 10 === 9) console.log(`${made} edits, ${comparisons} comparisons, ${seconds(begun)}`);
  }
  console.log(`seed ${seed}: ${made} edits, ${comparisons} comparisons with a fresh server, ${failed} differ, ${seconds(begun)}`);
  return failed === 0 ? 0 : 1;
}

const seconds = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;

async function report({ steps, pause, differences }: Failure, file: string): Promise<void> {
  console.log(differences.join('\n'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ pause, steps }));
  console.log(`Written to ${file}; leaving out what does not matter …`);
  const kinds = kindsOf(differences);
  const fails = async (some: readonly Step[]) => kindsOf(await replay(some, pause)).some(kind => kinds.includes(kind));
  const few = await shrunken(steps, fails, Number(values.shrink) * 1000);
  writeFileSync(file, `{"pause":${pause},"steps":[\n${few.map(told).join(',\n')}\n]}\n`);
  console.log(`${few.length} steps, ${few.filter(isEdit).length} edits:\n${few.map(told).join('\n')}`);
  console.log((await replay(few, pause)).join('\n') || 'It does not fail at every time.');
}

/** What is different, whatever it is about. */
const kindsOf = (differences: readonly string[]): string[] => differences.map(difference => /^[^ :]*/.exec(difference)![0]);

async function again(file: string): Promise<number> {
  const { pause, steps } = JSON.parse(readFileSync(file, 'utf8'));
  const found = await replay(steps, pause);
  console.log(found.join('\n') || 'No difference.');
  return found.length === 0 ? 0 : 1;
}

if (values.hostile !== undefined) process.exitCode = await hostileRun({ ...values, hostile: values.hostile });
else process.exitCode = values.replay === undefined ? await run(Number(values.edits), Number(values.seed)) : await again(values.replay);
await endFreshServers();
