import { t } from '@vscode/l10n';
import type { Store } from '../host/host.ts';
import type { Finding } from '../model/rule.ts';
import * as counted from '../workspace/counted.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Client } from './client.ts';

/** With fewer findings, nobody is overwhelmed. */
const many = 200;

/**
 * A knowledge base that has grown without Concord opens with hundreds of old findings. Its writer is asked once whether these are to count: an answer, or none, is remembered.
 */
export class FirstLook {
  readonly #client: Client;
  readonly #storeOf: (root: string) => Store | undefined;
  readonly #run: (command: string, args: readonly unknown[]) => Promise<unknown>;
  readonly #asked = new Set<string>();

  /** `storeOf`: where it is remembered that the writer of a knowledge base was asked; `run`: carries out a command. */
  constructor(
    client: Client,
    storeOf: (root: string) => Store | undefined,
    run: (command: string, args: readonly unknown[]) => Promise<unknown>,
  ) {
    this.#client = client;
    this.#storeOf = storeOf;
    this.#run = run;
  }

  /** Everything has been read and checked. */
  async settled(workspaces: Iterable<Workspace>): Promise<void> {
    // What is offered is shown in a page.
    if (!this.#client.understands('concord/panel')) return;
    for (const workspace of workspaces) {
      const { root } = workspace;
      if (!workspace.isLoaded || this.#asked.has(root)) continue;
      this.#asked.add(root);
      const count = countOf(workspace);
      if (count >= many && workspace.configuration.baseline === undefined) await this.#ask(root, count);
    }
  }

  async #ask(root: string, count: number): Promise<void> {
    const store = this.#storeOf(root);
    if (store === undefined || (await store.read(1024)) !== undefined) return;
    await store.write(once());
    const fresh = { label: t('Only What Is New'), run: () => this.#run('acceptFindings', [root]) };
    const overview = { label: t('Overview'), run: () => this.#run('showOverview', []) };
    const all = { label: t('Show All'), run: () => Promise.resolve() };
    const question = t('Concord has found {0} places in this knowledge base. Which are to be reported?', counted.digits(count));
    const answer = await this.#client.ask(question, [fresh, overview, all]);
    await answer?.run();
  }
}

async function* once(): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode('asked');
}

/** Hints are seen in the text only. */
function countOf(workspace: Workspace): number {
  const asFound = (finding: Finding): Finding => finding;
  let count = 0;
  for (const { path } of workspace.kb.allChapters()) count += counted.countsOf(workspace.findings(path, asFound)).findings;
  return count;
}
