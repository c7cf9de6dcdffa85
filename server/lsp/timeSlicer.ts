/**
 * So long, in milliseconds, is worked at a stretch before requests get their turn; the last step may take a few more. While a knowledge base is read, steps take longer:
 * V8 does not know the program yet, and clears up much.
 */
const [slice, shortSlice] = [5, 2];

/** The same for what somebody waits for: nobody feels that others wait so long. */
const longSlice = 25;

/** Says, from now on, when a slice is over. */
export function deadline(isReading: boolean): () => boolean {
  return after(isReading ? shortSlice : slice);
}

/** Likewise, for what somebody waits for. */
export const requestDeadline = (): (() => boolean) => after(longSlice);

function after(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() > end;
}

/** Does what there is to do, a slice at a time, so that requests are answered in between. */
export class Turns {
  readonly #turn: () => boolean;
  readonly #done: () => void;
  readonly #failed: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #soon: NodeJS.Immediate | undefined;
  #hasEnded = false;
  readonly #waiting: (() => void)[] = [];
  /** There is more to do. */
  isBusy = false;

  /** `turn`: works for a slice, and answers whether that was all; should it fail, nothing more is done until somebody begins again. `done`: told when it was. */
  constructor(turn: () => boolean, done: () => void, failed: (error: unknown) => void) {
    this.#turn = turn;
    this.#done = done;
    this.#failed = failed;
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
      try {
        if (!this.#hasEnded && !this.#turn()) {
          setImmediate(next);
          return;
        }
      } catch (error) {
        this.#failed(error);
      }
      this.isBusy = false;
      try {
        this.#done();
      } catch (error) {
        this.#failed(error);
      }
      this.#tell();
    };
    first(next);
  }

  /** Nothing is to be done, now or later. */
  get isIdle(): boolean {
    return this.#hasEnded || (!this.isBusy && this.#timer === undefined && this.#soon === undefined);
  }

  /** Resolves when that is so. */
  over(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      this.#tell();
    });
  }

  #tell(): void {
    if (this.isIdle) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  end(): void {
    this.#hasEnded = true;
    this.#stop();
    this.#tell();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#timer = this.#soon = undefined;
  }
}

/** The next turn of the event loop. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
