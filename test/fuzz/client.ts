import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { Typesetter } from '../../server/formula/typesetter.ts';
import type { Status } from '../../server/lsp/editor.ts';
import { serverHere } from '../lsp/inProcess.ts';
import { messagesOf } from '../messageReader.ts';

/** What an editor is like, apart from its folders and documents. It may change while a server is connected. */
export interface Settings {
  macros: Record<string, string>;
  builtInValidation: boolean;
  trusted: boolean;
}

/** One editor at the other end of one server. */
export interface Client {
  readonly connection: MessageConnection;
  /** What was published last, by URI; nothing for what has no findings. */
  readonly published: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly status: Status | undefined;
  /** What the server has logged as wrong. */
  readonly complaints: string[];
  /** Of its process, if it has one of its own. */
  readonly pid: number | undefined;
  /** Resolves when everything that was told has been worked in. */
  settled(): Promise<void>;
  /** Ends the server as an editor does. */
  stop(): Promise<void>;
}

interface Start {
  /** URIs. */
  readonly folders: readonly string[];
  readonly settings: Settings;
  /** Milliseconds between the last key and a check. */
  readonly pause: number;
}

const script = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

/** The built server, as a process of its own. `storage`: the folder in which it keeps what it knows. */
export async function builtServer(begin: Start, storage: string): Promise<Client> {
  const child = spawn(process.execPath, [script, '--stdio', '--storage', storage], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', text => complaints.push(`stderr: ${text}`));
  let hasEnded = false;
  const ended = new Promise<void>(resolve =>
    child.on('exit', (code, signal) => {
      if (!hasEnded) complaints.push(`The server has ended: ${code ?? signal}.`);
      resolve();
    }),
  );
  const stop = async (connection: MessageConnection): Promise<void> => {
    hasEnded = true;
    const asked = connection.sendRequest('shutdown').then(() => connection.sendNotification('exit'));
    await Promise.race([asked.then(() => ended), ended]);
    connection.dispose();
  };
  return connect(child.stdout, child.stdin, begin, storage, { pid: child.pid, complaints, stop });
}

/** Draws for all fresh servers: it knows nothing of what it has drawn. */
const typesetter = new Typesetter(fileURLToPath(new URL('../../dist/formula.js', import.meta.url)), 20_000);

/** No server of its own ends what all share. */
const shared = Object.assign(Object.create(typesetter) as Typesetter, {
  draw: typesetter.draw.bind(typesetter),
  warm: typesetter.warm.bind(typesetter),
  dispose: async () => {},
});

/** Ends what fresh servers share. Node keeps a program alive whose worker has not been ended. */
export const endFreshServers = (): Promise<void> => typesetter.dispose();

/** A session that knows nothing and keeps nothing, in this process. */
export async function freshServer(begin: Start): Promise<Client> {
  const { server, from, to } = serverHere(shared);
  const stop = async (connection: MessageConnection): Promise<void> => {
    await connection.sendRequest('shutdown');
    connection.dispose();
    server.dispose();
  };
  return connect(from, to, begin, undefined, { pid: undefined, complaints: [], stop });
}

async function connect(
  from: Readable,
  to: Writable,
  { folders, settings, pause }: Start,
  storage: string | undefined,
  { pid, complaints, stop }: Pick<Client, 'pid' | 'complaints'> & { stop(connection: MessageConnection): Promise<void> },
): Promise<Client> {
  const connection = createMessageConnection(messagesOf(from), new StreamMessageWriter(to));
  const published = new Map<string, readonly Diagnostic[]>();
  let status: Status | undefined;
  let asked = 0;
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    if (diagnostics.length === 0) published.delete(uri);
    else published.set(uri, diagnostics);
  });
  connection.onNotification('concord/status', (now: Status) => {
    status = now;
  });
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type <= 1) complaints.push(message);
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) => {
    asked++;
    return items.map(({ section }) => (section === 'markdown.math.macros' ? settings.macros : null));
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    // A server in this process would watch it for ever.
    processId: storage === undefined ? null : process.pid,
    rootUri: null,
    workspaceFolders: folders.map(uri => ({ uri, name: uri })),
    capabilities: {
      workspace: {
        applyEdit: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceFolders: true,
      },
      window: { workDoneProgress: true },
    },
    initializationOptions: {
      pause,
      trusted: settings.trusted,
      builtInValidation: settings.builtInValidation,
      understands: ['concord/status'],
      ...(storage === undefined ? {} : { storage }),
    },
  });
  await connection.sendNotification('initialized', {});
  return {
    pid,
    connection,
    published,
    get status() {
      return status;
    },
    complaints,
    async settled() {
      // Whatever it has asked meanwhile, it has an answer to before it is asked again.
      for (let before = -1; before !== asked; ) {
        before = asked;
        await connection.sendRequest('concord/settled');
      }
    },
    stop: () => stop(connection),
  };
}

export const uriOf = (file: string): string => pathToFileURL(file).toString();
