import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type PublishDiagnosticsParams,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from 'vscode-languageserver-protocol/node';
import { messagesOf } from '../messageReader.ts';
import type { Command } from './machine.ts';

/** A language server that can be measured, ours or a peer. */
export interface ServerKind {
  readonly name: string;
  /** `cache` is a folder for what it keeps between its processes. */
  command(root: string, cache: string): Command;
  readonly initializationOptions?: object;
  /** How findings come: told by the server after each change, or asked for. */
  readonly diagnostics: 'pushed' | 'pulled';
  /** What a client of this server does beyond the protocol, before `initialize` is sent. */
  prepare?(connection: MessageConnection, root: string): void;
  /** Sent after `initialized`. */
  readonly settings?: object;
  /** Resolves when the server has read the whole knowledge base; for one that reads only when asked, at once. */
  isReady(connection: MessageConnection): Promise<void>;
}

export interface RunningServer {
  readonly kind: ServerKind;
  readonly pid: number;
  readonly connection: MessageConnection;
  readonly capabilities: InitializeResult['capabilities'];
  /** Milliseconds from the start of the process to its answer to `initialize`. */
  readonly answered: number;
  /** When the process was started, as `performance.now()` has it. */
  readonly begun: number;
  readonly ready: Promise<void>;
  uri(path: string): string;
  open(path: string, text: string): void;
  close(path: string): void;
  change(path: string, start: Position, end: Position, text: string): void;
  request(method: string, path: string, params?: object): Promise<unknown>;
  /** Findings of an open document: the next that are published or, where they are asked for, those that are. */
  diagnostics(path: string, holds: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  /** Writes to what the probe listens to, and resolves to its answer. */
  probe(): Promise<unknown>;
  stop(): Promise<void>;
}

/** What an editor can do, as far as it makes servers tell more: progress, configuration, watching. */
const capabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
  },
  window: { workDoneProgress: true },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    completion: { completionItem: { snippetSupport: false } },
    rename: { prepareSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

interface Start {
  /** Of an earlier process; without it, nothing is known from before. */
  readonly cache?: string;
  /** For Node, before the script that it runs. */
  readonly nodeOptions?: readonly string[];
}

/** Starts a server on a folder; anew when it does not answer: rumdl now and then misses its first message. */
export async function startServer(kind: ServerKind, root: string, start: Start = {}): Promise<RunningServer> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await startOnce(kind, root, start);
    } catch (error) {
      if (attempts === 3) throw error;
    }
  }
}

async function startOnce(kind: ServerKind, root: string, { cache, nodeOptions = [] }: Start): Promise<RunningServer> {
  const { file, args, env } = kind.command(root, cache ?? mkdtempSync(join(dirname(root), 'cache-')));
  const begun = performance.now();
  const child = spawn(file, [...nodeOptions, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore', nodeOptions.length > 0 ? 'pipe' : 'ignore'],
  });
  const connection = createMessageConnection(messagesOf(child.stdout!), new StreamMessageWriter(child.stdin!));
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('exit', status => reject(new Error(`${kind.name} has ended with ${status}.`)));
  });
  failed.catch(() => {});
  const hears = listening(connection);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('client/unregisterCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  kind.prepare?.(connection, root);
  const ready = Promise.race([kind.isReady(connection), failed]);
  ready.catch(() => {});
  connection.listen();

  const uriOf = (path: string) => pathToFileURL(join(root, path)).toString();
  const rootUri = pathToFileURL(root).toString();
  const answer = connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities:
      kind.diagnostics === 'pulled' ? { ...capabilities, textDocument: { ...capabilities.textDocument, diagnostic: {} } } : capabilities,
    initializationOptions: kind.initializationOptions,
  });
  const initialized = await Promise.race([within(shortPatience, answer, kind.name), failed]).catch(error => {
    child.kill('SIGKILL');
    throw error;
  });
  const answered = performance.now() - begun;
  void connection.sendNotification('initialized', {});
  if (kind.settings !== undefined) void connection.sendNotification('workspace/didChangeConfiguration', { settings: kind.settings });

  const documents = new Map<string, { text: string; version: number }>();
  const { textDocumentSync } = initialized.capabilities;
  const takesChanges =
    (typeof textDocumentSync === 'object' ? textDocumentSync.change : textDocumentSync) === TextDocumentSyncKind.Incremental;
  return {
    kind,
    pid: child.pid!,
    connection,
    capabilities: initialized.capabilities,
    answered,
    begun,
    ready,
    uri: uriOf,
    open(path, text) {
      const version = (documents.get(path)?.version ?? 0) + 1;
      documents.set(path, { text, version });
      hears.forget(uriOf(path));
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(path), languageId: 'markdown', version, text },
      });
    },
    close: path => void connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } }),
    change(path, start, end, text) {
      const before = documents.get(path)!;
      const version = before.version + 1;
      const whole = before.text.slice(0, offsetAt(before.text, start)) + text + before.text.slice(offsetAt(before.text, end));
      documents.set(path, { text: whole, version });
      hears.forget(uriOf(path));
      const contentChanges = takesChanges ? [{ range: { start, end }, text }] : [{ text: whole }];
      void connection.sendNotification('textDocument/didChange', { textDocument: { uri: uriOf(path), version }, contentChanges });
    },
    request: (method, path, params = {}) =>
      Promise.race([connection.sendRequest(method, { textDocument: { uri: uriOf(path) }, ...params }), failed]),
    async diagnostics(path, holds) {
      if (kind.diagnostics === 'pushed') return Promise.race([within(patience, hears.until(uriOf(path), holds), kind.name), failed]);
      const report = connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: uriOf(path) } });
      return (await Promise.race([report, failed])).items;
    },
    probe: () => Promise.race([probed(child), failed]),
    async stop() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      const killing = setTimeout(() => child.kill('SIGKILL'), 5000);
      const answer = connection.sendRequest('shutdown').catch(() => {});
      void answer.then(() => connection.sendNotification('exit')).catch(() => {});
      await ended;
      clearTimeout(killing);
      connection.dispose();
    },
  };
}

/** Milliseconds after which a server that has not answered never will. */
const patience = 30_000;
/** For the first answer, which takes a second at the most. */
const shortPatience = 10_000;

function within<T>(milliseconds: number, promise: Promise<T>, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} does not answer.`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Hears what a server publishes. */
function listening(connection: MessageConnection) {
  const latest = new Map<string, readonly Diagnostic[]>();
  const waiting = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    const name = decodeURIComponent(uri);
    latest.set(name, diagnostics);
    waiting.get(name)?.(diagnostics);
  });
  return {
    /** What was said before the last change of a document is no answer to it. */
    forget: (uri: string) => void latest.delete(decodeURIComponent(uri)),
    until: (uri: string, holds: (diagnostics: readonly Diagnostic[]) => boolean) =>
      new Promise<readonly Diagnostic[]>(resolve => {
        const name = decodeURIComponent(uri);
        const hear = (diagnostics: readonly Diagnostic[]) => {
          if (!holds(diagnostics)) return;
          waiting.delete(name);
          resolve(diagnostics);
        };
        waiting.set(name, hear);
        const known = latest.get(name);
        if (known !== undefined) hear(known);
      }),
  };
}

function probed(child: ChildProcess): Promise<unknown> {
  const channel = child.stdio[3] as Duplex;
  const answer = new Promise(resolve => channel.once('data', (data: Buffer) => resolve(JSON.parse(data.toString()))));
  channel.write('?');
  return answer;
}

export function offsetAt(text: string, { line, character }: Position): number {
  let at = 0;
  for (let i = 0; i < line; i++) at = text.indexOf('\n', at) + 1;
  return at + character;
}

/** The text of a chapter as a server would read it. */
export const textOf = (root: string, path: string): string => readFileSync(join(root, path), 'utf8').replace(/^\uFEFF/, '');
