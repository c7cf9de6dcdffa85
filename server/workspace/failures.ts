import type { KbPath } from '../model/path.ts';

/** What has thrown where, for the log: the same failure in the same chapter is told once. */
export class Failures {
  readonly #log: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  ofRule = (rule: string, path: KbPath, error: unknown): void => this.tell(`Rule ${rule}`, path, error);

  /** `what`: the subject of the sentence, as `Rule stale-toc`. */
  tell(what: string, path: KbPath, error: unknown): void {
    const told = `${what} failed on ${path}: ${error instanceof Error ? error.message : String(error)}`;
    if (this.#told.has(told)) return;
    this.#told.add(told);
    this.#log(error instanceof Error && error.stack !== undefined ? `${told}\n${error.stack}` : told);
  }
}
