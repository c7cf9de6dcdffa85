/** This long, in milliseconds, is worked at a stretch before requests get their turn; the last step may take a few more. */
const slice = 5;

/** Says, from now on, when a slice is over. */
export function untilOver(): () => boolean {
  const begun = performance.now();
  return () => performance.now() - begun > slice;
}

/** Does what there is to do, a slice at a time, so that requests are answered in between. */
export class Turns {
  readonly #turn: (enough: () => boolean) => boolean;
  readonly #done: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #soon: NodeJS.Immediate | undefined;
  #hasEnded = false;
  /** There is more to do. */
  isBusy = false;

  /** `turn`: works until `enough` says so, and answers whether that was all. `done`: told when it was. */
  constructor(turn: (enough: () => boolean) => boolean, done: () => void) {
    this.#turn = turn;
    this.#done = done;
  }

  /** Begins after so many milliseconds in which nobody has said so again. */
  later(pause: number): void {
    this.#stop();
    // A timer takes a millisecond at the least.
    if (pause === 0) this.#soon = setImmediate(() => this.#begin(next => next()));
    else this.#timer = setTimeout(() => this.#begin(next => next()), pause);
  }

  /** Begins with the next turn of the event loop, unless it has begun: whoever calls may have worked for a while. */
  now(): void {
    this.#begin(setImmediate);
  }

  #begin(first: (next: () => void) => void): void {
    this.#stop();
    if (this.isBusy || this.#hasEnded) return;
    this.isBusy = true;
    const next = () => {
      if (!this.#hasEnded && !this.#turn(untilOver())) {
        setImmediate(next);
        return;
      }
      this.isBusy = false;
      this.#done();
    };
    first(next);
  }

  end(): void {
    this.#hasEnded = true;
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
  }
}

/** The next turn of the event loop. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
