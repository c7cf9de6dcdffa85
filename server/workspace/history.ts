import type { Host } from '../host/host.ts';
import type { KbPath } from '../model/path.ts';

type Answer = Awaited<ReturnType<Host['renames']>>;

/** What the version history is known to tell. */
export class History {
  renames: ReadonlyMap<KbPath, KbPath> = new Map();
  /** Why it told nothing at last. */
  refused: string | undefined;
  #asked: Promise<Answer> | undefined;

  /** Takes what `ask` answers, unless it has been asked again meanwhile: answers may come in another order. */
  async learn(ask: () => Promise<Answer>): Promise<void> {
    const asked = ask();
    this.#asked = asked;
    const answer = await asked;
    if (this.#asked !== asked) return;
    [this.renames, this.refused] = 'reason' in answer ? [new Map(), answer.reason] : [answer, undefined];
  }
}
