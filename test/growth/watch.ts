import type { Cost } from './figures.ts';

/** Milliseconds of CPU and of time since some moment. */
function clock(): () => { cpu: number; time: number } {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1000, time: performance.now() - begun };
  };
}

/** What something synchronous cost. Other threads of V8 work as well, other processes too: the thread was not kept longer than either clock says. */
function costOf(work: () => void): Cost {
  const read = clock();
  work();
  const { cpu, time } = read();
  const all = Math.min(cpu, time);
  return { all, step: all };
}

/** What something cost that takes many turns of the event loop, until it says that it is done. */
export async function costOfTurns(work: () => Promise<void>): Promise<Cost> {
  const whole = clock();
  let step = 0;
  let read = clock();
  const look = () => {
    const { cpu, time } = read();
    step = Math.max(step, Math.min(cpu, time));
    read = clock();
  };
  let isOver = false;
  const turn = () => {
    look();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  look();
  return { all: whole().cpu, step };
}

/** Several synchronous pieces of work, between any two of which others get their turn. */
export class Pieces {
  #all = 0;
  #step = 0;

  do<T>(work: () => T): T {
    let result: T;
    const { all, step } = costOf(() => {
      result = work();
    });
    this.#all += all;
    this.#step = Math.max(this.#step, step);
    return result!;
  }

  get cost(): Cost {
    return { all: this.#all, step: this.#step };
  }
}
