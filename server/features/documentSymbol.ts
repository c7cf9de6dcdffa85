import { type DocumentSymbol, type DocumentSymbolParams, SymbolKind } from 'vscode-languageserver-protocol';
import type { Feature } from './feature.ts';

/** The definitions, theorems and proofs of a chapter, which editors do not list by themselves; headings they do. */
export const documentSymbol: Feature<DocumentSymbolParams, DocumentSymbol[]> = {
  handle(_params, view) {
    const { path, facts } = view.chapter;
    return facts.statements.map(({ title, span, lead }) => ({
      name: title,
      kind: /^(?:证明|Proof)/.test(title)
        ? SymbolKind.Event
        : /^(?:定义|Definition)/.test(title)
          ? SymbolKind.Constant
          : SymbolKind.Interface,
      range: view.rangeOf(path, span),
      selectionRange: view.rangeOf(path, lead),
    }));
  },
};
