import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { offered } from '../features/offered.ts';
import type { EditorState, Serving } from './serving.ts';

const commands = [
  'check',
  'stopReading',
  'fixEverywhere',
  'fixOneKind',
  'updateToc',
  'insertToc',
  'updateAllTocs',
  'goTo',
  'showMatrix',
  'previewFormula',
  'copyTex',
  'copySvg',
  'unify',
  'qualify',
]
  .concat('convergence.onlyDisagreements', 'convergence.everything')
  .map(name => `concord.${name}`);

/**
 * Serves one editor over a connection until it is closed. `initialize` is answered before anything of Concord has been read: `serve` reads it, and is called once that
 * answer is under way. What arrives before it is done waits, and takes place in the order of arrival.
 */
export function start(connection: Connection, serve: (connection: Connection, initialize: InitializeParams) => Promise<Serving>): void {
  const documents = new TextDocuments(TextDocument);
  let params: InitializeParams | undefined;
  let serving: Serving | undefined;
  let initialized: (serving: Serving) => void;
  const ready = new Promise<Serving>(resolve => {
    initialized = resolve;
  });
  /** Nobody is served who has not said hello. */
  const served = <T>(act: (serving: Serving) => T | Promise<T>): T | Promise<T> | undefined => {
    if (serving !== undefined) return act(serving);
    return params === undefined ? undefined : ready.then(act);
  };

  connection.onInitialize((initialize): InitializeResult => {
    params = initialize;
    // The answer is written before the next turn of the event loop.
    setImmediate(async () => {
      serving = await serve(connection, initialize);
      initialized(serving);
    });
    return {
      serverInfo: { name: 'Concord' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true, willSaveWaitUntil: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        executeCommandProvider: { commands },
        workspaceSymbolProvider: true,
        ...Object.assign({}, ...Object.values(offered)),
      },
    };
  });

  connection.onInitialized(async () => {
    if (params === undefined) return;
    const { capabilities } = params;
    const begun = served(({ begin }) => begin());
    if (capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        served(async ({ session }) => {
          for (const { uri } of removed) await session.removeFolder(uri);
          for (const { uri } of added) await session.addFolder(uri);
        }),
      );
      await connection.client.register(DidChangeWorkspaceFoldersNotification.type);
    }
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    }
    await begun;
  });

  documents.onDidOpen(({ document }) => served(({ opened }) => opened(document.getText())));
  documents.onDidChangeContent(({ document }) => served(({ session }) => session.setText(document.uri, document.getText())));
  documents.onDidClose(({ document }) => served(({ session }) => session.close(document.uri)));
  connection.onDidChangeWatchedFiles(({ changes }) => served(({ session }) => session.filesChanged(changes.map(({ uri }) => uri))));
  connection.onNotification('concord/state', (state: EditorState) => served(({ told }) => told(state)));
  connection.onRequest('concord/children', ({ view, node }: { view: string; node?: string }) =>
    served(({ views }) => views.children(view, node)),
  );
  connection.onShutdown(() => served(({ dispose }) => dispose()));

  for (const method of Object.keys(offered) as (keyof typeof offered)[]) {
    connection.onRequest(method, async (asked: unknown, token: CancellationToken) => {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      return (await served(({ answer }) => answer(method, asked))) ?? null;
    });
  }
  connection.onExecuteCommand(async ({ command, arguments: args = [] }) => (await served(({ execute }) => execute(command, args))) ?? null);
  connection.onWorkspaceSymbol(async ({ query }) => (await served(({ symbols }) => symbols(query))) ?? null);
  documents.onWillSaveWaitUntil(async ({ document: { uri } }) => (await served(({ editsOnSave }) => editsOnSave(uri))) ?? []);

  documents.listen(connection);
  connection.listen();
}
