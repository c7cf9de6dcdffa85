import { type Profiler, Session } from 'node:inspector';

/** Our own code, and what reads Markdown. What V8 does by itself – regular expressions, `indexOf`, `slice` – has no steps. */
const isCounted = (url: string): boolean =>
  /\/server\//.test(url) ||
  /\/node_modules\/(?:remark|micromark|mdast|unist|unified|decode-named|github-slugger|fastest-levenshtein)/.test(url);

/** Counts how often every block of the program runs. Unlike time, that is the same on every machine and at every run. */
export class StepCounter {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  async count(work: () => Promise<unknown>): Promise<number> {
    this.#taken();
    await work();
    let steps = 0;
    for (const { url, functions } of this.#taken()) {
      if (!isCounted(url)) continue;
      for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    }
    return steps;
  }

  /** What has run since this was asked last. */
  #taken(): readonly Profiler.ScriptCoverage[] {
    let result: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      result = answer.result;
    });
    return result;
  }

  end(): void {
    this.#session.disconnect();
  }
}
