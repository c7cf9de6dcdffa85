import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Dialects, Wanted } from '../model/parts.ts';
import type { KbPath } from '../model/path.ts';
import { type ReadChapter, type Reader, readerHere } from '../workspace/reader.ts';
import type { Host } from './host.ts';

export interface Batch {
  readonly id: number;
  readonly root: string;
  readonly paths: readonly KbPath[];
  readonly claims: object;
  readonly dialects: Dialects;
}

export interface BatchRead {
  readonly id: number;
  readonly read: readonly ReadChapter[];
}

/** Chapters that a batch holds: few enough that this thread is done with them in a few milliseconds. */
const batchSize = 8;
/** So few are read here: a worker would start longer than they take. */
const fewEnough = 4;

/** In megabytes. Little room for the young generation: it trades some time beside the requests for half the memory of a first load. */
const limits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 };

/**
 * Reads many chapters in a worker, so that requests are answered meanwhile. `script`: the bundled worker; without it everything is read here. `done`: told when a worker has
 * ended, and how many chapters were to be read. `failed`: told why one has ended before it was done.
 */
export function workerReader(
  host: Host,
  script: string,
  done: (chapters: number) => void = () => {},
  failed: (error: unknown) => void = () => {},
): Reader {
  const here = readerHere(host);
  const running = new Set<Worker>();
  let isDisposed = false;
  return {
    async *read(root, paths, wanted, cancelled) {
      if (paths.length <= fewEnough || !existsSync(script)) {
        yield* here.read(root, paths, wanted, cancelled);
        return;
      }
      const worker = new Worker(script, { resourceLimits: limits });
      running.add(worker);
      try {
        yield* readIn(worker, root, paths, wanted, cancelled);
        done(paths.length);
      } catch (error) {
        if (isDisposed || cancelled()) return;
        failed(error);
        // The worker is gone: read on without it. What it has answered already is simply read twice.
        yield* here.read(root, paths, wanted, cancelled);
      } finally {
        running.delete(worker);
        await worker.terminate();
      }
    },
    dispose() {
      isDisposed = true;
      for (const worker of running) void worker.terminate();
    },
  };
}

/** Two batches are under way, so that the worker never waits for this thread. */
async function* readIn(
  worker: Worker,
  root: string,
  paths: readonly KbPath[],
  { claims, dialects }: Wanted,
  cancelled: () => boolean,
): AsyncIterable<ReadChapter> {
  const batches: Batch[] = [];
  for (let i = 0; i < paths.length; i += batchSize) batches.push({ id: i, root, paths: paths.slice(i, i + batchSize), claims, dialects });
  const answers = answersOf(worker);
  let sent = 0;
  const send = () => {
    const batch = batches[sent++];
    if (batch !== undefined) worker.postMessage(batch);
  };
  send();
  send();
  for (let received = 0; received < batches.length; received++) {
    const { read } = await answers();
    if (cancelled()) return;
    send();
    yield* read;
  }
}

/** The worker's answers, one at a call, in order; rejected once the worker has failed. */
function answersOf(worker: Worker): () => Promise<BatchRead> {
  const arrived: BatchRead[] = [];
  let failure: Error | undefined;
  let waiting: { resolve(answer: BatchRead): void; reject(error: Error): void } | undefined;
  const fail = (error: Error) => {
    failure = error;
    waiting?.reject(error);
  };
  worker.on('message', (answer: BatchRead) => {
    if (waiting === undefined) arrived.push(answer);
    else waiting.resolve(answer);
    waiting = undefined;
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', () => fail(new Error('The worker has ended.')));
  return () =>
    new Promise((resolve, reject) => {
      const answer = arrived.shift();
      if (answer !== undefined) resolve(answer);
      else if (failure !== undefined) reject(failure);
      else waiting = { resolve, reject };
    });
}
