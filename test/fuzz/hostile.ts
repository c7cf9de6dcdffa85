import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ErrorCodes } from 'vscode-languageserver-protocol/node';
import { features } from '../../server/features/index.ts';
import { filesIn } from '../bench/corpus.ts';
import { folder as example } from '../exampleBase.ts';
import { isNonsense, Process } from '../lsp/process.ts';
import { documents as small } from '../markdown/documents.ts';
import { type Random, randomOf } from '../random.ts';
import { arrivalOf, methods } from './hostileMessages.ts';
import { mutated } from './mutate.ts';

/** Longer than this, in milliseconds of the processor, no request may take. */
export const longestWait = 2000;

/** What has happened to a server that was told what nobody should tell it. */
export interface Outcome {
  readonly told: number;
  /** Of the slowest answer, the milliseconds of the processor, and what it was to. */
  readonly slowest: { readonly milliseconds: number; readonly to: string };
  /** What it has not survived, or has logged as a failure of its own. */
  readonly failures: readonly string[];
}

/** The chapters of a folder, as they are read. */
export const documentsIn = (folder: string): string[] =>
  filesIn(folder)
    .filter(path => path.endsWith('.md'))
    .map(path => readFileSync(join(folder, path), 'utf8').slice(0, 100_000));

/** What the project itself has. */
export const ownDocuments = (): string[] => [...documentsIn(example), ...small];

/** A server over a small knowledge base. What is told it is remembered by what it is called. */
class Victim {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'concord-hostile-')));
  readonly process = new Process(join(this.#folder, 'kept'));
  slowest = { milliseconds: 0, to: '' };
  readonly failures: string[] = [];
  readonly chapters = ['a.md', 'b.md', 'sub/c.md', '目录/d e.md'];
  readonly hello = {
    processId: null,
    rootUri: null,
    capabilities: {
      workspace: { applyEdit: true, configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      window: { workDoneProgress: true },
    },
    workspaceFolders: [{ uri: this.uriOf(''), name: 'kb' }],
    initializationOptions: {
      pause: 0,
      trusted: false,
      understands: ['concord/pick', 'concord/panel', 'concord/status', 'concord/copy', 'concord.convergence'],
    },
  };

  uriOf(path: string): string {
    return pathToFileURL(join(this.#folder, 'kb', path)).toString();
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.#folder, 'kb', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }

  async begin(): Promise<void> {
    for (const path of this.chapters) this.write(path, `# ${path}\n\n- **斜拉法**：收敛度 80%\n\n[x](a.md#no) [y](<目录/d e.md>)\n`);
    await this.process.ask('initialize', this.hello);
    await this.process.write({ method: 'initialized', params: {} });
  }

  /** Asks something. What takes long for other reasons than work does not count. */
  async ask(method: unknown, params: unknown, what: string): Promise<void> {
    const [begun, time] = [performance.now(), this.process.time()];
    const { error } = await this.process.ask(method, params);
    if (error?.code === ErrorCodes.InternalError && !isNonsense(error.message))
      this.failures.push(`${what}: ${String(method)} is answered by “${error.message}”`);
    let milliseconds = performance.now() - begun;
    if (milliseconds > 50 && time !== undefined)
      milliseconds = Math.min(milliseconds, (this.process.time() ?? Number.POSITIVE_INFINITY) - time);
    if (milliseconds > this.slowest.milliseconds) this.slowest = { milliseconds, to: `${String(method)}, ${what}` };
    if (milliseconds > longestWait) this.failures.push(`${what}: ${String(method)} took ${Math.round(milliseconds)} ms`);
    for (const failure of this.process.failures.splice(0)) this.failures.push(`${what}: ${failure}`);
  }

  end(): void {
    this.process.child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Lets one server read so many mutated documents: opened, edited, or found on the disk. After each, it has to answer. */
export async function hostileDocuments(count: number, seed: number, documents: readonly string[]): Promise<Outcome> {
  const victim = new Victim();
  const random = randomOf(seed);
  const open = new Map<string, number>();
  const asked = Object.keys(features);
  try {
    await victim.begin();
    for (let i = 0; i < count && victim.failures.length < 20; i++) {
      const what = `document ${i} of seed ${seed}`;
      const path = random.oneOf(victim.chapters);
      const uri = victim.uriOf(path);
      const text = mutated(documents, seed * 1_000_003 + i);
      try {
        await tell(victim, path, text, open, random);
        const position = placeIn(text, random);
        const range = { start: position, end: placeIn(text, random) };
        const context = { includeDeclaration: true, diagnostics: [], ...(random.below(8) === 0 ? { only: ['source.fixAll'] } : {}) };
        const params = { textDocument: { uri }, position, range, context, newName: 'x' };
        await victim.ask(random.oneOf(asked), params, what);
        await victim.ask(random.oneOf(asked), params, what);
        if (i % 100 === 99) await victim.ask('workspace/symbol', { query: random.oneOf(['', '桥', 'x']) }, what);
      } catch (error) {
        victim.failures.push(`${what}: ${error}`);
        break;
      }
    }
  } finally {
    victim.end();
  }
  return { told: count, slowest: victim.slowest, failures: victim.failures };
}

/** A document in place of what a chapter said. */
async function tell(victim: Victim, path: string, text: string, open: Map<string, number>, random: Random): Promise<void> {
  const { process } = victim;
  const uri = victim.uriOf(path);
  const version = open.get(path);
  const choice = random.below(20);
  if (choice === 0) {
    if (version !== undefined) await process.write({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    open.delete(path);
    // Bytes that are no text at all, at times.
    const bytes = Buffer.from(text);
    if (random.below(2) === 0 && bytes.length > 0) bytes[random.below(bytes.length)] = 0xff;
    victim.write(path, bytes);
    await process.write({ method: 'workspace/didChangeWatchedFiles', params: { changes: [{ uri, type: 2 }] } });
  } else if (version === undefined) {
    open.set(path, 1);
    await process.write({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'markdown', version: 1, text } } });
  } else {
    open.set(path, version + 1);
    const part = { start: placeIn(text, random), end: placeIn(text, random) };
    const contentChanges = [{ text }, ...(choice < 5 ? [{ range: part, text: random.oneOf(['', 'x', '\n', '[', '`']) }] : [])];
    await process.write({ method: 'textDocument/didChange', params: { textDocument: { uri, version: version + 1 }, contentChanges } });
  }
}

function placeIn(text: string, random: Random): { line: number; character: number } {
  const lines = text.split('\n');
  const line = random.below(lines.length);
  return { line, character: random.below(lines[line]!.length + 1) };
}

/** Tells a server so many messages of each method that it knows, each of which may be wrong in any way. After each, it has to answer a right one. */
export async function hostileMessages(count: number, seed: number, texts: readonly string[]): Promise<Outcome> {
  const victim = new Victim();
  const random = randomOf(seed);
  let told = 0;
  const around = { uriOf: (path: string) => victim.uriOf(path), chapters: victim.chapters, texts };
  const hover = { textDocument: { uri: victim.uriOf('a.md') }, position: { line: 4, character: 5 } };
  try {
    // Before the server has been asked to begin, everything is too early.
    for (const method of methods.filter(one => one !== 'initialize'))
      await victim.process.write({ method, params: arrivalOf(method, around, random).params });
    await victim.begin();
    for (let i = 0; i < count && victim.failures.length < 20; i++) {
      for (const known of methods) {
        const { method, params, isRequest } = arrivalOf(known, around, random);
        const what = `round ${i} of seed ${seed}: ${JSON.stringify({ method, params })?.slice(0, 600)}`;
        told++;
        try {
          if (isRequest) await victim.ask(method, params, what);
          else await victim.process.write({ method, params });
          await victim.ask('textDocument/hover', hover, what);
        } catch (error) {
          victim.failures.push(`${what}: ${error}`);
          return { told, slowest: victim.slowest, failures: victim.failures };
        }
      }
    }
    await victim.ask('shutdown', undefined, 'the end');
    for (const method of methods) await victim.process.write({ method, params: arrivalOf(method, around, random).params });
    await victim.process.ask('textDocument/hover', hover);
  } finally {
    victim.end();
  }
  return { told, slowest: victim.slowest, failures: victim.failures };
}

/** `npm run fuzz -- --hostile DOCUMENTS [--messages OF_EACH_METHOD] [--from FOLDER] --seed S`; answers the exit status. */
export async function hostileRun(options: {
  hostile: string;
  messages?: string | undefined;
  seed: string;
  from?: string | undefined;
}): Promise<number> {
  const seed = Number(options.seed);
  const documents = options.from === undefined ? ownDocuments() : documentsIn(options.from);
  const told = (kind: string, { told: count, slowest, failures }: Outcome): number => {
    console.log(
      `${count} ${kind} of seed ${seed}: ${failures.length} failures, slowest answer ${Math.round(slowest.milliseconds)} ms (${slowest.to.slice(0, 200)})`,
    );
    for (const failure of failures) console.log(`  ${failure}`);
    return failures.length;
  };
  const texts = documents.filter(text => text.length < 20_000).slice(0, 200);
  const failed = told('documents', await hostileDocuments(Number(options.hostile), seed, documents));
  return failed + told('messages', await hostileMessages(Number(options.messages ?? 1000), seed, texts)) === 0 ? 0 : 1;
}
