/** What asks a program to end, by key, by the system or with its terminal. */
const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The things to do, one after the other, in steps that no signal interrupts: one that asks the program to end waits until the step is done, and is obeyed then, as it would have been without us.
 * What is done with each thing has to be done when the next is asked for.
 */
export async function* oneAfterTheOther<T>(things: Iterable<T>): AsyncGenerator<T, void, void> {
  let asked: NodeJS.Signals | undefined;
  const ask = (signal: NodeJS.Signals) => {
    asked = signal;
  };
  for (const signal of signals) process.on(signal, ask);
  try {
    for (const thing of things) {
      yield thing;
      await heard();
      if (asked !== undefined) return;
    }
  } finally {
    for (const signal of signals) process.off(signal, ask);
    if (asked !== undefined) process.kill(process.pid, asked);
  }
}

/** By then, a signal that has arrived has been told: the loop has gone round once. */
async function heard(): Promise<void> {
  await new Promise<void>(resolve => setImmediate(resolve));
  await new Promise<void>(resolve => setImmediate(resolve));
}
