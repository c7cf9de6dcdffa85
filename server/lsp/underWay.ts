import type { Turns } from './timeSlicer.ts';

/** What has been begun and is not yet done. */
export class UnderWay {
  readonly #all = new Set<Promise<unknown>>();

  /** Answers the promise itself; whether it fails is its caller's business. */
  follow<T>(doing: Promise<T>): Promise<T> {
    const over = () => void this.#all.delete(doing);
    this.#all.add(doing);
    doing.then(over, over);
    return doing;
  }

  /** Resolves when nothing is under way any more, nor to be done in turns: each may bring about the other. */
  async over(turns?: Pick<Turns, 'isIdle' | 'over'>): Promise<void> {
    while (this.#all.size > 0 || turns?.isIdle === false) {
      await Promise.allSettled(this.#all);
      await turns?.over();
    }
  }
}
