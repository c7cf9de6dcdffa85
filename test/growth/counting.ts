import { type Profiler, Session } from 'node:inspector';

/** Our own code, and what reads Markdown and formulas. What V8 does by itself – regular expressions, `indexOf`, `slice` – has no steps: `npm run growth` measures it. */
const isCounted = (url: string): boolean =>
  url.includes('/server/') ||
  /\/node_modules\/(?:remark|micromark|mdast|unist|unified|decode-named|github-slugger|fastest-levenshtein|katex)/.test(url);

/** Counts how often every block of the program runs. Unlike time, that is the same on every machine and at every run. */
export class StepCounter {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The steps of some work, and of whatever else has run since this was asked last. */
  async count(work: () => Promise<unknown>): Promise<number> {
    await work();
    let steps = 0;
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      steps = stepsIn(answer.result);
    });
    return steps;
  }

  end(): void {
    this.#session.disconnect();
  }
}

function stepsIn(scripts: readonly Profiler.ScriptCoverage[]): number {
  let steps = 0;
  for (const { url, functions } of scripts) {
    if (!isCounted(url)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) steps += count;
  }
  return steps;
}
