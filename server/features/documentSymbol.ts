import { type DocumentSymbol, type DocumentSymbolParams, SymbolKind } from 'vscode-languageserver-protocol';
import type { Heading, TheoremBlock } from '../model/facts.ts';
import type { Feature, RequestContext } from './feature.ts';

/**
 * The outline of a chapter: its headings, and in them its definitions, theorems and proofs. Nothing in VS Code, whose own Markdown support gives the headings: what a second provider
 * gives stands beside them there, under a root of its own, and not inside.
 */
export const documentSymbol: Feature<DocumentSymbolParams, DocumentSymbol[]> = {
  handle: (_params, view) => (view.isVsCode ? undefined : outlineOf(view)),
};

/** What stands in an outline, in the order of the text; a statement is deeper than every heading. */
type Entry = { readonly level: number; readonly start: number; readonly end: number } & Pick<
  DocumentSymbol,
  'name' | 'kind' | 'selectionRange'
>;

function outlineOf(view: RequestContext): DocumentSymbol[] {
  const { path, facts } = view.chapter;
  const headings = facts.headings.filter(({ nested, html }) => !nested || html);
  const entries = [
    ...headings.map(heading => headingEntry(heading, view)),
    ...facts.statements.map(statement => statementEntry(statement, view)),
  ];
  entries.sort((a, b) => a.start - b.start);
  const roots: DocumentSymbol[] = [];
  const open: { readonly entry: Entry; readonly symbol: DocumentSymbol }[] = [];
  const close = (level: number, before: number) => {
    while (open.length > 0 && open.at(-1)!.entry.level >= level) {
      const { entry, symbol } = open.pop()!;
      if (entry.level < deepest)
        symbol.range = view.rangeOf(path, { start: entry.start, end: Math.max(entry.end, endBefore(before, view.text)) });
    }
  };
  for (const entry of entries) {
    close(entry.level, entry.start);
    const { name, kind, selectionRange, start, end } = entry;
    const symbol: DocumentSymbol = { name, kind, selectionRange, range: view.rangeOf(path, { start, end }), children: [] };
    (open.at(-1)?.symbol.children ?? roots).push(symbol);
    open.push({ entry, symbol });
  }
  close(0, view.text.length);
  return roots;
}

const deepest = 7;

const headingEntry = ({ level, text, span, content }: Heading, view: RequestContext): Entry => ({
  level,
  ...span,
  // No editor takes a name without a letter.
  name: text.replace(/\s+/g, ' ').trim() || '#'.repeat(level),
  kind: SymbolKind.String,
  selectionRange: view.rangeOf(view.chapter.path, content),
});

const statementEntry = ({ title, span, lead }: TheoremBlock, view: RequestContext): Entry => ({
  level: deepest,
  ...span,
  name: title,
  kind: statementKind(title),
  selectionRange: view.rangeOf(view.chapter.path, lead),
});

/** How the title of a definition, theorem or proof is marked in lists. */
export function statementKind(title: string): SymbolKind {
  if (/^(?:证明|Proof)/.test(title)) return SymbolKind.Event;
  return /^(?:定义|Definition)/.test(title) ? SymbolKind.Constant : SymbolKind.Interface;
}

/** The end of what stands before an offset, without the blank lines between. */
function endBefore(offset: number, text: string): number {
  let end = offset;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  return end;
}
