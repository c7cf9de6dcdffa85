import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { offered } from '../features/offered.ts';
import { commandsFor } from './commandNames.ts';
import { documentsWithAllLineEnds } from './documents.ts';
import { failures } from './failure.ts';
import type { VersionOf } from './fitting.ts';
import { answerRefused } from './guard.ts';
import type { EditorState, Serving } from './serving.ts';
import { UnderWay } from './underWay.ts';

/** `versionOf`: the editor's version of an open document. */
type Serve = (connection: Connection, initialize: InitializeParams, versionOf: VersionOf) => Promise<Serving>;

/** All files and folders: links lead to every kind. */
const everything = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };
const fileOperations = { willRename: everything, didRename: everything, didCreate: everything, didDelete: everything };

/**
 * Serves one editor over a connection until it is closed. `initialize` is answered before anything of Concord has been read: `serve` reads it, and is called once that
 * answer is under way. What arrives before it is done waits, and takes place in the order of arrival. What goes wrong costs just the message that it was done for, and is
 * logged. The connection has been made with `guard`, so that messages are like they should.
 */
export function start(connection: Connection, serve: Serve): void {
  const documents = new TextDocuments(documentsWithAllLineEnds);
  let params: InitializeParams | undefined;
  let serving: Serving | undefined;
  let initialized: (serving: Serving | Promise<Serving>) => void;
  const ready = new Promise<Serving>(resolve => {
    initialized = resolve;
  });
  // Who waits for it is told; that it failed is logged once.
  ready.catch(() => {});
  const failed = failures(connection);
  /** At once, if that can be: what arrives later finds it done. */
  const served = <T>(act: (serving: Serving) => T | Promise<T>): T | Promise<T> => (serving === undefined ? ready.then(act) : act(serving));
  const underWay = new UnderWay();
  /** What a notification is to bring about. */
  const told = (what: string, act: (serving: Serving) => unknown): void => {
    try {
      underWay.follow(Promise.resolve(served(act))).catch(error => failed(what, error));
    } catch (error) {
      failed(what, error);
    }
  };
  /** What a request is answered with; an error when that cannot be found out. */
  const answered = async <T>(what: string, act: (serving: Serving) => T | Promise<T>): Promise<T | null> => {
    try {
      return (await served(act)) ?? null;
    } catch (error) {
      failed(what, error);
      throw error;
    }
  };

  connection.onInitialize((initialize): InitializeResult => {
    params = initialize;
    // The answer is written before the next turn of the event loop.
    setImmediate(() => {
      const begun = serve(connection, initialize, uri => documents.get(uri)?.version);
      begun.then(now => (serving = now)).catch(error => failed('initialize', error));
      initialized(begun);
    });
    return {
      serverInfo: { name: 'Concord' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true, willSaveWaitUntil: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true }, fileOperations },
        executeCommandProvider: { commands: commandsFor(initialize.initializationOptions?.understands ?? []) },
        workspaceSymbolProvider: true,
        ...Object.assign({}, ...Object.values(offered)),
      },
    };
  });

  connection.onInitialized(() => {
    told('initialized', ({ begin }) => begin());
    const { workspace } = params?.capabilities ?? {};
    if (workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        told('workspace/didChangeWorkspaceFolders', ({ session }) => {
          const [come, gone] = [added, removed].map(folders => folders.map(({ uri }) => uri));
          return session.foldersChanged(come!, gone!);
        }),
      );
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
        .catch(error => failed('client/registerCapability', error));
  });

  documents.onDidOpen(({ document }) => told(`textDocument/didOpen ${document.uri}`, ({ opened }) => opened(document.getText())));
  documents.onDidChangeContent(({ document }) =>
    told(`textDocument/didChange ${document.uri}`, ({ session }) => session.setText(document.uri, document.getText())),
  );
  documents.onDidClose(({ document }) => told(`textDocument/didClose ${document.uri}`, ({ session }) => session.close(document.uri)));
  connection.onDidChangeWatchedFiles(({ changes }) =>
    told('workspace/didChangeWatchedFiles', ({ session }) => session.filesChanged(changes.map(({ uri }) => uri))),
  );
  connection.workspace.onWillRenameFiles(({ files }) => answered('workspace/willRenameFiles', ({ willMove }) => willMove(files)));
  connection.workspace.onDidRenameFiles(({ files }) => told('workspace/didRenameFiles', ({ hasMoved }) => hasMoved(files)));
  for (const happened of ['onDidCreateFiles', 'onDidDeleteFiles'] as const)
    connection.workspace[happened](({ files }) => told(happened, ({ session }) => session.filesChanged(files.map(({ uri }) => uri))));
  connection.onNotification('concord/state', (state: EditorState) => told('concord/state', serving => serving.told(state)));
  connection.onRequest('concord/children', ({ view, node }: { view: string; node?: string }) =>
    answered('concord/children', ({ views }) => views.children(view, node ?? undefined)),
  );
  // For whoever has to know that the findings are those of what he has told: tests, scripts.
  connection.onRequest('concord/settled', () =>
    answered('concord/settled', async ({ session }) => {
      await underWay.over();
      await session.settled();
    }),
  );
  connection.onShutdown(async () => void (await answered('shutdown', ({ dispose }) => dispose())));

  for (const method of Object.keys(offered) as (keyof typeof offered)[]) {
    connection.onRequest(method, (asked: Parameters<Serving['answer']>[1], token: CancellationToken) => {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      return answered(method, ({ answer }) => answer(method, asked));
    });
  }
  connection.onExecuteCommand(({ command, arguments: args }) => answered(command, ({ execute }) => execute(command, args ?? [])));
  connection.onWorkspaceSymbol(({ query }) => answered('workspace/symbol', ({ symbols }) => symbols(query)));
  documents.onWillSaveWaitUntil(({ document: { uri } }) =>
    answered(`textDocument/willSaveWaitUntil ${uri}`, ({ editsOnSave }) => editsOnSave(uri)).then(edits => edits ?? []),
  );

  answerRefused(connection);
  documents.listen(connection);
  connection.listen();
}
