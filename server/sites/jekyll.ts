import type { FileType } from '../model/entries.ts';
import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { PageFacts } from '../model/site.ts';
import { postKeys, tagsIn } from './jekyllTags.ts';
import type { SiteKind } from './kind.ts';
import { addressAt, below, canonical, filesAt, joined } from './routes.ts';
import { Settings } from './settings.ts';

/** Jekyll (jekyllrb.com/docs/permalinks), with jekyll-relative-links, as GitHub Pages has it. */
export const jekyll: SiteKind = {
  id: 'jekyll',
  title: 'Jekyll',
  marks: path => /^_config\.ya?ml$/.test(nameOf(path)),
  isMark(evidence, { read, files }) {
    const folder = folderOf(evidence);
    const text = read(evidence) ?? '';
    // Hexo and Jupyter Book have a file of that name, too.
    const marks = ['_layouts', '_posts', '_includes', '_data', 'Gemfile', '_sass'];
    const isJekyll =
      marks.some(name => files.has(joined(folder, name))) ||
      /^(?:remote_theme|theme|kramdown|permalink|collections|baseurl|markdown)\s*:/m.test(text);
    const isOther =
      files.has(joined(folder, '_toc.yml')) || files.has(joined(folder, 'scaffolds')) || files.has(joined(folder, 'source/_posts'));
    return isJekyll && !isOther;
  },
  assumed: { mark: '_config.yml', text: '' },
  open(evidence, { read }) {
    const folder = folderOf(evidence);
    const text = read(evidence) ?? '';
    const settings = Settings.read(evidence, text);
    const source = joined(folder, settings.at('source').text() ?? '.');
    const top = (settings.at('baseurl').text() ?? '').replace(/\/+$/, '');
    const isKramdown = /kramdown/i.test(settings.at('markdown').text() ?? 'kramdown');
    const input = settings.at('kramdown', 'input').text() ?? 'GFM';
    const collections = settings
      .at('collections')
      .named()
      .map(([name]) => name);
    const key = (address: string) => `${folder}|${canonical(address)}`;
    const routes = (path: KbPath, type: FileType, page: PageFacts | undefined): string[] => {
      const inner = below(source, path);
      if (inner === undefined || type === 'folder') return [];
      const own = page?.permalink;
      const shown = inner.replace(/^_(?=([^/]+)\/)/, (mark, name) => (collections.includes(name) ? '' : mark));
      return [...(own === undefined ? [] : [own.startsWith('/') ? own : `/${own}`]), `/${shown}`];
    };
    return {
      kind: 'jekyll',
      title: 'Jekyll',
      folder,
      roots: [source],
      evidence,
      meaning: `jekyll ${folder} ${text}`,
      isStrict: true,
      dialect: {
        anchors: { scheme: isKramdown && input === 'kramdown' ? 'kramdown' : 'kramdown-gfm' },
        ids: ['heading', 'block'],
        includes: [],
        calls: 'tag',
        hasPageFacts: true,
      },
      calls: tagsIn(folder, source, joined(source, settings.at('collections_dir').text() ?? '.')),
      isFreeFragment: fragment => /^fn(?:ref)?:/.test(fragment),
      routesOf: (path, type, page) => [...routes(path, type, page).map(key), ...postKeys(folder, source, path)],
      urlOf: (path, page, type = 'chapter') => {
        const [address] = routes(path, type, page);
        // A post has the address that its date and categories make: its path is all that is known to lead there.
        if (below(joined(source, '_posts'), path) !== undefined) return address;
        return address?.replace(/(?:^|(?<=\/))(?:index|README)\.md$/i, '').replace(/\.md$/, '.html');
      },
      goals(from, url, { path: written }) {
        const local = top !== '' && written.startsWith(`${top}/`) ? written.slice(top.length) : written;
        const address = addressAt(url, local);
        // Posts have the address that their date and categories make.
        const isPost = /\/\d{4}\/\d{2}\//.test(local) || below(joined(source, '_posts'), from) !== undefined;
        const isList = /^\/(?:tags?|categor(?:y|ies)|page\d*|feed|archive)\b|\.xml$/.test(address ?? '');
        return {
          goals: [...filesAt(from, written, [source, '']), ...(address === undefined ? [] : [{ route: key(address) }])],
          mayBe: !/\.md$/i.test(written) && (isPost || isList || address === undefined),
        };
      },
    };
  },
};
