/** A piece of work that is done a little at a time: it may rest at every `yield`. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** So many things are gone through between two rests: each takes some microseconds at the most. */
export const stretch = 64;

/** Says, whenever so many things have been gone through, that it is time for a rest. */
export function resting(): () => boolean {
  let count = 0;
  return () => ++count % stretch === 0;
}
