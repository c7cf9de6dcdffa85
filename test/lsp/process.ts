import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Message, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { processorTime, unlessHanging } from '../hanging.ts';
import { messagesOf } from '../messageReader.ts';

const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

export interface Answer {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Milliseconds of work, or of nothing, after which a server hangs. */
const patience = 30_000;

/** The built server over stdio, told whatever one likes. What it asks is answered with nonsense. */
export class Process {
  readonly child: ChildProcess;
  readonly #writer: StreamMessageWriter;
  readonly #waiting = new Map<unknown, (answer: Answer) => void>();
  readonly ended: Promise<number | null>;
  /** What it has logged of its own failures. */
  readonly failures: string[] = [];
  /** What it has answered to nobody knows what. */
  readonly unasked: Answer[] = [];
  #last = 0;

  /** `storage`: the folder in which it keeps what it knows. */
  constructor(storage: string) {
    this.child = spawn(process.execPath, [server, '--stdio', '--storage', storage], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = new Promise(resolve => this.child.once('exit', resolve));
    this.#writer = new StreamMessageWriter(this.child.stdin!);
    let asked = 0;
    messagesOf(this.child.stdout!).listen(arrived => {
      const { id, method, params, ...answer } = arrived as Answer & { method?: string; params?: { type: number; message: string } };
      if (method === undefined && id === null) this.unasked.push(answer);
      else if (method === undefined) this.#waiting.get(id)?.({ id, ...answer });
      else if (id !== undefined) this.write({ id, ...nonsensicalAnswers[asked++ % nonsensicalAnswers.length] }).catch(() => {});
      else if (method === 'window/logMessage' && params !== undefined && isFailure(params)) this.failures.push(params.message);
    });
  }

  write = (message: object): Promise<void> => this.#writer.write({ jsonrpc: '2.0', ...message } as Message);

  /** An answer, whatever it is. That the server has ended, or hangs, fails. */
  async ask(method: unknown, params?: unknown): Promise<Answer> {
    const id = ++this.#last;
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      void this.ended.then(status => reject(new Error(`${String(method)}: the server has ended with ${status}.`)));
    });
    await this.write({ id, method, params });
    return unlessHanging(answer, this.time, patience).finally(() => this.#waiting.delete(id));
  }

  async code(method: unknown, params?: unknown): Promise<number | undefined> {
    return (await this.ask(method, params)).error?.code;
  }

  /** The processor time that it has taken, in milliseconds; nothing where nobody counts it. */
  time = (): number | undefined => processorTime(this.child.pid);
}

const nonsense = 'what nobody says';

/** What the server was answered with is no failure of its own. */
export const isNonsense = (message: string): boolean => message.includes(nonsense);

/** An error, or a failure that a knowledge base tells of. */
const isFailure = ({ type, message }: { type: number; message: string }): boolean =>
  !isNonsense(message) && !/^[\w.]+: Error(?:\n|$)/.test(message) && (type === 1 || / failed on |^Reading “.*” failed/.test(message));

const nonsensicalAnswers = [
  { result: null },
  { result: 7 },
  { result: [{}, 'x'] },
  { result: { applied: 'no', title: 3 } },
  { error: { code: -32603, message: nonsense } },
  { error: nonsense },
];
