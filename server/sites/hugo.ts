import type { FileType } from '../model/entries.ts';
import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { AnchorRule, PageFacts } from '../model/site.ts';
import { pagePath, referenceKeys, referencesIn } from './hugoReferences.ts';
import type { SiteKind } from './kind.ts';
import { redirectsIn } from './redirects.ts';
import { addressAt, below, canonical, filesAt, joined } from './routes.ts';
import { Settings } from './settings.ts';

/** Hugo (gohugo.io/content-management/urls). */
export const hugo: SiteKind = {
  id: 'hugo',
  title: 'Hugo',
  marks: path =>
    /(?:^|\/)(?:hugo\.(?:toml|ya?ml|json)|config\/_default\/(?:hugo|config)\.(?:toml|ya?ml|json)|config\.(?:toml|ya?ml))$/.test(path),
  // `config.toml` is the name of many a file.
  isMark: (evidence, { files }) =>
    /hugo\./.test(nameOf(evidence)) || ['layouts', 'themes', 'archetypes'].some(name => files.has(joined(folderFor(evidence), name))),
  assumed: { mark: 'hugo.toml', text: 'contentDir = "."' },
  open(evidence, around) {
    const text = around.read(evidence) ?? '';
    const folder = folderFor(evidence);
    const { files } = around;
    const settings = Settings.read(evidence, text);
    const contents = contentsOf(settings, folder);
    const statics = ['static', 'assets'].map(name => joined(folder, name));
    const { isRedirected, meaning } = redirectsIn(folder, [statics[0]!, folder], around);
    // What a link means is what the writer's own template says.
    const hasHook = [...files.keys()].some(path => /(?:^|\/)_markup\/render-link\b[^/]*\.html$/.test(path));
    const taxonomies = settings
      .at('taxonomies')
      .entries()
      .flatMap(([, name]) => name.text() ?? []);
    const listed = new RegExp(
      `^(?:/[a-z]{2}(?:-\\w+)?)?/(?:${['tags', 'categories', ...taxonomies].map(name => name.replace(/[^\w-]/g, '')).join('|')})(?:/|$)`,
    );
    const isListed = (address: string) => listed.test(canonical(address));
    // Pages of other repositories, and those that a template makes.
    const takesModules =
      settings.at('module', 'imports').list().length > 0 || [...files.keys()].some(path => /(?:^|\/)_content\.gotmpl$/.test(path));
    const languages = settings
      .at('languages')
      .entries()
      .map(([name]) => name.toLowerCase());
    const key = (address: string) => `${folder}|${canonical(address).toLowerCase()}`;
    const routesOf = (path: KbPath, type: FileType, page: PageFacts | undefined): string[] => {
      if (type === 'folder') return [];
      const shown = statics.map(top => below(top, path)).find(inner => inner !== undefined);
      if (shown !== undefined) return [`/${shown}`];
      for (const content of contents) {
        const inner = below(content, path);
        if (inner !== undefined) return type === 'file' ? [`/${inner}`] : pageRoutes(inner, page, languages);
      }
      return [];
    };
    const { ids, anchors, terms } = goldmark(settings);
    return {
      kind: 'hugo',
      title: 'Hugo',
      folder,
      roots: contents,
      evidence,
      meaning: `hugo ${folder} ${text} ${meaning} ${hasHook}`,
      isStrict: true,
      dialect: {
        anchors,
        ids: [...ids, ...(terms ? (['term'] as const) : [])],
        includes: ['shortcode'],
        calls: 'shortcode',
        hasPageFacts: true,
      },
      calls: referencesIn(folder, contents, languages, path => isListed(path) || takesModules),
      isFreeFragment: fragment => /^fn(?:ref)?\d*:/.test(fragment),
      includedAt: (from, written) => {
        const tops = written.startsWith('/') ? contents : [folderOf(from), ...contents];
        return tops.map(top => joined(top, written)).find(path => files.has(path));
      },
      routesOf: (path, type, page) => [...routesOf(path, type, page).map(key), ...referenceKeys(folder, contents, languages, path)],
      isByAddress: true,
      urlOf: (path, page, type = 'chapter') => {
        const [address] = routesOf(path, type, page);
        return address === undefined || type === 'file' || /\/$|\.html?$/i.test(address) ? address : `${address}/`;
      },
      goals(from, url, { path: written }) {
        const address = addressAt(url, written);
        const own = contents.filter(content => below(content, from) !== undefined);
        const section = own.map(content => `/${below(content, folderOf(from)) ?? ''}/`);
        // Hugo's own look-up of pages: from the page, from its folder, from the top.
        const addresses = [
          address,
          ...section.map(at => addressAt(at, written)),
          ...(/^\.{0,2}\//.test(written) ? [] : [addressAt('/', written)]),
        ];
        const isWord = hasHook && !/[./]/.test(written);
        return {
          goals: [
            ...filesAt(from, written, [...own, ...contents, ...statics, '']),
            ...addresses.flatMap(at => (at === undefined ? [] : [{ route: key(at) }])),
          ],
          mayBe:
            isWord || address === undefined || isListed(address) || /\.(?:xml|json)$/.test(written) || isRedirected(canonical(address)),
        };
      },
    };
  },
};

const folderFor = (evidence: KbPath): KbPath => folderOf(evidence.replace('config/_default/', '') as KbPath);

/** `content`, and what languages and mounts say instead. */
function contentsOf(settings: Settings, folder: KbPath): KbPath[] {
  const main = settings.at('contentDir').text() ?? 'content';
  const ofLanguages = settings
    .at('languages')
    .entries()
    .flatMap(([, language]) => language.at('contentDir').text() ?? []);
  const mounts = settings
    .at('module', 'mounts')
    .list()
    .flatMap(mount => (mount.at('target').text() === 'content' ? (mount.at('source').text() ?? []) : []));
  const found = [...ofLanguages, ...mounts, main].filter(path => !/^\.\.|node_modules|^\//.test(path));
  return [...new Set(found.map(path => joined(folder, path)))].sort((a, b) => b.length - a.length);
}

/** The addresses of a page: its own, and its aliases. */
function pageRoutes(inner: string, page: PageFacts | undefined, languages: readonly string[]): string[] {
  const path = pagePath(inner, languages);
  const top = path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/` : '';
  const name = page?.slug ?? path.slice(top.length);
  const spaced = (address: string) => address.replaceAll(' ', '-');
  const own = page?.url ?? page?.permalink ?? `/${spaced(`${top}${name}`)}`;
  const aliases = (page?.aliases ?? []).flatMap(alias => addressAt(`/${spaced(path)}`, alias) ?? []);
  // The file's own place finds it too, by `ref` and by templates that look pages up.
  return [...new Set([own.startsWith('/') ? own : `/${own}`, ...aliases, `/${spaced(path)}`])];
}

/** How Goldmark is set. */
function goldmark(settings: Settings) {
  const parser = settings.at('markup', 'goldmark', 'parser');
  const type = parser.at('autoHeadingIDType').text() ?? parser.at('autoIDType').text() ?? 'github';
  const anchors: AnchorRule = type.startsWith('github')
    ? { scheme: 'hugo', options: { ascii: type === 'github-ascii' } }
    : { scheme: 'blackfriday' };
  const isBlock = parser.at('attribute', 'block').flag() === true;
  return {
    anchors,
    ids: isBlock ? (['heading', 'block'] as const) : (['heading'] as const),
    terms: parser.at('autoDefinitionTermID').flag() === true,
  };
}
