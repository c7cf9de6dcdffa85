import type { CallForm } from '../model/calls.ts';
import type { SiteSetting } from '../model/configuration.ts';
import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { ContainerForm, Dialect, Goal, IncludeForm, Site, Written } from '../model/site.ts';
import { addressAt, filesAt, joined } from './routes.ts';

/** What of Markdown only some sites read, by its name in `concord.json`, as the dialect has it. */
const extensions: Readonly<Record<string, Extension>> = {
  snippets: { includes: 'snippet' },
  'include-comments': { includes: 'comment' },
  imports: { includes: 'import' },
  braces: { includes: 'braces' },
  shortcodes: { includes: 'shortcode', calls: 'shortcode' },
  liquid: { calls: 'tag' },
  admonitions: { containers: 'admonition' },
  details: { containers: 'details' },
  tabs: { containers: 'tab' },
  colons: { containers: 'colons' },
  directives: { containers: 'directive' },
};

interface Extension {
  readonly includes?: IncludeForm;
  readonly calls?: CallForm;
  readonly containers?: ContainerForm;
}

export const extensionNames: readonly string[] = Object.keys(extensions);

/** What a destination may be besides the file, by its name in `concord.json`: the paths from the tops that it may mean then. */
const routes: Readonly<Record<string, (path: string) => readonly string[]>> = {
  bare: path => (/(?:^|\/)[^/.]+$/.test(path) ? [`${path}.md`, `${path}/index.md`, `${path}/README.md`] : []),
  html: path => {
    const stem = path.replace(/\.html$/, '');
    return stem === path ? [] : [`${stem}.md`, ...(nameOf(stem as KbPath) === 'index' ? [stem.replace(/index$/, 'README.md')] : [])];
  },
  folder: path => (path.endsWith('/') ? [`${path.slice(0, -1)}.md`, `${path}index.md`, `${path}README.md`] : []),
};

export const routeNames: readonly string[] = Object.keys(routes);

/** A site of which `concord.json` says in parts what it is like. */
export function adjusted(site: Site, setting: SiteSetting): Site {
  const { anchors, ids, roots, wikiLinks } = setting;
  const said = { anchors, ids, roots, wikiLinks, routes: setting.routes, extensions: setting.extensions };
  const parts = JSON.stringify(said);
  if (parts === '{}') return site;
  const dialect: Dialect = {
    ...withExtensions(site.dialect, setting.extensions),
    ...(anchors !== undefined && anchors !== site.dialect.anchors.scheme && { anchors: { scheme: anchors } }),
    ...(ids && { ids }),
  };
  const { wikiLinks: _, ...plain } = dialect;
  return {
    ...site,
    dialect: wikiLinks === undefined ? dialect : wikiLinks ? { ...plain, wikiLinks } : plain,
    ...(roots && { roots }),
    // What is taken in lies beside who takes it in, where the site by itself does no such thing.
    includedAt: site.includedAt ?? ((from, written) => joined(folderOf(from), written.replace(/:[^/]*$/, ''))),
    ...(setting.routes && withRoutes(site, setting.routes, roots ?? site.roots)),
    meaning: `${site.meaning} ${site.kind} ${site.folder} ${parts}`,
  };
}

/** The list says all that there is. */
function withExtensions(dialect: Dialect, names: readonly string[] | undefined): Dialect {
  if (names === undefined) return dialect;
  const { calls: _, containers: __, ...rest } = dialect;
  const chosen = names.flatMap(name => extensions[name] ?? []);
  const calls = chosen.find(one => one.calls !== undefined)?.calls;
  const containers = chosen.flatMap(one => one.containers ?? []);
  return {
    ...rest,
    includes: chosen.flatMap(({ includes }) => includes ?? []),
    ...(calls && { calls }),
    ...(containers.length > 0 && { containers }),
  };
}

/** Where a link may lead besides what it does on the site by itself: to a file, and to those of which the destination is an address. */
function withRoutes(site: Site, names: readonly string[], tops: readonly KbPath[]): Pick<Site, 'goals'> {
  const ways = names.flatMap(name => routes[name] ?? []);
  /** Of a page at `a/b/`, relative addresses count from there. */
  const isDeeper = names.includes('folder');
  const also = (from: KbPath, written: string): Goal[] => {
    const paths = ways.flatMap(way => way(written));
    const beside = paths.flatMap(path => filesAt(from, path, [...tops, '']));
    const isPage = /(?:^|\/)(?:index|readme)\.\w+$/i.test(from);
    if (!isDeeper || isPage || written.startsWith('/')) return beside;
    const address = addressAt(`/${from.replace(/\.[^./]*$/, '')}/`, written);
    return [...beside, ...(address === undefined ? [] : ways.flatMap(way => way(address)).flatMap(path => filesAt(from, path, [''])))];
  };
  return {
    goals(from, url, written: Written) {
      const { goals, mayBe } = site.goals?.(from, url, written) ?? { goals: filesAt(from, written.path, [...tops, '']) };
      return { goals: [...goals, ...also(from, written.path)], ...(mayBe !== undefined && { mayBe }) };
    },
  };
}
