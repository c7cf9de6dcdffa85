import { type KbPath, root } from '../model/path.ts';
import { reasonOf } from '../model/reason.ts';
import type { Steps } from '../model/steps.ts';

/** What has thrown where, for the log: the same failure in the same chapter is told once. */
export class Failures {
  readonly #log: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Something has failed. */
  get any(): boolean {
    return this.#told.size > 0;
  }

  ofRule = (rule: string, path: KbPath, error: unknown): void => this.tell(`Rule ${rule}`, path, error);

  /** Does something for a chapter; should that fail, it is told, and the answer is `otherwise`. */
  guard<T>(what: string, path: KbPath, otherwise: T, act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.tell(what, path, error);
      return otherwise;
    }
  }

  /** The same for what may rest. */
  *guardSteps<T>(what: string, path: KbPath, otherwise: T, steps: Steps<T>): Steps<T> {
    try {
      return yield* steps;
    } catch (error) {
      this.tell(what, path, error);
      return otherwise;
    }
  }

  /** The same for what takes time and concerns all chapters. */
  async guardLater<T>(what: string, otherwise: T, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      this.tell(what, root, error);
      return otherwise;
    }
  }

  /** `what`: the subject of the sentence, as `Rule ID`. `error`: what was thrown, or what `reasonOf` says of it. */
  tell(what: string, path: KbPath, error: unknown): void {
    const [reason = '', ...places] = reasonOf(error).split('\n');
    const told = `${what} failed on ${path || 'the knowledge base'}: ${reason}`;
    if (this.#told.has(told)) return;
    this.#told.add(told);
    this.#log([told, ...places].join('\n'));
  }
}
