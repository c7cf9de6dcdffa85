import { milliseconds as now } from './clock.ts';

/** To be awaited between the pieces of a long piece of work: gives way to others once this many milliseconds have gone by since it last did. */
export function breather(milliseconds = 6): () => Promise<void> {
  let begun = now();
  return async () => {
    if (now() - begun < milliseconds) return;
    await new Promise<void>(resolve => setImmediate(resolve));
    begun = now();
  };
}
