import { CodeActionKind, type ServerCapabilities } from 'vscode-languageserver-protocol';

export const fixAll = `${CodeActionKind.SourceFixAll}.concord`;

/** The requests about a chapter that the server answers, and what it tells the editor of each at the start: known before any of them has been read. */
export const offered = {
  'textDocument/definition': { definitionProvider: true },
  'textDocument/references': { referencesProvider: true },
  'textDocument/documentLink': { documentLinkProvider: {} },
  'textDocument/documentSymbol': { documentSymbolProvider: { label: 'Concord' } },
  'textDocument/hover': { hoverProvider: true },
  'textDocument/codeAction': {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, CodeActionKind.RefactorRewrite, fixAll] },
  },
  'textDocument/completion': { completionProvider: { triggerCharacters: ['(', '/', '#', '[', '<', '\\', '"'] } },
  'textDocument/rename': { renameProvider: { prepareProvider: true } },
  'textDocument/prepareRename': {},
  'textDocument/codeLens': { codeLensProvider: {} },
} satisfies Readonly<Record<string, ServerCapabilities>>;

export type Method = keyof typeof offered;
