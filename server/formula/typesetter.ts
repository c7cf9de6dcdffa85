import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Drawing, FormulaRequest } from './request.ts';

/** Formulas whose source is longer are not drawn: the picture would not be seen as a whole anyway. */
const longest = 20_000;
/** Drawings that are kept, by the sum of their characters. */
const capacity = 8_000_000;

interface Job {
  readonly request: FormulaRequest;
  resolve(drawing: Drawing): void;
}

/** Draws formulas beside the thread that answers requests, in a worker that starts at the first need and is replaced when it takes too long. */
export class Typesetter {
  readonly #script: string;
  readonly #limit: number;
  readonly #failed: (error: unknown) => void;
  readonly #drawn = new Map<string, { readonly drawing: Promise<Drawing>; length: number }>();
  #kept = 0;
  readonly #queue: Job[] = [];
  #worker: Worker | undefined;
  #isReady = false;
  #current: Job | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `script`: the bundled worker. `limit`: how long one formula may take, in milliseconds. `failed`: told why a worker has ended by itself. */
  constructor(script: string, limit = 1500, failed: (error: unknown) => void = () => {}) {
    this.#failed = failed;
    this.#script = script;
    this.#limit = limit;
  }

  /** Starts the worker, so that the first formula does not wait for it. */
  warm(): void {
    if (this.#worker !== undefined || !existsSync(this.#script)) return;
    try {
      this.#start();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A formula as a picture. Never rejects. */
  draw(request: FormulaRequest): Promise<Drawing> {
    if (request.source.length > longest) return Promise.resolve({ failure: 'too long' });
    const key = JSON.stringify(request);
    const known = this.#drawn.get(key);
    if (known !== undefined) {
      this.#drawn.delete(key);
      this.#drawn.set(key, known);
      return known.drawing;
    }
    const drawing = new Promise<Drawing>(resolve => this.#queue.push({ request, resolve }));
    this.#remember(key, drawing);
    this.#next();
    return drawing;
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    for (const job of [this.#current, ...this.#queue]) job?.resolve({ failure: 'too slow' });
    this.#current = undefined;
    this.#queue.length = 0;
    await worker?.terminate();
  }

  #remember(key: string, drawing: Promise<Drawing>): void {
    const entry = { drawing, length: key.length };
    this.#drawn.set(key, entry);
    this.#kept += entry.length;
    void drawing.then(result => {
      // What took too long may have met a busy machine.
      if ('failure' in result && result.failure === 'too slow') this.#forget(key);
      if (!('svg' in result) || this.#drawn.get(key) !== entry) return;
      entry.length += result.svg.length;
      this.#kept += result.svg.length;
      for (const oldest of this.#drawn.keys()) {
        if (this.#kept <= capacity || oldest === key) break;
        this.#forget(oldest);
      }
    });
  }

  #forget(key: string): void {
    this.#kept -= this.#drawn.get(key)?.length ?? 0;
    this.#drawn.delete(key);
  }

  #start(): void {
    const worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    // A worker that is never asked again must not keep the server alive.
    worker.unref();
    this.#worker = worker;
    this.#isReady = false;
    worker.on('message', (message: Drawing | 'ready') => {
      if (worker !== this.#worker) return;
      if (message === 'ready') this.#isReady = true;
      else this.#finish(message);
      this.#next();
    });
    worker.on('error', error => {
      this.#failed(error);
      this.#replace(worker);
    });
    worker.on('messageerror', () => this.#replace(worker));
    worker.on('exit', () => this.#replace(worker));
  }

  #next(): void {
    if (this.#current !== undefined || this.#queue.length === 0) return;
    this.warm();
    if (this.#worker === undefined) {
      for (const job of this.#queue.splice(0)) job.resolve({ failure: 'too slow' });
      return;
    }
    if (!this.#isReady) return;
    const job = this.#queue.shift()!;
    this.#current = job;
    this.#worker.ref();
    this.#worker.postMessage(job.request);
    this.#timer = setTimeout(() => this.#replace(this.#worker), this.#limit);
  }

  #finish(drawing: Drawing): void {
    clearTimeout(this.#timer);
    this.#worker?.unref();
    const job = this.#current;
    this.#current = undefined;
    job?.resolve(drawing);
  }

  /** Ends a worker that hangs or has failed; the formula that it was at fails, the others go to a new one. */
  #replace(worker: Worker | undefined): void {
    if (worker === undefined || worker !== this.#worker) return;
    this.#worker = undefined;
    void worker.terminate();
    const neverStarted = !this.#isReady;
    this.#finish({ failure: 'too slow' });
    // One that cannot even start would be started for ever.
    if (neverStarted) for (const job of this.#queue.splice(0)) job.resolve({ failure: 'too slow' });
    this.#next();
  }
}
