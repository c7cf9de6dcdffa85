import type { Event } from 'vscode';

type Test = () => Promise<void>;

const timeout = 30_000;

/** Runs tests one after the other, says how each went, and rejects at the end when one has failed. */
export async function runAll(tests: Readonly<Record<string, Test>>): Promise<void> {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    const start = performance.now();
    const took = () => `(${Math.round(performance.now() - start)} ms)`;
    try {
      await test();
      console.log(`✔ ${name} ${took()}`);
    } catch (error) {
      failed++;
      console.log(`✖ ${name} ${took()}\n  ${error instanceof Error ? error.stack : error}`);
    }
  }
  console.log(`vscode: ${Object.keys(tests).length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

/** The first answer of `ask` that is not undefined; asked now and after each of the events. Rejects after half a minute. */
export function eventually<T>(what: string, ask: () => T | undefined, ...events: Event<unknown>[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new Error(`Waited in vain: ${what}`))), timeout);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      settle();
    };
    const look = () => {
      const answer = ask();
      if (answer !== undefined) end(() => resolve(answer));
    };
    const subscriptions = events.map(event => event(look));
    look();
  });
}
