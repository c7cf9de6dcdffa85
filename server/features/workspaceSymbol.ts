import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-protocol';
import type { Facts, Heading } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';
import { stemOf } from '../model/path.ts';
import type { Span } from '../model/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { statementKind } from './documentSymbol.ts';
import type { RequestContext } from './feature.ts';

/** So many headings are told at most: nobody reads more. */
const mostTold = 256;

/** What a search may find in a chapter. `searched`: what words are looked for in; `order`: which of two that fit as well comes first. */
interface Named {
  readonly name: string;
  readonly searched: string;
  readonly order: number;
  readonly kind: SymbolKind;
  readonly span: Span;
}

/**
 * The headings, definitions, theorems and proofs of every chapter whose text has all words of a query, in any case: a number (`03.2`, `三、`), Chinese, any part of a word. A chapter is also found by the words of its file name.
 * `besideBuiltIn`: only those that VS Code does not find by itself.
 * Best first: the text is the query, begins with it, has it in one piece; titles of chapters before their sections, and these before what stands in them.
 */
export function workspaceSymbols(
  query: string,
  places: Iterable<{ workspace: Workspace } & Pick<RequestContext, 'rangeOf' | 'uriOf'>>,
  besideBuiltIn: boolean,
): SymbolInformation[] {
  const wanted = folded(query);
  const words = wanted.split(/\s+/).filter(word => word !== '');
  const found: { rank: number; path: KbPath; named: Named; view: Pick<RequestContext, 'rangeOf' | 'uriOf'> }[] = [];
  for (const { workspace, ...view } of places) {
    for (const { path, facts } of workspace.kb.chapters()) {
      for (const named of namedIn(path, facts, heading => besideBuiltIn && isFoundByVsCode(query, heading))) {
        const rank = rankOf(folded(named.name), named.searched, wanted, words);
        if (rank !== undefined) found.push({ rank: rank * 8 + named.order, path, named, view });
      }
    }
  }
  found.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.named.span.start - b.named.span.start));
  return found.slice(0, mostTold).map(({ path, named: { name, kind, span }, view }) => ({
    name,
    kind,
    containerName: path,
    location: { uri: view.uriOf(path), range: view.rangeOf(path, span) },
  }));
}

function* namedIn(path: KbPath, { headings, statements }: Facts, isLeftOut: (heading: Heading) => boolean): Iterable<Named> {
  const file = folded(stemOf(path));
  for (const heading of headings) {
    const { text: name, level, span } = heading;
    if (isLeftOut(heading)) continue;
    yield { name, searched: level === 1 ? `${file} ${folded(name)}` : folded(name), order: level, kind: SymbolKind.String, span };
  }
  for (const { title, lead } of statements)
    yield { name: title, searched: folded(title), order: 7, kind: statementKind(title), span: lead };
}

/** VS Code's own Markdown support finds a heading by a part of its text with its \`#\`. */
const isFoundByVsCode = (query: string, { level, text }: Heading): boolean =>
  query !== '' && `${'#'.repeat(level)} ${text}`.toLowerCase().includes(query.toLowerCase());

/** 0 for the best; undefined when a word is missing. */
function rankOf(text: string, searched: string, wanted: string, words: readonly string[]): number | undefined {
  if (!words.every(word => searched.includes(word))) return undefined;
  return text === wanted ? 0 : text.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : 3;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
