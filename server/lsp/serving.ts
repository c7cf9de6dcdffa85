import {
  type CodeAction,
  CodeLensRefreshRequest,
  type Connection,
  type FileRename,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { Refusal, type RequestContext } from '../features/feature.ts';
import { features } from '../features/index.ts';
import { moveMadeBy } from '../features/moving.ts';
import type { Method } from '../features/offered.ts';
import { tocEditsOnSave } from '../features/toc.ts';
import { panels, trees } from '../features/views.ts';
import { workspaceSymbols } from '../features/workspaceSymbol.ts';
import type { Typesetter } from '../formula/typesetter.ts';
import type { Host, Store } from '../host/host.ts';
import { rules } from '../rules/index.ts';
import type { Reader } from '../workspace/reader.ts';
import { answerAbout, shownOfAll } from './answering.ts';
import { Client } from './client.ts';
import { execute } from './commands.ts';
import { editorOf } from './editor.ts';
import { failures } from './failure.ts';
import { FirstLook } from './firstLook.ts';
import type { VersionOf } from './fitting.ts';
import { Moving } from './moving.ts';
import { EditorPictures } from './pictures.ts';
import { Session } from './session.ts';
import { Views } from './views.ts';

/** What the client tells at the start, and again when it is otherwise. */
export interface EditorState {
  readonly trusted?: boolean;
  readonly builtInValidation?: boolean;
  readonly theme?: unknown;
}

/** What the client tells at the start, beside what LSP has words for. A client that tells nothing is trusted: its user has started the server. */
interface InitializationOptions extends EditorState {
  readonly locale?: string;
  /** Milliseconds between the last key and a check. */
  readonly pause?: number;
  /** The folder where the extension may keep what it likes. */
  readonly storage?: string;
  /** The messages of ours that it understands, by their names: `concord/status`, `concord/panel`, … No others are sent. */
  readonly understands?: readonly string[];
}

export interface Machine {
  readonly host: Host;
  readonly reader: Reader;
  readonly typesetter: Typesetter;
  /** Told whenever everything has been read and checked. */
  settled(): void;
  /** What the next start is to know of a knowledge base, and where it is kept. `storage`: the editor's folder for it; nothing where nothing is kept. */
  keeping(root: string, storage: string | undefined): { readonly store: Store; readonly identity: string } | undefined;
  /** Makes messages speak the language of the editor. */
  speak(locale: string | undefined): void;
}

/** The parameters of a request about a chapter, as far as they are the same for all. */
interface AboutChapter {
  readonly textDocument: { readonly uri: string };
}

/** What an editor is served with. */
export interface Serving {
  readonly session: Session;
  readonly pictures: EditorPictures;
  readonly views: Views;
  /** Opens the folders that the editor starts with; to be called once the connection is initialized. */
  begin(): Promise<void>;
  /** A chapter with this text has been opened. */
  opened(text: string): void;
  /** Answers a request about a chapter. What goes wrong is logged with the request's name, and answered with nothing. */
  answer(method: Method, params: AboutChapter): Promise<unknown>;
  execute(command: string, args: readonly unknown[]): Promise<unknown>;
  symbols(query: string): ReturnType<typeof workspaceSymbols>;
  editsOnSave(uri: string): Promise<TextEdit[]>;
  /** What has to change so that links follow files that are about to move. */
  willMove(files: readonly FileRename[]): Promise<WorkspaceEdit | null>;
  hasMoved(files: readonly FileRename[]): Promise<void>;
  /** The editor is otherwise now: has another theme, is trusted, checks Markdown by itself. */
  told(state: EditorState): Promise<void> | undefined;
  dispose(): Promise<void>;
}

/** Serves one editor with all that Concord can. */
export function serving(connection: Connection, initialize: InitializeParams, versionOf: VersionOf, machine: Machine): Serving {
  const { host, reader, typesetter, keeping, speak, settled } = machine;
  const options: InitializationOptions = initialize.initializationOptions ?? {};
  // Only our own client, which runs in VS Code, tells of a theme.
  const isVsCode = options.theme !== undefined;
  speak(options.locale ?? initialize.locale);
  let isTrusted = options.trusted ?? true;
  const failed = failures(connection);
  const pictures = new EditorPictures(connection, typesetter, failed);
  const client = new Client(connection, initialize, versionOf);
  const editor = editorOf(connection, client, initialize, {
    isVsCode,
    defines: macro => pictures.macros.some(({ name }) => name === macro),
    failed,
    settled(wasLoading) {
      settled();
      changed(wasLoading);
      firstLook.settled([...session.places()].map(({ workspace }) => workspace)).catch(error => failed('first look', error));
    },
  });
  const session = new Session(editor, {
    host,
    reader,
    rules,
    keeping: root => keeping(root, options.storage),
    trusted: isTrusted,
    builtInValidation: options.builtInValidation ?? false,
    isVsCode,
    pause: options.pause ?? 150,
  });
  const moving = new Moving(session, client);
  const seen = { places: () => session.places(), view: (uri: string) => session.view(uri), pictures };
  const run = (command: string, args: readonly unknown[]): Promise<unknown> =>
    execute(command, args, { client, session, views, pictures, stopReading: editor.stopReading });
  const firstLook = new FirstLook(client, root => keeping(`${root}\0asked`, options.storage)?.store, run);
  const views = new Views(connection, client, seen, begin => shownOfAll(session, begin), run, panels, trees, failed);
  /** `isMuch`: also what the editor asks for again only when a chapter changes. */
  const changed = (isMuch: boolean) => {
    views.changed();
    if (isMuch && initialize.capabilities.workspace?.codeLens?.refreshSupport)
      connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };
  /** An answer whose changes are in words that the client has. */
  const fitted = (answer: unknown): unknown => {
    if (Array.isArray(answer)) return answer.map(one => (isChanging(one) ? { ...one, edit: client.fitting(one.edit) } : one));
    if (!isEdit(answer)) return answer;
    const made = moveMadeBy(answer);
    if (made !== undefined) moving.given(made);
    return client.fitting(answer);
  };
  // Asked each time: a setting may differ from folder to folder, and change.
  const setting = async (section: string, scopeUri: string): Promise<unknown> =>
    initialize.capabilities.workspace?.configuration
      ? connection.workspace.getConfiguration({ scopeUri, section }).catch(() => undefined)
      : undefined;
  return {
    session,
    pictures,
    async begin() {
      const { workspaceFolders, rootUri } = initialize;
      const begun = session.begin(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []));
      await pictures.follow(
        initialize,
        () => session.tellAgain(),
        () => changed(true),
      );
      await begun;
    },
    opened: text => pictures.opened(text),
    async answer(method, params) {
      const { uri } = params.textDocument;
      const feature = features[method];
      const handle = (view: RequestContext) => feature.handle(params, view, pictures, name => setting(name, uri));
      try {
        return fitted(await answerAbout(uri, session, versionOf, handle, feature.isOfFindings)) ?? null;
      } catch (error) {
        // What cannot be done is an answer that the writer reads.
        if (error instanceof Refusal) return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
        failed(`${method} ${uri}`, error);
        return null;
      }
    },
    execute: run,
    views,
    symbols: query => workspaceSymbols(query, session.places(), isVsCode),
    async editsOnSave(uri) {
      if ((await setting('concord.toc.updateOnSave', uri)) !== true) return [];
      const edits = await answerAbout(uri, session, versionOf, tocEditsOnSave);
      return Array.isArray(edits) ? edits : [];
    },
    async willMove(files) {
      const uri = files[0]?.newUri ?? '';
      const [update, previewAbove] = await Promise.all(['update', 'previewAbove'].map(name => setting(`concord.moves.${name}`, uri)));
      const edit = await moving.before(files, { update, previewAbove });
      return edit && client.fitting(edit);
    },
    async hasMoved(files) {
      await session.filesChanged(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]));
      // Nobody waits for the writer.
      moving.after(files).catch(error => failed('workspace/didRenameFiles', error));
    },
    told({ theme, trusted, builtInValidation }) {
      pictures.setTheme(theme);
      const trusting = trusted === true && !isTrusted ? session.trust() : undefined;
      isTrusted ||= trusted === true;
      if (builtInValidation !== undefined) session.setBuiltInValidation(builtInValidation);
      changed(false);
      return trusting;
    },
    async dispose() {
      await Promise.all([session.dispose(), pictures.dispose()]);
    },
  };
}

const isChanging = (answer: unknown): answer is CodeAction & { edit: WorkspaceEdit } => isEdit((answer as CodeAction | null)?.edit);
const isEdit = (answer: unknown): answer is WorkspaceEdit =>
  typeof answer === 'object' && answer !== null && ('documentChanges' in answer || 'changes' in answer);
