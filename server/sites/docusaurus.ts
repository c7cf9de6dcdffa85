import type { FileType } from '../model/entries.ts';
import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { Goal, PageFacts } from '../model/site.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { sidebarsOf } from './lists.ts';
import { redirectsIn } from './redirects.ts';
import { addressAt, below, canonical, filesAt, joined } from './routes.ts';
import { Script } from './script.ts';
import { Settings } from './settings.ts';

/** A folder of chapters, and the address that they are below. */
interface Content {
  readonly folder: KbPath;
  readonly base: string;
  /** The file of the sidebars. */
  readonly sidebars?: KbPath;
  readonly isBlog?: true;
}

/** Docusaurus (docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs). */
export const docusaurus: SiteKind = {
  id: 'docusaurus',
  title: 'Docusaurus',
  marks: path => /^docusaurus\.config\.[cm]?[jt]s$/.test(nameOf(path)),
  assumed: { mark: 'docusaurus.config.js', text: "docs: { path: '.' }, blog: false" },
  open(evidence, around) {
    const text = around.read(evidence) ?? '';
    const script = new Script(text);
    const folder = folderOf(evidence);
    const top = (script.text('baseUrl') ?? '/').replace(/\/+$/, '');
    const contents = contentsOf(script, folder, around);
    const statics = joined(folder, 'static');
    const { isRedirected, meaning } = redirectsIn(
      folder,
      [statics, folder],
      around,
      contents.map(({ base }) => base),
    );
    const takesRedirects = script.has(/plugin-client-redirects/);
    const pages = joined(folder, 'src/pages');
    const key = (address: string) => `${folder}|${canonical(address)}`;
    /** What sidebars name a document by. */
    const idKey = (docs: KbPath, id: string) => `${folder}|${docs}#${id}`;
    const lists = contents.flatMap(({ folder: docs, sidebars }) => {
      const listed = sidebars && around.read(sidebars);
      const goals = (id: string) => [
        { route: idKey(docs, id) },
        ...['.md', '.mdx'].map(ending => ({ file: joined(docs, `${id}${ending}`) })),
      ];
      return listed === undefined ? [] : around.attempt(sidebars!, [], () => sidebarsOf(sidebars!, docs, listed, goals));
    });
    const contentOf = (path: KbPath) => contents.find(content => below(content.folder, path) !== undefined);
    const routesOf = (path: KbPath, type: FileType, page: PageFacts | undefined): string[] => {
      if (type === 'folder') return [];
      const content = contentOf(path);
      if (content !== undefined && type !== 'file') return [routeIn(content, path, page)];
      return routesBeside(path, pages, statics);
    };
    return {
      kind: 'docusaurus',
      title: 'Docusaurus',
      folder,
      roots: [...new Set([...contents.map(content => content.folder), pages])],
      evidence,
      meaning: `docusaurus ${folder} ${text} ${contents.map(content => `${content.folder} ${content.base} ${(content.sidebars && around.read(content.sidebars)) ?? ''}`).join(' ')} ${meaning}`,
      isStrict: true,
      hasComponents: true,
      dialect: {
        anchors: { scheme: 'github' },
        ids: ['heading', 'comment'],
        includes: ['import'],
        containers: ['directive'],
        hasPageFacts: true,
      },
      includedAt: (from, written) => joined(written.startsWith('@site/') ? folder : folderOf(from), written.replace(/^@site\//, '')),
      lists,
      routesOf: (path, type, page) => {
        const content = type === 'chapter' || type === 'unread' ? contentOf(path) : undefined;
        const ids = content?.sidebars === undefined ? [] : [idKey(content.folder, idIn(content, path, page))];
        return [...routesOf(path, type, page).map(key), ...ids];
      },
      urlOf: (path, page, type = 'chapter') => routesOf(path, type, page)[0],
      goals(from, url, { path: written }) {
        if (/^pathname:/.test(written)) return { goals: [], mayBe: true };
        if (written.startsWith('@site/')) return { goals: filesAt(from, written.slice(5), [folder]) };
        const local = top !== '' && written.startsWith(`${top}/`) ? written.slice(top.length) : written;
        const address = addressAt(url, local);
        const content = contentOf(from);
        const tops = content === undefined ? [] : [content.folder];
        const files = filesAt(from, written, [...tops, folder, statics, '']);
        if (/\.mdx?$/i.test(written)) return { goals: [...files, ...fromTop(from, written, tops)] };
        const routes = address === undefined ? [] : [{ route: key(address) }];
        return {
          goals: [...files, ...routes],
          mayBe: takesRedirects || (address !== undefined && isMade(canonical(address), contents, isRedirected)),
        };
      },
    };
  },
};

/** A path to a file may count from the top of its content. */
const fromTop = (from: KbPath, written: string, tops: readonly KbPath[]): Goal[] =>
  /^\.{1,2}\//.test(written) ? [] : filesAt(from, `/${written}`, tops);

/** The address of a page in React, or of a file that is published as it is. */
function routesBeside(path: KbPath, pages: KbPath, statics: KbPath): string[] {
  const inPages = below(pages, path);
  const shown = inPages?.replace(/\.[jt]sx?$/, '') ?? below(statics, path);
  return shown === undefined ? [] : [`/${shown}`];
}

/** Pages that no file stands for. */
const isMade = (address: string, contents: readonly Content[], isRedirected: (address: string) => boolean): boolean =>
  address === '/search' ||
  /\/tags(?:\/|$)|\/category\/|\.xml$/.test(address) ||
  contents.some(({ base, isBlog }) => isBlog && new RegExp(`^${base}/(?:page|archive|authors)(?:/|$)`).test(address)) ||
  isRedirected(address);

function contentsOf(script: Script, folder: KbPath, around: Surroundings): Content[] {
  const contents: Content[] = [];
  const docs = script.behind(/(?<![\w$])docs\s*:/);
  const isOff = script.has(/(?<![\w$])docs\s*:\s*false/);
  if (!isOff) contents.push(...versionsOf(docs, 'docs', 'docs', '', folder, around));
  for (const plugin of script.each(/plugin-content-docs['"]\s*,/g)) {
    const id = plugin.text('id') ?? 'default';
    contents.push(...versionsOf(plugin, 'docs', 'docs', id === 'default' ? '' : `${id}_`, folder, around));
  }
  if (!script.has(/(?<![\w$])blog\s*:\s*false/)) contents.push(blogOf(script.behind(/(?<![\w$])blog\s*:/), folder));
  for (const plugin of script.each(/plugin-content-blog['"]\s*,/g)) contents.push(blogOf(plugin, folder));
  // The innermost first.
  return contents.sort((a, b) => b.folder.length - a.folder.length);
}

const blogOf = (script: Script | undefined, folder: KbPath): Content => ({
  folder: joined(folder, script?.text('path') ?? 'blog'),
  base: baseOf(script?.text('routeBasePath') ?? 'blog'),
  isBlog: true,
});

const baseOf = (written: string): string => `/${written}`.replace(/\/+/g, '/').replace(/\/$/, '');

/** The newest chapters, and those of the versions that are kept. The first of `versions.json` is what readers get, and the newest is `next` then. */
function versionsOf(
  script: Script | undefined,
  name: string,
  route: string,
  prefix: string,
  folder: KbPath,
  { files, read }: Surroundings,
): Content[] {
  const path = script?.text('path') ?? name;
  const base = baseOf(script?.text('routeBasePath') ?? route);
  const listed = Settings.read('versions.json', read(joined(folder, `${prefix}versions.json`)) ?? '')
    .list()
    .flatMap(item => item.text() ?? []);
  const last = script?.text('lastVersion') ?? listed[0];
  // A version that is listed and not there is put in its place when the site is built, and its chapters are the newest ones.
  const isThere = last !== undefined && files.has(joined(folder, `${prefix}versioned_docs/version-${last}`));
  const current = isThere ? `${base}/next` : base;
  const kept = [...files.keys()].flatMap((at): Content[] => {
    const version = new RegExp(`^${prefix}versioned_docs\\w*/version-([^/]+)$`).exec(below(folder, at) ?? '')?.[1];
    if (version === undefined) return [];
    const sidebars = joined(folder, `${prefix}versioned_sidebars/version-${version}-sidebars.json`);
    return [{ folder: at, base: version === last ? base : `${base}/${version}`, sidebars }];
  });
  const written = script?.find(/(?<![\w$.])['"]?sidebarPath['"]?\s*:\s*(?:require\.resolve\(\s*)?['"`]([^'"`\n$]+)['"`]/);
  const sidebars = written === undefined ? {} : { sidebars: joined(folder, written) };
  return [{ folder: joined(folder, path), base: current, ...sidebars }, ...kept];
}

/** The address of a chapter's page. Numbers before names, `01-`, are taken off. */
function routeIn({ folder, base, isBlog }: Content, path: KbPath, page: PageFacts | undefined): string {
  const inner = below(folder, path)!.replace(/\.[^./]+$/, '');
  const { slug, id, date } = page ?? {};
  if (slug?.startsWith('/')) return `${base}${slug}`;
  const parts = inner.split('/');
  if (isBlog) return `${base}/${slug ?? blogPath(inner, date)}`;
  const folders = parts.slice(0, -1).map(unnumbered);
  const name = unnumbered(parts.at(-1)!);
  const own =
    slug ??
    (id !== undefined
      ? id.replace(/^\//, '')
      : /^(?:index|readme)$/i.test(name) || name.toLowerCase() === folders.at(-1)?.toLowerCase()
        ? ''
        : name);
  return addressAt('/', `${base}/${[...folders, own].join('/')}`) ?? base;
}

/** The id of a document, without that of its version. */
function idIn({ folder }: Content, path: KbPath, page: PageFacts | undefined): string {
  const parts = below(folder, path)!
    .replace(/\.[^./]+$/, '')
    .split('/')
    .map(unnumbered);
  return [...parts.slice(0, -1), page?.id ?? parts.at(-1)!].join('/');
}

const unnumbered = (name: string): string => (/^\d+[-_.]\d/.test(name) ? name : name.replace(/^\d+\s*[-_.]+\s*(?=[^-_.\s])/, ''));

function blogPath(inner: string, date: string | undefined): string {
  const [, folders = '', dated, year, month, day, rest = ''] = /^(.*\/)?((\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/])?(.*)$/.exec(inner) ?? [];
  const name = rest.replace(/\/?(?:index)$/, '');
  const [written] = /\d{4}-\d{2}-\d{2}/.exec(date ?? '') ?? [];
  if (dated === undefined) return written === undefined ? `${folders}${name}` : `${written.replaceAll('-', '/')}/${folders}${name}`;
  return `${folders}${year}/${month}/${day}/${name}`;
}
