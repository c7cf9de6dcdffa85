import { CodeLensRefreshRequest, type Connection, type InitializeParams, type TextEdit } from 'vscode-languageserver';
import { Refusal } from '../features/feature.ts';
import { features } from '../features/index.ts';
import type { Method } from '../features/offered.ts';
import { tocEditsOnSave } from '../features/toc.ts';
import { panels, trees } from '../features/views.ts';
import { workspaceSymbols } from '../features/workspaceSymbol.ts';
import type { Typesetter } from '../formula/typesetter.ts';
import type { Host, Store } from '../host/host.ts';
import { rules } from '../rules/index.ts';
import type { Reader } from '../workspace/reader.ts';
import { execute, refusal } from './commands.ts';
import { editorOf } from './editor.ts';
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
  answer(method: Method, params: unknown): Promise<unknown>;
  execute(command: string, args: readonly unknown[]): Promise<unknown>;
  symbols(query: string): ReturnType<typeof workspaceSymbols>;
  editsOnSave(uri: string): Promise<TextEdit[]>;
  /** The editor is otherwise now: has another theme, is trusted, checks Markdown by itself. */
  told(state: EditorState): void;
  dispose(): Promise<void>;
}

/** Serves one editor with all that Concord can. */
export function serving(connection: Connection, initialize: InitializeParams, machine: Machine): Serving {
  const { host, reader, typesetter, keeping, speak, settled } = machine;
  const options: InitializationOptions = initialize.initializationOptions ?? {};
  // Only our own client, which runs in VS Code, tells of a theme.
  const isVsCode = options.theme !== undefined;
  speak(options.locale ?? initialize.locale);
  const pictures = new EditorPictures(connection, typesetter);
  let isTrusted = options.trusted ?? true;
  const editor = editorOf(connection, initialize, {
    isVsCode,
    refutes: finding => pictures.refutes(finding),
    settled(wasLoading) {
      settled();
      changed(wasLoading);
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
  const views = new Views(connection, { places: () => session.places(), view: uri => session.view(uri), pictures }, panels, trees);
  /** `isMuch`: also what the editor asks for again only when a chapter changes. */
  const changed = (isMuch: boolean) => {
    views.changed();
    if (isMuch && initialize.capabilities.workspace?.codeLens?.refreshSupport)
      connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };
  // Asked each time: a setting may differ from folder to folder, and change.
  const setting = async (section: string, scopeUri: string): Promise<unknown> =>
    initialize.capabilities.workspace?.configuration ? connection.workspace.getConfiguration({ scopeUri, section }) : undefined;
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
      const uri = (params as { textDocument?: { uri?: unknown } } | undefined)?.textDocument?.uri;
      if (typeof uri !== 'string') return null;
      try {
        const view = session.view(uri);
        return (view && (await features[method].handle(params, view, pictures, name => setting(name, uri)))) ?? null;
      } catch (error) {
        if (error instanceof Refusal) return refusal(error);
        connection.console.error(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return null;
      }
    },
    execute: (command, args) => execute(command, args, { connection, session, views, pictures, stopReading: editor.stopReading }),
    views,
    symbols: query => workspaceSymbols(query, session.places(), isVsCode),
    async editsOnSave(uri) {
      const view = (await setting('concord.toc.updateOnSave', uri)) === true ? session.view(uri) : undefined;
      return view === undefined ? [] : tocEditsOnSave(view);
    },
    told({ theme, trusted, builtInValidation }) {
      pictures.setTheme(theme);
      if (trusted === true && !isTrusted) void session.trust();
      isTrusted ||= trusted === true;
      if (builtInValidation !== undefined) session.setBuiltInValidation(builtInValidation);
      changed(false);
    },
    async dispose() {
      await Promise.all([session.dispose(), pictures.dispose()]);
    },
  };
}
