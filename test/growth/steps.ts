// How long the thread that answers is kept at a stretch by one document, in its own CPU time:
// `npx tsx test/growth/steps.ts [--dist FOLDER] [--explain] [NAME[=SIZE] …]`, names of `slowDocuments.ts` or of constructs; without any, all slow documents.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, type MessageConnection, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { asInTheEditor } from '../bench/concord.ts';
import { messagesOf } from '../messageReader.ts';
import { chapter, countFor, usualLength } from './construct.ts';
import { constructs } from './constructs.ts';
import { slowDocuments } from './slowDocuments.ts';

/** One turn of the event loop: milliseconds of CPU, those of clearing up among them, and, where it is explained, what was on the stack. */
export interface Step {
  readonly cpu: number;
  readonly gc: number;
  readonly own?: readonly string[];
  readonly all?: readonly string[];
}

/** What was done, its longest step, and the CPU of all its steps. */
export interface Kept {
  readonly done: string;
  readonly longest: Step;
  readonly sum: number;
}

export interface Options {
  /** The folder of a build. */
  readonly dist: string;
  /** Tell what was on the stack. */
  readonly explains?: boolean;
  /** Only open, edit and close. */
  readonly withoutRequests?: boolean;
}

/** Opens a document in a server of its own, edits it at its beginning, middle and end, asks everything about it, and closes it. */
export async function stepsOf(text: string, { dist, explains = false, withoutRequests = false }: Options): Promise<Kept[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'steps-'));
  const root = join(scratch, 'base');
  mkdirSync(root);
  writeFileSync(join(root, 'long.md'), '# Title\n\nFirst.\n');
  writeFileSync(join(root, 'other.md'), '# Other\n\n[Long](long.md)\n');
  const uri = pathToFileURL(join(root, 'long.md')).toString();
  const child = spawn(process.execPath, ['--require', probe, ...asInTheEditor, join(dist, 'server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    env: { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache'), ...(explains && { CONCORD_PROFILE: '1' }) },
  });
  try {
    const connection = createMessageConnection(messagesOf(child.stdout!), new StreamMessageWriter(child.stdin!));
    await begin(connection, root);
    await atRest(child);
    await asked(child, 'steps');
    const kept: Kept[] = [];
    const doing = async (done: string, act: () => unknown, isQuestion = false) => {
      const first = await sumOf(child);
      await act();
      // What was probably meant is told when nothing has been done for 800 ms.
      const sum = (await atRest(child, isQuestion ? 2 : 11)) - first;
      const { steps } = (await asked(child, 'steps')) as { steps: Step[] };
      kept.push({ done, longest: steps[0] ?? { cpu: 0, gc: 0 }, sum });
    };
    const tell = (method: string, params: object) => connection.sendNotification(method, params);
    await doing('open', () => tell('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text } }));
    const lines = text.split('\n');
    let version = 1;
    for (const [place, line] of [
      ['beginning', 0],
      ['middle', lines.length >> 1],
      ['end', lines.length - 1],
    ] as const) {
      const at = { line, character: lines[line]!.length };
      await doing(`edit at the ${place}`, () =>
        tell('textDocument/didChange', {
          textDocument: { uri, version: ++version },
          contentChanges: [{ range: { start: at, end: at }, text: ' x' }],
        }),
      );
    }
    if (!withoutRequests)
      for (const [done, method, params] of questions(lines, uri))
        await doing(done, () => connection.sendRequest(method, params).catch(() => {}), true);
    // A key, and a question before it is read.
    const at = { line: lines.length >> 1, character: 0 };
    await doing('key and hover', () => {
      void tell('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start: at, end: at }, text: 'y' }],
      });
      return connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: at });
    });
    await doing('close', () => tell('textDocument/didClose', { textDocument: { uri } }));
    connection.dispose();
    return kept;
  } finally {
    child.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A document of a name, of so many of what it is made of. */
function textOf(name: string, size: number | undefined): string {
  const document = slowDocuments[name];
  if (document !== undefined) return document.make(size ?? document.size);
  const construct = constructs.find(one => one.name === name)!;
  return construct.make(size ?? construct.size ?? countFor(construct, usualLength))[chapter]!;
}

const probe = fileURLToPath(new URL('stepsProbe.cjs', import.meta.url));

async function begin(connection: MessageConnection, root: string): Promise<void> {
  for (const method of ['client/registerCapability', 'client/unregisterCapability', 'window/workDoneProgress/create'])
    connection.onRequest(method, () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.listen();
  const rootUri = pathToFileURL(root).toString();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'steps' }],
    capabilities: {
      workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true } },
      textDocument: {
        publishDiagnostics: { relatedInformation: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    },
    initializationOptions: { pause: 0, trusted: false, understands: ['concord/status', 'concord/panel'] },
  });
  await connection.sendNotification('initialized', {});
}

/** A writer's questions, at the beginning, in the middle and at the end. */
function* questions(lines: readonly string[], uri: string): Iterable<readonly [string, string, object]> {
  const textDocument = { uri };
  for (const [place, line] of [
    ['beginning', 0],
    ['middle', lines.length >> 1],
    ['end', Math.max(0, lines.length - 3)],
  ] as const) {
    const position = { line, character: Math.min(6, lines[line]!.length) };
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    for (const method of ['hover', 'definition', 'references', 'completion', 'prepareRename'])
      yield [
        `${method}, ${place}`,
        `textDocument/${method}`,
        { textDocument, position, context: { includeDeclaration: true, triggerKind: 1 } },
      ];
    yield [`rename, ${place}`, 'textDocument/rename', { textDocument, position, newName: 'Another' }];
    yield [`code actions, ${place}`, 'textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }];
  }
  const everything = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  yield ['code actions, all', 'textDocument/codeAction', { textDocument, range: everything, context: { diagnostics: [] } }];
  for (const method of ['codeLens', 'documentLink', 'documentSymbol']) yield [method, `textDocument/${method}`, { textDocument }];
  yield ['workspace symbols', 'workspace/symbol', { query: 'a' }];
}

/** Waits until the server has not worked for a while; answers the milliseconds of CPU that it has used until then. */
async function atRest(child: ChildProcess, rests = 11): Promise<number> {
  for (let [before, quiet] = [-1, 0]; ; ) {
    await pause(100);
    const now = await sumOf(child);
    // The probe takes some itself.
    quiet = now - before < 6 ? quiet + 1 : 0;
    if (quiet >= rests) return now;
    before = now;
  }
}

const sumOf = async (child: ChildProcess): Promise<number> => ((await asked(child, 'sum')) as { sum: number }).sum;

async function asked(child: ChildProcess, question: 'sum' | 'steps'): Promise<unknown> {
  const channel = child.stdio[3] as Duplex;
  channel.write(question);
  let answer = '';
  for (;;) {
    answer += await new Promise<string>(resolve => channel.once('data', (data: Buffer) => resolve(data.toString())));
    if (answer.endsWith('\n')) return JSON.parse(answer);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const explains = args.includes('--explain');
  const at = args.indexOf('--dist');
  const dist = at < 0 ? fileURLToPath(new URL('../../dist', import.meta.url)) : args[at + 1]!;
  const named = args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1));
  for (const name of named.length > 0 ? named : Object.keys(slowDocuments)) {
    const [id, size] = name.split('=') as [string, string?];
    const text = textOf(id, size === undefined ? undefined : Number(size));
    console.log(`${name}: ${text.length} characters`);
    for (const { done, longest, sum } of await stepsOf(text, { dist, explains })) {
      const own = longest.cpu - longest.gc;
      if (own < 25 && longest.cpu < 50) continue;
      console.log(
        `  ${own > 50 ? '!' : ' '} ${done}: ${own.toFixed(0)} ms, clearing up ${longest.gc.toFixed(0)} ms, in all ${sum.toFixed(0)} ms`,
      );
      if (longest.all !== undefined)
        console.log(`      ${longest.all.join('\n      ')}\n    own:\n      ${longest.own!.slice(0, 12).join('\n      ')}`);
    }
  }
}
