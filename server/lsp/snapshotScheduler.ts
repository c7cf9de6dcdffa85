import type { Workspace } from '../workspace/workspace.ts';

/** Milliseconds. Who opens a knowledge base begins to read or type, and that comes first; the end of the session keeps everything at the latest. */
const rest = 3000;

/** Keeps what is known of knowledge bases for the next start, when nothing has been worked out for a while. */
export class SnapshotScheduler {
  readonly #waiting = new Set<Workspace>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  add(workspace: Workspace): void {
    this.#waiting.add(workspace);
  }

  /** Something has been worked out. */
  worked(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#keep(), rest).unref();
  }

  #keep(): void {
    for (const workspace of this.#waiting) void workspace.remember();
    this.#waiting.clear();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
