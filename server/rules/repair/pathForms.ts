import { callIn } from '../../model/calls.ts';
import { type Chapter, isChapter, pageRank } from '../../model/chapter.ts';
import type { Index } from '../../model/entries.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { folderOf, type KbPath, nameOf, percentDecoded, relativePath, root } from '../../model/path.ts';
import { filesEnding, typeAt } from '../../model/resolve.ts';
import type { Site } from '../../model/site.ts';
import { extensionOf } from './catalogue.ts';
import { type EditableLink, filePath } from './editableLink.ts';

/**
 * How the path to a file may be written in place of a destination, best first: on a site as its writers have it there – the address of the page for an address, a path for a path, from the top for what was
 * from the top. Whether one leads there is for the resolver to say.
 */
export function pathForms(
  chapter: Pick<Chapter, 'path' | 'facts'>,
  { written, form }: Pick<EditableLink, 'written' | 'form'>,
  to: KbPath,
  kb: Places,
): readonly string[] {
  const site = kb.siteAt(chapter.path);
  if (form === 'wiki') return wikiForms(chapter.path, written.replace(/#.*$/s, ''), to, site, kb);
  const call = callIn(written, site.dialect.calls);
  if (call !== undefined) return site.calls?.forms(chapter.path, call, to) ?? [];
  const before = percentDecoded(written.replace(/[?#].*$/s, ''));
  const isOwn = before === '' && to === chapter.path;
  return site.goals === undefined || isOwn ? [filePath(chapter.path, to, written)] : siteForms(chapter, written, before, to, site, kb);
}

type Places = Index & Pick<KnowledgeBase, 'chapter'>;

/** `before`: what is written before the fragment and query, decoded. */
function siteForms(
  { path: from, facts }: Pick<Chapter, 'path' | 'facts'>,
  written: string,
  before: string,
  to: KbPath,
  site: Site,
  kb: Places,
): readonly string[] {
  const type = typeAt(to, kb);
  const isPage = type === 'chapter' || type === 'unread';
  const extension = extensionOf(nameOf(before as KbPath)).toLowerCase();
  const isTop = before.startsWith('/');
  if (!(isPage ? takesPage(site, before, extension) : type === 'file' && (isTop || site.isByAddress === true)))
    return isTop ? fromTop(site, to, '') : [filePath(from, to, written)];
  const address = site.urlOf?.(to, kb.chapter(to)?.facts.page, type);
  if (address === undefined) {
    const ending = isPage && extension === '' ? extensionOf(nameOf(to)) : '';
    return isTop ? fromTop(site, to, ending) : [relativePath(folderOf(from), without(ending, to))];
  }
  const shown = isPage ? asPage(address, before, extension, to) : address;
  return isTop ? underBase(shown, before) : fromPage(site.urlOf?.(from, facts.page), shown);
}

/**
 * The names of a file in a wiki link: the last parts of its path, as many as there were, then more, then fewer, as long as no other ends so; from the chapter or the top where it was so. Those of a note have
 * no ending, unless it was written.
 */
function wikiForms(from: KbPath, before: string, to: KbPath, { folder }: Site, index: Index): string[] {
  const ending = /\.md$/i.test(before) ? '' : (/\.md$/i.exec(to)?.[0] ?? '');
  const path = without(ending, to);
  if (/[[\]|#^]/.test(path)) return [];
  if (/^\.{1,2}\//.test(before)) return [relativePath(folderOf(from), path).replace(/^(?!\.)/, './')];
  const parts = (folder === '' ? path : path.slice(folder.length + 1)).split('/');
  if (before.startsWith('/')) return [`/${parts.join('/')}`];
  const least = Math.min(before.split('/').length, parts.length);
  const sizes = parts.map((_, i) => i + 1);
  return [...sizes.slice(least - 1), ...sizes.slice(0, least - 1).reverse()]
    .map(size => parts.slice(-size).join('/'))
    .filter((name, i) => i === parts.length - least || filesEnding(name, index).length < 2);
}

/** Whether the address of a page was written, not the path of a chapter. */
const takesPage = (site: Site, before: string, extension: string): boolean =>
  before === '' ? site.isByAddress === true : !isChapter(extension);

/** The paths from the tops that a site may count from. */
const fromTop = ({ roots, folder }: Site, to: KbPath, ending: string): string[] =>
  [...roots, folder, root].flatMap(top =>
    top === '' || to.startsWith(`${top}/`) ? [`/${without(ending, to.slice(top && top.length + 1))}`] : [],
  );

const without = <T extends string>(ending: string, path: T): T => path.slice(0, path.length - ending.length) as T;

/** An address of a page with the ending that another one has. The page of a folder keeps its `/`. */
function asPage(address: string, before: string, extension: string, to: KbPath): string {
  if (extension === '.html' && !/\/$|\.html$/.test(address)) return `${address}.html`;
  return address.endsWith('/') && !before.endsWith('/') && pageRank(to) === undefined ? address.slice(0, -1) : address;
}

/** What all addresses of the site are below may be written in front of them: where it was, it stays if it is that. */
function underBase(address: string, before: string): string[] {
  const [first] = /^\/[^/]+(?=\/)/.exec(before) ?? [];
  return first === undefined ? [address] : [`${first}${address}`, address];
}

/** An address as it counts from that of the page it is written on. */
function fromPage(own: string | undefined, to: string): string[] {
  if (own === undefined) return [];
  const folder = own.slice(1, Math.max(1, own.lastIndexOf('/'))) as KbPath;
  const relative = relativePath(folder, to.slice(1).replace(/\/$/, '') as KbPath);
  return [to.endsWith('/') ? `${relative}/` : relative];
}
