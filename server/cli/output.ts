import { fstatSync, writeSync } from 'node:fs';
import { t } from '@vscode/l10n';
import { type Stream, say } from './say.ts';

/** What is needed of `process.stdout` and `process.stderr`. */
export interface ProcessStream extends Stream {
  readonly fd: number;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * Standard output or standard error. That its reader has seen enough (`concord check | head`) is no fault: the work goes on, unheard. Everything else that keeps it from being written is told
 * to `failed`, once.
 */
export class Output implements Stream {
  readonly #stream: ProcessStream;
  readonly #failed: (error: Error) => void;
  readonly #isFile: boolean;
  #isClosed = false;

  constructor(stream: ProcessStream, failed: (error: Error) => void) {
    this.#stream = stream;
    this.#failed = failed;
    this.#isFile = isFile(stream);
    stream.on('error', error => this.#end(error));
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  write(text: string): void {
    if (this.#isClosed) return;
    if (!this.#isFile) {
      this.#stream.write(text);
      return;
    }
    try {
      writeAll(this.#stream.fd, text);
    } catch (error) {
      this.#end(error as NodeJS.ErrnoException);
    }
  }

  #end(error: NodeJS.ErrnoException): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (error.code !== 'EPIPE') this.#failed(error);
  }
}

/** Files and devices; the streams of Node lose what is left of a write for which a disk has room in part only. */
function isFile({ fd, isTTY }: ProcessStream): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || (stats.isCharacterDevice() && isTTY !== true);
  } catch {
    return false;
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** The streams of this process. `failed`: what was to be said cannot be, and the exit status has to tell. */
export function ownStreams(failed: () => void): { readonly out: Output; readonly err: Output } {
  const err = new Output(process.stderr, failed);
  const out = new Output(process.stdout, ({ message }) => {
    say(err, t('The output cannot be written: {0}.', message));
    failed();
  });
  return { out, err };
}
