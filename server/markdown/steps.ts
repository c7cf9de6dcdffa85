/** A piece of work that is done a little at a time: it may rest at every `yield`. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
