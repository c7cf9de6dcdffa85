import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { Typesetter } from '../../server/formula/typesetter.ts';
import type { Status } from '../../server/lsp/editor.ts';
import type { Machine } from '../../server/lsp/serving.ts';
import { noteFailure } from '../failing.ts';
import { messagesOf } from '../messageReader.ts';
import { serverHere } from './inProcess.ts';

/** Our server never writes a message in Markdown, which the protocol would allow. */
export type PlainDiagnostic = Diagnostic & { message: string };
type Published = PublishDiagnosticsParams & { diagnostics: PlainDiagnostic[] };

/** An editor at the other end of a real connection, over a knowledge base in a temporary folder. */
export interface TestEditor {
  readonly root: string;
  readonly connection: MessageConnection;
  readonly capabilities: InitializeResult['capabilities'];
  uri(path: string): string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Tells the server that files on the disk have come, gone or changed. */
  tellChanged(...paths: string[]): Promise<void>;
  open(path: string, text: string): Promise<void>;
  /** Replaces the first occurrence of a text in an open document, as an incremental change. */
  edit(path: string, before: string, after: string): Promise<void>;
  closeDocument(path: string): Promise<void>;
  /** The position of the first occurrence of a text in an open document. */
  position(path: string, text: string): { line: number; character: number };
  request(method: string, path: string, params?: object): Promise<unknown>;
  diagnostics(path: string): readonly PlainDiagnostic[];
  /** Resolves as soon as what was published of a file says this. */
  until(path: string, holds: (diagnostics: readonly PlainDiagnostic[]) => boolean): Promise<readonly PlainDiagnostic[]>;
  /** Carries out a command; answers the change that the server has asked the editor to make for it. */
  change(command: string, ...args: unknown[]): Promise<WorkspaceEdit | null>;
  /** What the writer was told, and asked. */
  readonly said: readonly string[];
  /** What the writer answers: one of the titles. Nothing by default. */
  answer: (titles: readonly string[]) => string | undefined;
  readonly statuses: readonly Status[];
  /** Every publication so far, in order. */
  readonly published: readonly Published[];
  ready(): Promise<void>;
  /** Resolves when everything that was told has been worked in. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

export interface Setting {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly initializationOptions?: object;
  readonly hidden?: Readonly<Record<string, boolean>>;
  /** An editor that knows nothing of Concord: what it understands beside the protocol, and what it can (by default all that VS Code can). */
  readonly understands?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The editor's settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the server keeps things; nowhere by default. */
  readonly keeping?: Machine['keeping'];
  /** The bundled worker that draws formulas. */
  readonly formulaScript?: string;
  /** Folders to open, from the temporary folder; the folder itself by default. */
  readonly folders?: readonly string[];
  /** Text documents to open before the folders are read. */
  readonly workspaceFolders?: boolean;
}

/** What VS Code and its client can, as far as it matters here. */
const vscode: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

export async function testEditor({
  files = {},
  initializationOptions = {},
  hidden = {},
  settings = {},
  formulaScript = '',
  keeping,
  folders = [''],
  understands = ['concord/status', 'concord/panel', 'concord/pick', 'concord/copy', 'concord.convergence', 'concord.backlinks'],
  capabilities: able = vscode,
}: Setting): Promise<TestEditor> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'concord-')));
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);

  // A busy machine is not what tests are about.
  const { server, from, to } = serverHere(new Typesetter(formulaScript, 20_000), keeping);
  const connection = createMessageConnection(messagesOf(from), new StreamMessageWriter(to));

  const latest = new Map<string, readonly PlainDiagnostic[]>();
  const published: Published[] = [];
  const statuses: Status[] = [];
  const texts = new Map<string, { text: string; version: number }>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const when = (holds: () => boolean) =>
    new Promise<void>(resolve => {
      const listener = () => {
        if (!holds()) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
      listener();
    });
  connection.onNotification('textDocument/publishDiagnostics', (params: Published) => {
    published.push(params);
    latest.set(params.uri, params.diagnostics);
    changed();
  });
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) noteFailure(message);
  });
  connection.onNotification('concord/status', (status: Status) => {
    statuses.push(status);
    changed();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => (section === 'files.exclude' ? hidden : (settings[section] ?? null))),
  );
  connection.onRequest('window/workDoneProgress/create', () => null);
  const [applied, said]: [WorkspaceEdit[], string[]] = [[], []];
  connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
    applied.push(edit);
    return { applied: true };
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void said.push(message));
  connection.onRequest('window/showMessageRequest', ({ message, actions = [] }: { message: string; actions?: { title: string }[] }) => {
    said.push(message);
    const title = editor.answer(actions.map(action => action.title));
    return title === undefined ? null : { title };
  });
  connection.listen();

  const uri = (path: string) => pathToFileURL(join(root, path)).toString();
  const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: folders.map(folder => ({ uri: uri(folder), name: folder })),
    capabilities: able,
    initializationOptions: { pause: 0, trusted: false, understands, ...initializationOptions },
  });
  await connection.sendNotification('initialized', {});

  const position = (path: string, text: string) => {
    const whole = texts.get(path)?.text ?? '';
    const at = whole.indexOf(text);
    if (at < 0) throw new Error(`${path} does not say “${text}”.`);
    const before = whole.slice(0, at).split('\n');
    return { line: before.length - 1, character: before.at(-1)!.length };
  };
  const editor: TestEditor = {
    root,
    connection,
    capabilities,
    uri,
    write,
    remove: path => rmSync(join(root, path), { recursive: true }),
    tellChanged: (...paths) =>
      connection.sendNotification('workspace/didChangeWatchedFiles', { changes: paths.map(path => ({ uri: uri(path), type: 2 })) }),
    async open(path, text) {
      texts.set(path, { text, version: 1 });
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(path), languageId: 'markdown', version: 1, text },
      });
    },
    async edit(path, before, after) {
      const start = position(path, before);
      const lines = before.split('\n');
      const end = {
        line: start.line + lines.length - 1,
        character: lines.length === 1 ? start.character + before.length : lines.at(-1)!.length,
      };
      const document = texts.get(path)!;
      texts.set(path, { text: document.text.replace(before, () => after), version: document.version + 1 });
      const textDocument = { uri: uri(path), version: document.version + 1 };
      await connection.sendNotification('textDocument/didChange', {
        textDocument,
        contentChanges: [{ range: { start, end }, text: after }],
      });
    },
    closeDocument: path => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    position,
    request: (method, path, params = {}) => connection.sendRequest(method, { textDocument: { uri: uri(path) }, ...params }),
    diagnostics: path => latest.get(uri(path)) ?? [],
    async until(path, holds) {
      await when(() => holds(latest.get(uri(path)) ?? []));
      return latest.get(uri(path)) ?? [];
    },
    async change(command, ...args) {
      const before = applied.length;
      await connection.sendRequest('workspace/executeCommand', { command, arguments: args });
      return applied[before] ?? null;
    },
    said,
    answer: () => undefined,
    statuses,
    published,
    settled: () => connection.sendRequest('concord/settled'),
    ready: () => when(() => statuses.at(-1)?.state === 'ready'),
    async dispose() {
      await connection.sendRequest('shutdown');
      connection.dispose();
      server.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return editor;
}
