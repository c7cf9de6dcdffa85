import { globs } from '../model/globs.ts';
import { folderOf, type KbPath, nameOf, root } from '../model/path.ts';
import type { AnchorRule, Dialect } from '../model/site.ts';
import type { SiteKind } from './kind.ts';
import { navOf } from './lists.ts';
import { addressAt, below, canonical, filesAt, joined } from './routes.ts';
import { Settings } from './settings.ts';

/** Plugins that write pages or anchors when the site is built. */
const writers = [
  'gen-files',
  'mkdocstrings',
  'autorefs',
  'literate-nav',
  'monorepo',
  'multirepo',
  'awesome-pages-gen',
  'api-autonav',
  'blog',
  'material/blog',
  'tags',
];

/** MkDocs (mkdocs.org/user-guide/configuration), with what Material adds. Links to `.md` are counted from the file, all others from the address of the page. */
export const mkdocs: SiteKind = {
  id: 'mkdocs',
  title: 'MkDocs',
  marks: path => /^mkdocs\.ya?ml$/i.test(nameOf(path)),
  assumed: { mark: 'mkdocs.yml', text: 'docs_dir: .' },
  open(evidence, { read, files, attempt }) {
    const text = read(evidence) ?? '';
    const settings = Settings.read(evidence, text);
    const folder = folderOf(evidence);
    const docs = joined(folder, settings.at('docs_dir').text() ?? 'docs');
    const isDirectory = settings.at('use_directory_urls').flag() ?? true;
    const top = /^[a-z]+:\/\/[^/]+(\/.*?)\/*$/i.exec(settings.at('site_url').text() ?? '')?.[1] ?? '';
    const plugins = settings.at('plugins').named();
    const redirects = new Set(
      plugins.flatMap(([name, own]) =>
        name === 'redirects'
          ? own
              .at('redirect_maps')
              .entries()
              .map(([from]) => canonical(`/${from}`))
          : [],
      ),
    );
    const generates = plugins.some(([name]) => writers.includes(name));
    const hooks = settings
      .at('hooks')
      .list()
      .map(hook => read(joined(folder, hook.text() ?? '')) ?? '');
    const shapesNav =
      plugins.some(([name]) => /nav|pages|i18n|repo|gen|blog/.test(name)) || hooks.some(hook => /\bon_(?:files|nav|config)\b/.test(hook));
    const isUnlisted = globs(
      ['not_in_nav', 'exclude_docs', 'draft_docs'].flatMap(
        name =>
          settings
            .at(name)
            .text()
            ?.split('\n')
            .filter(line => /^[^#!\s]/.test(line)) ?? [],
      ),
      () => false,
    );
    const extensions = settings.at('markdown_extensions').named();
    const routeOf = (path: KbPath) => {
      const inner = below(docs, path);
      return inner === undefined ? undefined : canonical(`/${inner}`);
    };
    const key = (address: string) => `${folder}|${canonical(address)}`;
    const bases = extensions.flatMap(([name, own]) => (/snippets$/.test(name) ? [own.at('base_path')] : []));
    const base = bases[0]?.text() ?? bases[0]?.list()[0]?.text() ?? '.';
    return {
      kind: 'mkdocs',
      title: 'MkDocs',
      folder,
      roots: [docs],
      evidence,
      meaning: `mkdocs ${folder} ${text} ${shapesNav}`,
      lists:
        docs === root || files.has(docs)
          ? attempt(evidence, [], () => navOf(evidence, text, docs, generates || shapesNav, isUnlisted))
          : [],
      isStrict: true,
      dialect: dialectOf(text, extensions),
      isFreeFragment: fragment => /^(?:fn(?:ref)?\d*:|__|p_\d+$)/.test(fragment) || generates,
      includedAt: (_, written) =>
        /^https?:/.test(written) ? undefined : joined(folder, `${base}/${written.replace(/^;|:[\w-]*(?::[\w-]*)?$/g, '')}`),
      routesOf: path => {
        const route = routeOf(path);
        return route === undefined ? [] : [key(route)];
      },
      urlOf: (path, _, type = 'chapter') => {
        const inner = below(docs, path);
        if (inner === undefined || type === 'file') return inner && `/${inner}`;
        return isDirectory || routeOf(path) !== `/${inner.replace(/\.[^./]*$/, '')}` ? `${routeOf(path)}/` : `${routeOf(path)}.html`;
      },
      goals(from, url, { path: written }) {
        const local = written.startsWith(`${top}/`) ? written.slice(top.length) : written;
        // A page `a/index.md` is at `a/`, and one `a/b.md` at `a/b/`.
        const address = addressAt(url, local);
        const routes = address === undefined ? [] : [{ route: key(address) }];
        const isElsewhere = address === undefined && !/\.(?:md|markdown)$/i.test(written);
        return {
          goals: [...filesAt(from, written, [docs, '']), ...routes],
          mayBe:
            isElsewhere ||
            (address !== undefined && redirects.has(canonical(address))) ||
            (generates && !/\.md$/i.test(written)) ||
            (generates && written.startsWith('/')),
        };
      },
    };
  },
};

function dialectOf(text: string, extensions: readonly (readonly [string, Settings])[]): Dialect {
  const has = (pattern: RegExp) => extensions.some(([name]) => pattern.test(name));
  const isExtra = has(/^(?:markdown\.extensions\.)?extra$|pymdownx\.extra/);
  const takesAttributes = isExtra || has(/attr_list/);
  return {
    anchors: anchorsOf(text, extensions),
    ids: takesAttributes ? ['heading', 'block'] : [],
    includes: has(/snippets$/) ? ['snippet'] : [],
    containers: [
      ...(has(/admonition$/) ? (['admonition'] as const) : []),
      ...(has(/details$/) ? (['details'] as const) : []),
      ...(has(/tabbed$/) ? (['tab'] as const) : []),
    ],
  };
}

/** The tag of YAML names the function, and the library that reads YAML has nothing to say of it. */
function anchorsOf(text: string, extensions: readonly (readonly [string, Settings])[]): AnchorRule {
  const toc = extensions.find(([name]) => /(?:^|\.)toc$/.test(name))?.[1];
  const separator = toc?.at('separator').text();
  const options = separator === undefined ? {} : { separator };
  const [, named] = /^[ \t]*slugify[ \t]*:[ \t]*(?:!!python\/(?:name|object\/apply):)?[ \t]*([\w.]+)/m.exec(text) ?? [];
  if (named === undefined) return { scheme: 'python-markdown', options };
  if (/slugify_unicode$/.test(named)) return { scheme: 'python-markdown', options: { ...options, unicode: true } };
  if (!named.startsWith('pymdownx')) return { scheme: 'python-markdown', options };
  const letters = /uslugify(?!_cased)/.test(named)
    ? 'lower'
    : /gfm/.test(named)
      ? 'lower-ascii'
      : toc?.at('slugify', 'kwds', 'case').text();
  return { scheme: 'pymdownx', options: { ...options, ...(letters !== undefined && { case: letters }) } };
}
