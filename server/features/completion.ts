import { type CompletionItem, CompletionItemKind, type CompletionList, type CompletionParams } from 'vscode-languageserver-protocol';
import type { FileType } from '../model/entries.ts';
import { folderOf, type KbPath, nameOf, percentDecoded } from '../model/path.ts';
import { chapterAt, fragmentTo, resolve } from '../model/resolve.ts';
import { searchHeadings } from '../model/search.ts';
import {
  destinationIn,
  type EditableLink,
  fragmentStart,
  rewrite,
  writeDestination,
  writtenFragment,
} from '../rules/repair/editableLink.ts';
import { type Writing, writingAt } from './completionPlace.ts';
import { directiveItems } from './directiveCompletion.ts';
import type { Feature, RequestContext } from './feature.ts';
import { formulaCommands } from './formulaCompletion.ts';
import { filesNamed, wikiNameOf } from './wikiCompletion.ts';

/** At most so many items at a time; typing on asks again. */
const most = 100;

/**
 * In a formula: TeX commands. Inside the destination of a link: files and folders, the headings and anchors of the file before `#`, and after `##` the headings of the whole knowledge
 * base; of a picture, pictures and folders; of a wiki link, all files of the vault. After `[` the labels and footnotes of the chapter. In a comment that silences findings: what it may do, and the rules that there are. In VS Code, only what its own Markdown support does not offer.
 */
export const completion: Feature<CompletionParams, CompletionList> = {
  handle({ position }, view) {
    const offset = view.offsetAt(position);
    const start = view.chapter.facts.lines[position.line] ?? 0;
    const line = view.text.slice(start, offset);
    const commands = formulaCommands(line, offset, view);
    if (commands !== undefined) return list(commands);
    const directives = directiveItems(line, offset, view);
    if (directives !== undefined) return list(directives);
    const writing = writingAt(line, offset, view);
    if (writing === undefined) return undefined;
    return writing.kind === 'label' ? list(labels(writing, view)) : destinations(writing, offset, view);
  },
};

const list = (items: CompletionItem[], isIncomplete = false): CompletionList => ({ items, isIncomplete });

function destinations(
  { spot, ofPicture }: Extract<Writing, { kind: 'destination' }>,
  offset: number,
  view: RequestContext,
): CompletionList | undefined {
  // VS Code completes destinations by itself, but for those in HTML and anchors that are no headings.
  const isLeft = view.isVsCode && spot.form !== 'html' && spot.form !== 'wiki';
  const hash = fragmentStart(spot.written);
  if (hash === undefined && spot.form === 'wiki') return filesNamed(spot, view);
  if (hash === undefined) return isLeft ? undefined : list(paths(spot, ofPicture, view));
  if (ofPicture) return undefined;
  const everywhere = /^##\s*(.*)$/.exec(spot.written);
  if (everywhere !== null) return isLeft ? undefined : headingsEverywhere(everywhere[1]!, spot, view);
  return list(
    anchorsOf(hash, offset, spot, view)
      .filter(({ isHeading }) => !(isHeading && isLeft))
      .map(({ item }) => item),
  );
}

/** Labels as they are written, and footnotes. VS Code knows the former where a text stands before. */
function labels(
  { target, alone }: Extract<Writing, { kind: 'label' }>,
  { chapter, text, isVsCode, rangeOf }: RequestContext,
): CompletionItem[] {
  const { definitions, footnotes } = chapter.facts;
  const range = rangeOf(chapter.path, target);
  const written = isVsCode && !alone ? [] : definitions.map(({ labelSpan }) => text.slice(labelSpan.start, labelSpan.end));
  const notes = alone ? footnotes.filter(({ defines }) => defines).map(({ span }) => `^${text.slice(span.start, span.end)}`) : [];
  return [...new Set([...written, ...notes])].map(label => ({
    label,
    kind: CompletionItemKind.Reference,
    textEdit: { range, newText: label },
  }));
}

const picture = /\.(?:apng|avif|bmp|gif|ico|jfif|jpe?g|m4a|mov|mp3|mp4|ogg|png|svg|tiff?|wav|webm|webp)$/i;

/** What lies in the folder that the path names so far; for a picture, only pictures and folders. */
function paths(spot: EditableLink, ofPicture: boolean, view: RequestContext): CompletionItem[] {
  const { kb, configuration } = view.workspace;
  const slash = spot.written.lastIndexOf('/');
  const typed = spot.written.slice(0, slash + 1);
  const target = resolve(view.chapter.path, slash < 0 ? '.' : typed, configuration.links, kb);
  if (target.where !== 'inside') return [];
  const isOffered = (path: KbPath, type: FileType): boolean =>
    folderOf(path) === target.path &&
    type !== 'ignored' &&
    path !== view.chapter.path &&
    (!ofPicture || type === 'folder' || picture.test(path));
  const items: CompletionItem[] = [];
  for (const [path, type] of kb.paths()) if (isOffered(path, type)) items.push(pathItem(path, type, typed, spot, view));
  return items;
}

/** A file or folder. `typed`: the folder that is written already. */
function pathItem(path: KbPath, type: FileType, typed: string, spot: EditableLink, view: RequestContext): CompletionItem {
  const { kb, configuration } = view.workspace;
  const isFolder = type === 'folder';
  const name = nameOf(path) + (isFolder ? '/' : '');
  // A name may begin like an address: `note:1.md`.
  const before = typed === '' && /^[a-z][a-z0-9+.-]*:/i.test(name) ? './' : percentDecoded(typed);
  const edit = writeDestination(spot, { path: `${before}${name}`, fragment: undefined }, configuration);
  const title = kb.record(path)?.outline.split('\n', 1)[0];
  return {
    label: name,
    kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
    ...(title ? { detail: title } : {}),
    filterText: `${spot.angled ? '<' : ''}${typed}${nameOf(path)}`,
    sortText: `${type === 'chapter' ? 0 : isFolder ? 1 : 2}${nameOf(path)}`,
    textEdit: { range: view.rangeOf(view.chapter.path, edit.span), newText: edit.newText },
    ...(isFolder ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

/** The headings and explicit anchors of the chapter that the path before `#` names, in the order of its text. `from`: where the fragment begins in what is written. */
function anchorsOf(
  from: number,
  offset: number,
  spot: EditableLink,
  view: RequestContext,
): { readonly item: CompletionItem; readonly isHeading: boolean }[] {
  const { kb, configuration } = view.workspace;
  const target = resolve(view.chapter.path, destinationIn(spot.written.slice(0, from - 1), spot), configuration.links, kb);
  const path = target.where === 'inside' ? chapterAt(target.path, kb) : undefined;
  const chapter = path === undefined ? undefined : kb.chapter(path);
  if (chapter === undefined || chapter.damage !== undefined) return [];
  const { facts } = chapter;
  const range = view.rangeOf(view.chapter.path, { start: offset - (spot.written.length - from), end: spot.target.end });
  const headings = facts.headings.map(({ text, anchor, level, span }) => ({ anchor, text, label: `${'#'.repeat(level)} ${text}`, span }));
  const known = new Set(headings.map(({ anchor }) => anchor));
  const ids = [...new Map(facts.ids.map(({ id, span }) => [id, { anchor: id, text: '', label: `#${id}`, span }])).values()];
  return [...headings, ...ids.filter(({ anchor }) => anchor !== '' && !known.has(anchor))]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ anchor, text, label }, i) => ({
      isHeading: known.has(anchor),
      item: {
        label,
        kind: CompletionItemKind.Reference,
        filterText: `${anchor} ${text}`.trim(),
        sortText: String(i).padStart(5, '0'),
        textEdit: { range, newText: writtenFragment(fragmentTo(anchor, chapter, kb), spot) },
      },
    }));
}

function headingsEverywhere(query: string, spot: EditableLink, view: RequestContext): CompletionList {
  const { kb, configuration } = view.workspace;
  const { found, more } = searchHeadings(kb, query, most);
  const items = found.map(({ path, text, anchor, index }, i): CompletionItem => {
    const chapter = kb.chapter(path);
    const fragment = chapter === undefined ? anchor : fragmentTo(anchor, chapter, kb);
    const name = spot.form === 'wiki' ? wikiNameOf(path, spot, view) : undefined;
    const edit = rewrite({ ...spot, written: '' }, view.chapter.path, path, index === 0 ? undefined : fragment, configuration, name);
    const own = path === view.chapter.path ? `#${fragment}` : undefined;
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
