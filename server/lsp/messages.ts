import type { Method } from '../features/offered.ts';
import { anything, boolean, integer, listOf, number, object, optional, type Shape, string, token, uinteger, uri } from './shape.ts';

const position = object({ line: uinteger, character: uinteger });
const range = object({ start: position, end: position });
const textDocument = object({ uri });
const folder = object({ uri });
const renamedFiles = object({ files: listOf(object({ oldUri: uri, newUri: uri })) });
const listedFiles = object({ files: listOf(object({ uri })) });
const about = { textDocument };
const at = { textDocument, position };

export const location = object({ uri, range });

/** What the client tells of the editor, at the start and later. */
const state = { theme: anything, trusted: optional(boolean), builtInValidation: optional(boolean) };

const requestsAboutChapters: Readonly<Record<Method, Shape>> = {
  'textDocument/definition': object(at),
  'textDocument/references': object({ ...at, context: object({ includeDeclaration: boolean }) }),
  'textDocument/documentLink': object(about),
  'textDocument/documentSymbol': object(about),
  'textDocument/hover': object(at),
  'textDocument/codeAction': object({ ...about, range, context: object({ only: optional(listOf(string)) }) }),
  'textDocument/completion': object(at),
  'textDocument/rename': object({ ...at, newName: string }),
  'textDocument/prepareRename': object(at),
  'textDocument/codeLens': object(about),
};

/** What the parameters of every request must be like that the server answers, by its method. */
export const requests: Readonly<Record<string, Shape>> = {
  ...requestsAboutChapters,
  initialize: object({
    processId: optional(integer),
    capabilities: object({}),
    rootUri: optional(uri),
    workspaceFolders: optional(listOf(folder)),
    locale: optional(string),
    trace: optional(string),
    initializationOptions: optional(
      object({
        ...state,
        locale: optional(string),
        storage: optional(string),
        pause: optional(number),
        understands: optional(listOf(string)),
      }),
    ),
  }),
  shutdown: optional(object({})),
  'textDocument/willSaveWaitUntil': object(about),
  'workspace/executeCommand': object({ command: string, arguments: optional(listOf(anything)) }),
  'workspace/willRenameFiles': renamedFiles,
  'workspace/symbol': object({ query: string }),
  'concord/settled': optional(object({})),
  'concord/children': object({ view: string, node: optional(string) }),
};

/** The same of every notification that the server listens to. */
export const notifications: Readonly<Record<string, Shape>> = {
  initialized: optional(object({})),
  exit: anything,
  '$/setTrace': object({ value: string }),
  '$/cancelRequest': object({ id: token }),
  'window/workDoneProgress/cancel': object({ token }),
  'textDocument/didOpen': object({ textDocument: object({ uri, version: integer, text: string }) }),
  'textDocument/didChange': object({
    textDocument: object({ uri, version: integer }),
    contentChanges: listOf(object({ range: optional(range), text: string })),
  }),
  'textDocument/didClose': object(about),
  'textDocument/didSave': object({ ...about, text: optional(string) }),
  'textDocument/willSave': object(about),
  'workspace/didChangeWatchedFiles': object({ changes: listOf(object({ uri })) }),
  'workspace/didRenameFiles': renamedFiles,
  'workspace/didCreateFiles': listedFiles,
  'workspace/didDeleteFiles': listedFiles,
  'workspace/didChangeWorkspaceFolders': object({ event: object({ added: listOf(folder), removed: listOf(folder) }) }),
  'workspace/didChangeConfiguration': optional(object({})),
  'concord/state': object(state),
  'concord/panelClosed': object({ id: string }),
  'concord/panelMessage': object({ id: string, message: anything }),
  'concord/cursor': object(at),
};

interface Change {
  readonly range?: unknown;
  readonly rangeLength?: unknown;
  readonly text: string;
}

/** The parameters of a message of the right shape, as those expect them who take them: what is null in a change of a text is not there. Without this, the change would be lost, and every later one be wrong. */
export const expected: Readonly<Record<string, (params: never) => object>> = {
  'textDocument/didChange': (params: { readonly contentChanges: readonly Change[] }) => ({
    ...params,
    contentChanges: params.contentChanges.map(({ range: place, text }) => (place ? { range: place, text } : { text })),
  }),
};
