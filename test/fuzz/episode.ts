import { unlessHanging } from '../hanging.ts';
import { randomOf } from '../random.ts';
import { differences } from './compare.ts';
import { nextStep } from './generate.ts';
import { perform } from './perform.ts';
import { isEdit, type Step } from './steps.ts';
import { World } from './world.ts';

/** What differed from a fresh server, and after which steps. */
export interface Failure {
  readonly pause: number;
  readonly steps: readonly Step[];
  readonly differences: readonly string[];
}

/** What an episode has come to. */
export interface Outcome {
  readonly edits: number;
  readonly comparisons: number;
  readonly failure?: Failure;
}

/** Milliseconds of work, or of nothing, without an answer after which a server hangs. */
const patience = 60_000;

/** Invents steps and does them, on two knowledge bases of their own, until so many edits are made or a difference is found. */
export async function episode(seed: number, edits: number): Promise<Outcome> {
  const random = randomOf(seed);
  const pause = random.oneOf([0, 0, 20]);
  const steps: Step[] = [];
  let [made, comparisons] = [0, 0];
  const found = await inWorld(pause, async world => {
    for (let next = 0; made < edits; ) {
      const step: Step = steps.length >= next && next > 0 ? { do: 'compare', seed: random.below(1e9) } : nextStep(random, world);
      if (step.do === 'compare' || next === 0) next = steps.length + 40 + random.below(60);
      steps.push(step);
      if (isEdit(step)) made++;
      if (step.do === 'compare') comparisons++;
      const differences = await done(step, world);
      if (differences.length > 0) return differences;
    }
    const last: Step = { do: 'compare', seed };
    steps.push(last);
    comparisons++;
    return done(last, world);
  });
  return { edits: made, comparisons, ...(found.length > 0 && { failure: { pause, steps, differences: found } }) };
}

/** Does these steps; answers what differed at the first comparison that has found something. */
export const replay = (steps: readonly Step[], pause: number): Promise<string[]> =>
  inWorld(pause, async world => {
    for (const step of steps) {
      const found = await done(step, world);
      if (found.length > 0) return found;
    }
    return [];
  });

async function inWorld(pause: number, act: (world: World) => Promise<string[]>): Promise<string[]> {
  const world = new World(pause);
  try {
    await world.begin();
    return await act(world);
  } finally {
    await world.end();
  }
}

async function done(step: Step, world: World): Promise<string[]> {
  const act = async (): Promise<string[]> => {
    if (step.do === 'compare') return differences(world, step.seed);
    await perform(step, world);
    return [];
  };
  try {
    return await unlessHanging(act(), () => world.time(), patience);
  } catch (error) {
    return [`${(error as Error).stack}`, ...world.server.complaints];
  }
}
