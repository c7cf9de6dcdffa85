import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver-protocol';
import { foldedPath, folderOf, type KbPath, nameOf, wikiDestination } from '../model/path.ts';
import { resolve } from '../model/resolve.ts';
import type { EditableLink } from '../rules/repair/editableLink.ts';
import { pathForms } from '../rules/repair/pathForms.ts';
import type { RequestContext } from './feature.ts';

/** At most so many items at a time; typing on asks again. */
const most = 100;

/** A file, and the other name that a note gives itself in its front matter, if that is what was found. */
interface Found {
  readonly path: KbPath;
  readonly alias?: string;
}

/** The files of a vault whose path, and the notes one of whose other names, holds what is typed: first those that begin with it. */
export function filesNamed(spot: EditableLink, view: RequestContext): CompletionList {
  const typed = foldedPath(spot.written.trim());
  const ranked = matching(typed, view).map(found => {
    const name = foldedPath(found.alias ?? nameOf(found.path));
    return { found, key: `${name.startsWith(typed) ? 0 : 1}${name}` };
  });
  ranked.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const items = ranked.slice(0, most).flatMap(({ found }, i) => itemOf(found, i, spot, view));
  return { items, isIncomplete: ranked.length > most };
}

function matching(typed: string, { chapter, workspace: { kb } }: RequestContext): Found[] {
  const { folder } = kb.siteAt(chapter.path);
  // What lies in a hidden folder is no part of a vault.
  const isBelow = (path: KbPath) => (folder === '' || path.startsWith(`${folder}/`)) && !/(?:^|\/)\./.test(path);
  const found: Found[] = [];
  for (const [path, type] of kb.paths())
    if (type !== 'folder' && type !== 'ignored' && isBelow(path) && foldedPath(path).includes(typed)) found.push({ path });
  for (const { path, value } of kb.lookup('alias', folder))
    for (const alias of value.split('\n')) if (foldedPath(alias).includes(typed)) found.push({ path, alias });
  return found;
}

function itemOf({ path, alias }: Found, i: number, spot: EditableLink, view: RequestContext): CompletionItem[] {
  const name = wikiNameOf(path, spot, view);
  const isTextThere = /^\\?\|/.test(view.text.slice(spot.target.end, spot.target.end + 2));
  if (name === undefined || (alias !== undefined && (isTextThere || /[|[\]]/.test(alias)))) return [];
  return [
    {
      label: alias ?? name,
      kind: alias === undefined ? CompletionItemKind.File : CompletionItemKind.Reference,
      detail: alias === undefined ? folderOf(path) : path,
      filterText: alias ?? path,
      sortText: String(i).padStart(3, '0'),
      textEdit: {
        range: view.rangeOf(view.chapter.path, spot.target),
        newText: alias === undefined ? name : `${name}${isInTable(spot, view) ? '\\|' : '|'}${alias}`,
      },
    },
  ];
}

/** The bar of a wiki link would end the cell. */
const isInTable = ({ target }: EditableLink, { text }: RequestContext): boolean =>
  /^[ \t>]*\|/.test(text.slice(text.lastIndexOf('\n', target.start - 1) + 1, target.start));

/** The shortest name by which a wiki link leads to a file; nothing where none does. */
export function wikiNameOf(
  path: KbPath,
  spot: EditableLink,
  { chapter, workspace: { kb, configuration } }: RequestContext,
): string | undefined {
  return pathForms(chapter, { ...spot, written: '' }, path, kb).find(name => {
    const target = resolve(chapter.path, wikiDestination(name), configuration.links, kb);
    return target.where === 'inside' && target.path === path;
  });
}
