import { defaults, type SiteSetting } from '../model/configuration.ts';
import { folderOf, type KbPath, nameOf, root } from '../model/path.ts';
import { gitHub, type Site } from '../model/site.ts';
import { adjusted } from './adjusted.ts';
import { docusaurus } from './docusaurus.ts';
import { guarded, opened } from './guarded.ts';
import { hugo } from './hugo.ts';
import { jekyll } from './jekyll.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { mdbook } from './mdbook.ts';
import { mkdocs } from './mkdocs.ts';
import { obsidian, vaultByText } from './obsidian.ts';
import { gitlab, others } from './others.ts';
import { below, filesAt, joined } from './routes.ts';
import { schemeFor } from './slugs/named.ts';
import { vitepress } from './vitepress.ts';

/** All kinds of sites, the more particular marks first. */
export const siteKinds: readonly SiteKind[] = [mkdocs, mdbook, vitepress, docusaurus, hugo, jekyll, obsidian, gitlab, ...others];

/** Files beside the marks whose text a site's links depend on. */
const alsoRead =
  /^(?:versions\.json|\w+_versions\.json|_redirects|netlify\.toml|vercel\.json|.*sidebar.*\.(?:json|[cm]?[jt]s)|SUMMARY\.md|_sidebar\.md)$/i;

/** Whether the sites have to be recognised anew when a file at this path comes, changes or goes. */
export const mayMark = (path: KbPath): boolean => alsoRead.test(nameOf(path)) || siteKinds.some(kind => kind.marks(path));

/** What `concord.json` may say of who renders the chapters: `auto` is to look, all others hold for the whole knowledge base. */
export const siteNames: readonly string[] = ['auto', gitHub.kind, ...siteKinds.map(({ id }) => id)];

/** The sites of a knowledge base, those of inner folders first. `settings`: what `concord.json` says. */
export const recognise = (around: Surroundings, settings: readonly SiteSetting[] = defaults.site): Site[] =>
  sitesIn(around, settings).map(site => ({
    ...guarded(site, around.attempt),
    slugs: schemeFor(site.dialect.anchors.scheme, site.dialect.anchors.options),
  }));

/** What no setting names is looked at all the same. A folder belongs to the innermost setting that names it or one above. */
function sitesIn(around: Surroundings, settings: readonly SiteSetting[]): Site[] {
  const isWhole = settings.some(({ folder }) => folder === root);
  const all = [...settings, ...(isWhole ? [] : defaults.site)].sort((a, b) => b.folder.length - a.folder.length);
  const settingFor = (path: KbPath) => all.find(({ folder }) => path === folder || below(folder, path) !== undefined);
  const taken = new Set<KbPath>();
  return all.flatMap(setting =>
    sitesFor(setting, around, path => settingFor(path) === setting, taken).map(site => adjusted(site, setting)),
  );
}

type IsMine = (path: KbPath) => boolean;

function sitesFor(setting: SiteSetting, around: Surroundings, isMine: IsMine, taken: Set<KbPath>): Site[] {
  const { kind, folder } = setting;
  if (kind === gitHub.kind) return isPlain(setting) ? [] : [gitHubAt(folder)];
  if (kind !== 'auto')
    return siteKinds
      .filter(({ id }) => id === kind)
      .flatMap(one => {
        const sites = marked([one], around, isMine, taken);
        return sites.length > 0 ? sites : [assumed(one, around, folder)];
      });
  const sites = marked(siteKinds, around, isMine, taken);
  const vault = sites.length === 0 && folder === root ? vaultByText(around) : undefined;
  const found = vault === undefined ? sites : [vault];
  return found.length > 0 || isPlain(setting) ? found : [gitHubAt(folder)];
}

/** Nothing but its name is said of a site. */
const isPlain = ({ folder, kind, ...parts }: SiteSetting): boolean => folder === root && Object.keys(parts).length === 0;

const gitHubAt = (folder: KbPath): Site => ({ ...gitHub, folder, roots: [folder], meaning: `github ${folder}` });

function marked(kinds: readonly SiteKind[], around: Surroundings, isMine: IsMine, taken: Set<KbPath>): Site[] {
  const sites: Site[] = [];
  for (const path of around.files.keys()) {
    const kind = kinds.find(one => one.marks(path));
    if (kind === undefined || !isMine(path) || !around.attempt(path, true, () => kind.isMark?.(path, around) !== false)) continue;
    const site = opened(kind, path, around);
    if (taken.has(site.roots[0]!)) continue;
    taken.add(site.roots[0]!);
    sites.push(site);
  }
  return sites;
}

/** The site that a folder is since somebody says so: of a file at its top that may mark it, else of all there is. */
function assumed(kind: SiteKind, around: Surroundings, folder: KbPath): Site {
  const { mark, text } = kind.assumed;
  const own = [...around.files.keys()].find(path => folderOf(path) === folder && kind.marks(path));
  if (own !== undefined) return opened(kind, own, around);
  const at = joined(folder, mark);
  const { evidence: _, ...site } = opened(kind, at, { ...around, read: path => (path === at ? text : around.read(path)) });
  return site;
}

/** Who renders what lies at a path: the innermost site whose folder it is in. Beside a site, chapters are GitHub's, and may be shown with it all the same. */
export function siteFinder(sites: readonly Site[]): (path: KbPath) => Site {
  if (sites.length === 0) return () => gitHub;
  const byRoot = new Map<string, Site>();
  for (const site of sites) for (const folder of site.roots) if (!byRoot.has(folder)) byRoot.set(folder, site);
  const around = beside(sites);
  const known = new Map<string, Site>();
  const find = (path: string): Site => {
    const own = byRoot.get(path) ?? known.get(path);
    if (own !== undefined) return own;
    const above = path === root ? around : find(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    known.set(path, above);
    return above;
  };
  return path => find(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
}

/** What lies beside the folders of a site. Static files there may belong to it, and a link to `a.html` is one to a page of it. */
function beside(sites: readonly Site[]): Site {
  return {
    ...gitHub,
    meaning: sites.map(({ meaning }) => meaning).join('\n'),
    routesOf: (path, type, page) =>
      type === 'chapter' || type === 'unread' ? [] : sites.flatMap(site => site.routesOf?.(path, type, page) ?? []),
    goals(from, _, written) {
      const goals = filesAt(from, written.path);
      if (!/\.html?$/i.test(written.path)) return { goals };
      const pages = sites.flatMap(site => site.goals?.(`${site.roots[0]}/x.md` as KbPath, '/', written) ?? []);
      return {
        goals: [...goals, ...pages.flatMap(page => page.goals)],
        mayBe: written.path.includes('/') || pages.some(({ mayBe }) => mayBe),
      };
    },
  };
}
