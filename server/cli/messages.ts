import { createHash } from 'node:crypto';
import { build } from '../host/build.ts';
import { cacheFolder } from '../host/cacheFolder.ts';
import type { Store } from '../host/host.ts';
import { language } from '../host/locale.ts';
import { diskStore } from '../host/store.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import { messageOf, workshopOf } from '../workspace/fixes.ts';
import type { Workspace } from '../workspace/workspace.ts';

const largest = 64 * 1024 * 1024;

/**
 * The messages of findings with what was meant. To find that out takes looking through the whole knowledge base, and the answers are the same as long as nothing in it changes: they
 * are kept from one run to the next.
 */
export class Messages {
  readonly #workspace: Workspace;
  readonly #workshop: ReturnType<typeof workshopOf>;
  readonly #store: Store | undefined;
  readonly #state: string;
  #known = new Map<string, string>();
  #isNew = false;

  private constructor(workspace: Workspace, store: Store | undefined) {
    this.#workspace = workspace;
    this.#workshop = workshopOf(workspace);
    this.#store = store;
    this.#state = store === undefined ? '' : stateOf(workspace);
  }

  /** `isKept`: the messages of the last run may be used, and these be kept for the next. */
  static async of(workspace: Workspace, isKept: boolean): Promise<Messages> {
    const store = isKept && build !== undefined ? diskStore(cacheFolder(), `${workspace.root}\0messages`) : undefined;
    const messages = new Messages(workspace, store);
    await messages.#recall();
    return messages;
  }

  of(finding: Finding, path: KbPath): string {
    if (this.#workspace.rule(finding.rule)?.corrections === undefined) return finding.message;
    const key = [path, finding.span.start, finding.span.end, finding.message].join('\0');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const message = messageOf(this.#workspace, finding, path, this.#workshop);
    this.#known.set(key, message);
    this.#isNew = true;
    return message;
  }

  async keep(): Promise<void> {
    // What a repair that has failed would have said is not known.
    if (!this.#isNew || this.#workspace.failures.any) return;
    const content = JSON.stringify([this.#state, [...this.#known]]);
    await this.#store?.write(
      (async function* () {
        yield new TextEncoder().encode(content);
      })(),
    );
  }

  async #recall(): Promise<void> {
    const bytes = await this.#store?.read(largest);
    // What keeps one memory from being read keeps the other from it, and is said of that.
    if (!(bytes instanceof Uint8Array)) return;
    try {
      const [state, known] = JSON.parse(new TextDecoder().decode(bytes));
      if (state === this.#state) this.#known = new Map(known);
    } catch {
      // Another program's, or none at all: they are found out again.
    }
  }
}

/** Changes with whatever the messages depend on: the program, its language, the configuration, every file and what it says. */
const stateOf = (workspace: Workspace): string => {
  const hash = createHash('sha1').update(JSON.stringify([build, language()]));
  for (const part of workspace.state()) hash.update(`${part}\n`);
  return hash.digest('hex');
};
