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

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** Resolves when nothing is under way any more. */
  async over(): Promise<void> {
    while (!this.isEmpty) await Promise.allSettled(this.#all);
  }
}
