import { type KbPath, nameOf, root } from '../model/path.ts';
import { gitHub, type Site } from '../model/site.ts';
import { docusaurus } from './docusaurus.ts';
import { guarded, opened } from './guarded.ts';
import { hugo } from './hugo.ts';
import { jekyll } from './jekyll.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { mdbook } from './mdbook.ts';
import { mkdocs } from './mkdocs.ts';
import { obsidian, vaultByText } from './obsidian.ts';
import { gitlab, others } from './others.ts';
import { filesAt } from './routes.ts';
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

/** The sites of a knowledge base, those of inner folders first. `named`: what `concord.json` says. */
export const recognise = (around: Surroundings, named = 'auto'): Site[] =>
  sitesIn(around, named).map(site => ({
    ...guarded(site, around.attempt),
    slugs: schemeFor(site.dialect.anchors.scheme, site.dialect.anchors.options),
  }));

function sitesIn(around: Surroundings, named: string): Site[] {
  if (named === 'auto') {
    const sites = marked(siteKinds, around);
    const vault = sites.length === 0 ? vaultByText(around) : undefined;
    return vault === undefined ? sites : [vault];
  }
  return siteKinds
    .filter(({ id }) => id === named)
    .flatMap(kind => {
      const sites = marked([kind], around);
      return sites.length > 0 ? sites : [assumed(kind, around)];
    });
}

function marked(kinds: readonly SiteKind[], around: Surroundings): Site[] {
  const sites: Site[] = [];
  const taken = new Set<KbPath>();
  for (const path of around.files.keys()) {
    const kind = kinds.find(one => one.marks(path));
    if (kind === undefined || !around.attempt(path, true, () => kind.isMark?.(path, around) !== false)) continue;
    const site = opened(kind, path, around);
    if (taken.has(site.roots[0]!)) continue;
    taken.add(site.roots[0]!);
    sites.push(site);
  }
  return sites;
}

/** The site that a knowledge base is since somebody says so: of a file at the top that may mark it, else of all there is. */
function assumed(kind: SiteKind, around: Surroundings): Site {
  const { mark, text } = kind.assumed;
  const own = [...around.files.keys()].find(path => !path.includes('/') && kind.marks(path));
  if (own !== undefined) return opened(kind, own, around);
  const { evidence: _, ...site } = opened(kind, mark as KbPath, { ...around, read: path => (path === mark ? text : around.read(path)) });
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
