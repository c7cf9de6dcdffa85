import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type Disposable,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type AnyFeature, Refusal } from '../features/feature.ts';
import { fixEverywhere } from '../features/fixEverywhere.ts';
import { features } from '../features/index.ts';
import { insertToc, tocEditsOnSave, updateToc } from '../features/toc.ts';
import { workspaceSymbols } from '../features/workspaceSymbol.ts';
import type { Pictures } from '../formula/picture.ts';
import type { Typesetter } from '../formula/typesetter.ts';
import type { Host, Store } from '../host/host.ts';
import { rules } from '../rules/index.ts';
import type { Reader } from '../workspace/reader.ts';
import { editorOf } from './editor.ts';
import { EditorPictures } from './pictures.ts';
import { Session } from './session.ts';

/** What the client tells at the start, beside what LSP has words for. A client that tells nothing is trusted: its user has started the server. */
interface InitializationOptions {
  readonly locale?: string;
  readonly trusted?: boolean;
  readonly builtInValidation?: boolean;
  readonly theme?: unknown;
  /** Milliseconds between the last key and a check. */
  readonly pause?: number;
  /** The folder where the extension may keep what it likes. */
  readonly storage?: string;
}

export interface Machine {
  readonly host: Host;
  readonly reader: Reader;
  readonly typesetter: Typesetter;
  /** What the next start is to know of a knowledge base, and where it is kept. `storage`: the editor's folder for it; nothing where nothing is kept. */
  keeping(root: string, storage: string | undefined): { readonly store: Store; readonly identity: string } | undefined;
  /** Makes messages speak the language of the editor. */
  speak(locale: string | undefined): void;
}

const commands = ['concord.check', 'concord.fixEverywhere', 'concord.updateToc', 'concord.insertToc', 'concord.updateAllTocs'];

/** Serves one editor over a connection until it is closed. */
export function start(connection: Connection, { host, reader, typesetter, keeping, speak }: Machine): void {
  const documents = new TextDocuments(TextDocument);
  const pictures = new EditorPictures(connection, typesetter);
  let session: Session | undefined;
  let params: InitializeParams | undefined;
  // Only our own client, which runs in VS Code, tells of a theme.
  let inVsCode = false;

  connection.onInitialize((initialize): InitializeResult => {
    params = initialize;
    const options: InitializationOptions = initialize.initializationOptions ?? {};
    inVsCode = options.theme !== undefined;
    speak(options.locale ?? initialize.locale);
    session = new Session(
      editorOf(connection, initialize, finding => pictures.refutes(finding)),
      {
        host,
        reader,
        rules,
        keeping: root => keeping(root, options.storage),
        trusted: options.trusted ?? true,
        builtInValidation: options.builtInValidation ?? false,
        isVsCode: inVsCode,
        pause: options.pause ?? 150,
      },
    );
    return {
      serverInfo: { name: 'Concord' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true, willSaveWaitUntil: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        executeCommandProvider: { commands },
        workspaceSymbolProvider: true,
        ...Object.assign({}, ...features.map(feature => feature.capabilities)),
      },
    };
  });

  connection.onInitialized(async () => {
    if (params === undefined || session === undefined) return;
    const { capabilities, workspaceFolders, rootUri } = params;
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    }
    if (capabilities.workspace?.workspaceFolders) {
      await connection.client.register(DidChangeWorkspaceFoldersNotification.type);
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        for (const { uri } of removed) await session?.removeFolder(uri);
        for (const { uri } of added) await session?.addFolder(uri);
      });
    }
    await pictures.follow(params);
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    await session.begin(folders);
  });

  documents.onDidOpen(({ document }) => pictures.opened(document.getText()));
  documents.onDidChangeContent(({ document }) => session?.setText(document.uri, document.getText()));
  documents.onDidClose(({ document }) => session?.close(document.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => session?.filesChanged(changes.map(({ uri }) => uri)));
  connection.onNotification('concord/trusted', () => session?.trust());
  connection.onNotification('concord/builtInValidation', ({ enabled }: { enabled: boolean }) => session?.setBuiltInValidation(enabled));
  connection.onShutdown(async () => {
    await Promise.all([session?.dispose(), pictures.dispose()]);
  });

  for (const feature of features) serve(connection, feature, () => session, pictures);
  connection.onExecuteCommand(async ({ command, arguments: args = [] }) => {
    if (command === 'concord.check') await session?.reload();
    else if (command === 'concord.fixEverywhere' && session !== undefined) return fixEverywhere(String(args[0] ?? ''), session.places());
    else if (command === 'concord.updateAllTocs' && session !== undefined) return fixEverywhere('stale-toc', session.places());
    else if (command === 'concord.updateToc' || command === 'concord.insertToc') {
      const view = session?.view(String(args[0] ?? ''));
      return view === undefined ? null : refusing(() => (command === 'concord.updateToc' ? updateToc(view) : insertToc(view)));
    }
    return null;
  });
  connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(query, session?.places() ?? [], inVsCode));
  documents.onWillSaveWaitUntil(async ({ document: { uri } }) => {
    if (!params?.capabilities.workspace?.configuration) return [];
    // Asked each time: the setting may differ from folder to folder, and change.
    const wanted = await connection.workspace.getConfiguration({ scopeUri: uri, section: 'concord.toc.updateOnSave' });
    const view = wanted === true ? session?.view(uri) : undefined;
    return view === undefined ? [] : tocEditsOnSave(view);
  });

  documents.listen(connection);
  connection.listen();
}

/** What cannot be done is an answer that the writer reads. */
function refusing<T>(act: () => T): T | ResponseError<void> {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
    throw error;
  }
}

/** Answers one kind of request. What goes wrong is logged with the request's name, and answered with nothing. */
function serve(connection: Connection, feature: AnyFeature, session: () => Session | undefined, pictures: Pictures): Disposable {
  return connection.onRequest(
    feature.method,
    async (params: { textDocument?: { uri?: unknown } } | undefined, token: CancellationToken) => {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      const uri = params?.textDocument?.uri;
      if (typeof uri !== 'string') return null;
      try {
        const view = session()?.view(uri);
        return (view && (await feature.handle(params, view, pictures))) ?? null;
      } catch (error) {
        if (error instanceof Refusal) return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
        connection.console.error(`${feature.method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return null;
      }
    },
  );
}
