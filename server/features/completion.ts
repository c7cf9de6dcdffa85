import { type CompletionItem, CompletionItemKind, type CompletionList, type CompletionParams } from 'vscode-languageserver-protocol';
import { folderOf, nameOf, percentDecoded } from '../model/path.ts';
import { chapterAt, resolve } from '../model/resolve.ts';
import { searchHeadings } from '../model/search.ts';
import type { Span } from '../model/text.ts';
import { rewrite, type Spot, writeDestination } from '../rules/repair/written.ts';
import type { Feature, View } from './feature.ts';
import { formulaCommands } from './formulaCompletion.ts';

/** At most so many items at a time; typing on asks again. */
const most = 100;

/** In a formula: TeX commands. Inside the destination of a link: files and folders, the headings of the file before `#`, and after `##` those of the whole knowledge base; labels after `][`. */
export const completion: Feature<CompletionParams, CompletionList> = {
  handle({ position }, view) {
    const offset = view.offsetAt(position);
    const start = view.chapter.facts.lines[position.line] ?? 0;
    const line = view.text.slice(start, offset);
    const commands = formulaCommands(line, offset, view);
    if (commands !== undefined) return list(commands);
    if (view.isVsCode) return undefined;
    const label = /\]\[([^\]]*)$/.exec(line);
    if (label !== null) return list(labels(view));
    const written = destinationBefore(line);
    if (written === undefined) return undefined;
    const spot = spotBefore(offset, written, view.text);
    const everywhere = /^##\s*(.*)$/.exec(spot.written);
    if (everywhere !== null) return headingsEverywhere(everywhere[1]!, spot, view);
    const hash = spot.written.indexOf('#');
    return hash < 0 ? list(paths(spot, view)) : list(headingsOf(spot.written.slice(0, hash), offset, spot, view));
  },
};

const list = (items: CompletionItem[], isIncomplete = false): CompletionList => ({ items, isIncomplete });

/** What of a destination stands before the cursor, with `<` if there; undefined when the cursor is in none. */
function destinationBefore(line: string): string | undefined {
  return /\]\((<[^<>]*|[^\s()<>]*)$/.exec(line)?.[1] ?? /^\s{0,3}\[[^\]]+\]:\s*(<[^<>]*|[^\s<>]*)$/.exec(line)?.[1];
}

/** The place where a destination is being written: up to where it ends already, if it does. */
function spotBefore(offset: number, before: string, text: string): Spot {
  const angled = before.startsWith('<');
  const written = angled ? before.slice(1) : before;
  const start = offset - written.length;
  const rest = (angled ? /^[^<>\r\n]*/ : /^[^\s()<>]*/).exec(text.slice(offset, offset + 1000))?.[0].length ?? 0;
  const isClosed = angled && text[offset + rest] === '>';
  const target: Span = { start, end: offset + (angled && !isClosed ? 0 : rest) };
  return { target, outer: { start: angled ? start - 1 : start, end: target.end + (isClosed ? 1 : 0) }, angled, form: 'link', written };
}

function labels({ chapter }: View): CompletionItem[] {
  return [...new Set(chapter.facts.definitions.map(({ label }) => label))].map(label => ({ label, kind: CompletionItemKind.Reference }));
}

/** What lies in the folder that the path names so far. */
function paths(spot: Spot, view: View): CompletionItem[] {
  const { kb, configuration } = view.workspace;
  const slash = spot.written.lastIndexOf('/');
  const typed = spot.written.slice(0, slash + 1);
  const target = resolve(view.chapter.path, slash < 0 ? '.' : typed, configuration.links);
  if (target.where !== 'inside') return [];
  const items: CompletionItem[] = [];
  for (const [path, type] of kb.paths()) {
    if (folderOf(path) !== target.path || type === 'ignored' || path === view.chapter.path) continue;
    const isFolder = type === 'folder';
    const edit = writeDestination(
      spot,
      { path: `${percentDecoded(typed)}${nameOf(path)}${isFolder ? '/' : ''}`, fragment: undefined },
      configuration,
    );
    const title = kb.record(path)?.outline.split('\n', 1)[0];
    items.push({
      label: nameOf(path) + (isFolder ? '/' : ''),
      kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
      ...(title ? { detail: title } : {}),
      filterText: `${spot.angled ? '<' : ''}${typed}${nameOf(path)}`,
      sortText: `${type === 'chapter' ? 0 : isFolder ? 1 : 2}${nameOf(path)}`,
      textEdit: { range: view.rangeOf(view.chapter.path, edit.span), newText: edit.newText },
      ...(isFolder ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
    });
  }
  return items;
}

/** The anchors of the chapter that the path names. */
function headingsOf(path: string, offset: number, spot: Spot, view: View): CompletionItem[] {
  const { kb, configuration } = view.workspace;
  const target = resolve(view.chapter.path, path, configuration.links);
  const chapter = target.where === 'inside' ? chapterAt(target.path, kb) : undefined;
  if (chapter === undefined) return [];
  const start = offset - (spot.written.length - path.length - 1);
  const range = view.rangeOf(view.chapter.path, { start, end: spot.target.end });
  return (kb.chapter(chapter)?.facts.headings ?? []).map(({ text, anchor, level }, i) => ({
    label: `${'#'.repeat(level)} ${text}`,
    kind: CompletionItemKind.Reference,
    filterText: `${anchor} ${text}`,
    sortText: String(i).padStart(5, '0'),
    textEdit: { range, newText: anchor },
  }));
}

function headingsEverywhere(query: string, spot: Spot, view: View): CompletionList {
  const { kb, configuration } = view.workspace;
  const { found, more } = searchHeadings(kb, query, most);
  const items = found.map(({ path, text, anchor, index }, i): CompletionItem => {
    const edit = rewrite({ ...spot, written: '' }, view.chapter.path, path, index === 0 ? undefined : anchor, configuration);
    const own = path === view.chapter.path ? `#${anchor}` : undefined;
    return {
      label: text,
      kind: CompletionItemKind.Reference,
      detail: path,
      filterText: `${spot.angled ? '<' : ''}${spot.written} ${text}`,
      sortText: String(i).padStart(3, '0'),
      textEdit: { range: view.rangeOf(view.chapter.path, edit.span), newText: own ?? edit.newText },
    };
  });
  return list(items, more);
}
