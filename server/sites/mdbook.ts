import { folderOf, nameOf } from '../model/path.ts';
import type { SiteKind } from './kind.ts';
import { listIn } from './lists.ts';
import { addressAt, below, canonical, filesAt, joined } from './routes.ts';
import { Settings } from './settings.ts';

/** mdBook (rust-lang.github.io/mdBook): `a.md` is shown at `a.html`, a README at `index.html`. */
export const mdbook: SiteKind = {
  id: 'mdbook',
  title: 'mdBook',
  marks: path => nameOf(path) === 'book.toml',
  assumed: { mark: 'book.toml', text: '[book]\nsrc = "."' },
  open(evidence, around) {
    const text = around.read(evidence) ?? '';
    const settings = Settings.read(evidence, text);
    const folder = folderOf(evidence);
    const source = joined(folder, settings.at('book', 'src').text() ?? 'src');
    const lists = listIn(joined(source, 'SUMMARY.md'), source, around);
    const redirects = new Set(
      settings
        .at('output', 'html', 'redirect')
        .entries()
        .map(([from]) => canonical(`/${from}`)),
    );
    const preprocessors = settings
      .at('preprocessor')
      .entries()
      .filter(([name]) => name !== 'index' && name !== 'links');
    const key = (address: string) => `${folder}|${canonical(address)}`;
    return {
      kind: 'mdbook',
      title: 'mdBook',
      folder,
      roots: [source],
      evidence,
      meaning: `mdbook ${folder} ${text} ${lists.length}`,
      lists,
      isStrict: true,
      dialect: { anchors: { scheme: 'mdbook' }, ids: ['heading'], includes: ['braces'] },
      isFreeFragment: fragment => /^(?:footnote-|fr-|search=)/.test(fragment),
      includedAt: (from, written) => joined(folderOf(from), written.replace(/:[^/]*$/, '')),
      routesOf: path => {
        const inner = below(source, path);
        return inner === undefined ? [] : [key(`/${inner}`)];
      },
      urlOf: path => {
        const inner = below(source, path);
        return inner === undefined ? undefined : `/${inner.replace(/(?:^|(?<=\/))README\.md$/i, 'index.html').replace(/\.md$/, '.html')}`;
      },
      goals(from, url, { path: written }) {
        const address = addressAt(url, written);
        const isPage = address !== undefined && /\.html?$/i.test(address);
        const isMade = address === undefined || redirects.has(canonical(address)) || /^\/(?:print|toc|404)\.html$/.test(address);
        // What a preprocessor of the writer's own makes a link of: `std::vec`, `items.fn`.
        const isName =
          preprocessors.length > 0 && !written.includes('/') && !/\.(?:md|html?|svg|png|jpe?g|gif|pdf|rs|toml)$/i.test(written);
        return {
          goals: [...filesAt(from, written, [source, '']), ...(address === undefined ? [] : [{ route: key(address) }])],
          mayBe: (isMade && !/\.md$/i.test(written)) || isName || (written.startsWith('/') && !isPage),
        };
      },
    };
  },
};
