import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-protocol';
import type { Heading } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';
import { stemOf } from '../model/path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { View } from './feature.ts';

/** So many headings are told at most: nobody reads more. */
const mostTold = 256;

/**
 * The headings of every chapter whose text has all words of a query, in any case: a number (`03.2`, `三、`), Chinese, any part of a word. A chapter is also found by the words of its file name.
 * `besideBuiltIn`: only those that VS Code does not find by itself.
 * Best first: the text is the query, begins with it, has it in one piece; titles of chapters before their sections.
 */
export function workspaceSymbols(
  query: string,
  places: Iterable<{ workspace: Workspace } & Pick<View, 'rangeOf' | 'uriOf'>>,
  besideBuiltIn: boolean,
): SymbolInformation[] {
  const wanted = folded(query);
  const words = wanted.split(/\s+/).filter(word => word !== '');
  const found: { rank: number; path: KbPath; heading: Heading; view: Pick<View, 'rangeOf' | 'uriOf'> }[] = [];
  for (const { workspace, ...view } of places) {
    for (const { path, facts } of workspace.kb.chapters()) {
      const file = folded(stemOf(path));
      for (const heading of facts.headings) {
        const text = folded(heading.text);
        const rank = rankOf(text, heading.level === 1 ? `${file} ${text}` : text, wanted, words);
        if (rank !== undefined && !(besideBuiltIn && isFoundByVsCode(query, heading)))
          found.push({ rank: rank * 8 + heading.level, path, heading, view });
      }
    }
  }
  found.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.heading.span.start - b.heading.span.start));
  return found.slice(0, mostTold).map(({ path, heading, view }) => ({
    name: heading.text,
    kind: SymbolKind.String,
    containerName: path,
    location: { uri: view.uriOf(path), range: view.rangeOf(path, heading.span) },
  }));
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
