import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { AnchorRule, ContainerForm, Dialect, IdForm, Site } from '../model/site.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { listIn } from './lists.ts';
import { below, filesAt, joined } from './routes.ts';

/** GitLab renders a repository as GitHub does, but for the anchors (docs.gitlab.com/user/markdown). */
export const gitlab: SiteKind = {
  id: 'gitlab',
  title: 'GitLab',
  marks: path => path === '.gitlab-ci.yml' || path === '.gitlab',
  isMark: (_, { files }) => !files.has('.github' as KbPath),
  assumed: { mark: '.gitlab-ci.yml', text: '' },
  open: evidence => ({
    kind: 'gitlab',
    title: 'GitLab',
    folder: folderOf(evidence),
    roots: [folderOf(evidence)],
    evidence,
    meaning: `gitlab ${folderOf(evidence)}`,
    dialect: { anchors: { scheme: 'gitlab' }, ids: [], includes: [] },
  }),
};

type Links = Pick<Site, 'goals' | 'lists'>;

interface Known {
  readonly id: string;
  readonly title: string;
  readonly marks: RegExp;
  readonly anchors?: AnchorRule;
  readonly ids?: readonly IdForm[];
  readonly containers?: readonly ContainerForm[];
  /** Where its chapters are listed, and where links lead as far as that is not as everywhere. */
  readonly links?: (folder: KbPath, around: Surroundings) => Links;
  readonly is?: (evidence: KbPath, around: Surroundings) => boolean;
}

const besides =
  (name: string) =>
  (evidence: KbPath, { files }: Surroundings) =>
    files.has([folderOf(evidence), name].filter(Boolean).join('/') as KbPath);

/** docsify (docsify.js.org/#/more-pages): in a sidebar, addresses count from the top, and `.md` or the README of a folder is put in. */
function ofDocsify(folder: KbPath, { files, read }: Surroundings): Links {
  const isConfigured = /\b(?:alias|routes|basePath|ext|relativePath)\s*:/.test(read(joined(folder, 'index.html')) ?? '');
  const sidebars = [...files.keys()].filter(path => nameOf(path) === '_sidebar.md' && (folder === '' || path.startsWith(`${folder}/`)));
  const ofSidebar = new Set(sidebars);
  const isPart = (path: KbPath) => /^_/.test(nameOf(path));
  return {
    lists: sidebars.map(path => ({ path, isFor: other => !isPart(other) && below(folderOf(path), other) !== undefined })),
    goals(from, _, { path: written }) {
      const plain = written.replace(/^\/+|\/+$/g, '');
      const named = [plain, ...(/\.\w+$/.test(plain) ? [] : [`${plain}.md`, `${plain}/README.md`])];
      const files = [folder, folderOf(from)].flatMap(top => named.flatMap(name => filesAt(from, `/${name}`, [top])));
      return { goals: files, mayBe: ofSidebar.has(from) ? isConfigured || /^[@~]/.test(written) : nobodyKnows(written) };
    },
  };
}

/** Generators whose routes are not worked out: a link to a file is looked up, and nothing is said of any other. */
const known: readonly Known[] = [
  { id: 'docsify', title: 'docsify', marks: /(?:^|\/)_sidebar\.md$/, is: besides('index.html'), links: ofDocsify },
  {
    id: 'gitbook',
    title: 'GitBook',
    marks: /(?:^|\/)(?:\.gitbook\.yaml|book\.js(?:on)?)$/,
    links: (folder, around) => ({ lists: listIn(joined(folder, 'SUMMARY.md'), folder, around) }),
  },
  {
    id: 'vuepress',
    title: 'VuePress',
    marks: /(?:^|\/)\.vuepress\/config\.[cm]?[jt]s$/,
    anchors: { scheme: 'vitepress' },
    ids: ['heading'],
    containers: ['colons'],
  },
  { id: 'quarto', title: 'Quarto', marks: /(?:^|\/)_quarto\.ya?ml$/, ids: ['heading', 'block'] },
  { id: 'myst', title: 'MyST', marks: /(?:^|\/)(?:myst\.yml|_toc\.yml)$/, ids: ['heading', 'target'] },
  {
    id: 'sphinx',
    title: 'Sphinx',
    marks: /(?:^|\/)conf\.py$/,
    ids: ['heading', 'target'],
    is: (evidence, { read }) => /^\s*extensions\s*=|^import sphinx|html_theme/m.test(read(evidence) ?? ''),
  },
  { id: 'astro', title: 'Astro', marks: /(?:^|\/)astro\.config\.[cm]?[jt]s$/ },
  { id: 'nextra', title: 'Nextra', marks: /(?:^|\/)(?:theme\.config\.[jt]sx|mint\.json|docs\.json)$/ },
  { id: 'hexo', title: 'Hexo', marks: /(?:^|\/)_config\.ya?ml$/, is: besides('source') },
  { id: 'eleventy', title: 'Eleventy', marks: /(?:^|\/)(?:\.eleventy|eleventy\.config)\.[cm]?js$/, ids: ['heading'] },
];

export const others: readonly SiteKind[] = known.map(({ id, title, marks, is, links, ...own }) => ({
  id,
  title,
  marks: path => marks.test(path),
  ...(is === undefined ? {} : { isMark: is }),
  assumed: { mark: `.${id}`, text: '' },
  open(evidence, around) {
    const folder = folderOf(/^\.vuepress\//.test(evidence.slice(evidence.lastIndexOf('.vuepress'))) ? folderOf(evidence) : evidence);
    return unrouted({
      id,
      title,
      folder,
      evidence,
      dialect: { anchors: { scheme: 'github' }, ids: ['heading'], includes: [], ...own },
      links: links?.(folder, around) ?? {},
    });
  },
}));

function unrouted({
  id,
  title,
  folder,
  evidence,
  dialect,
  links,
}: {
  id: string;
  title: string;
  folder: KbPath;
  evidence: KbPath;
  dialect: Dialect;
  links: Links;
}): Site {
  return {
    kind: id,
    title,
    folder,
    roots: [folder],
    evidence,
    meaning: `${id} ${folder} ${links.lists?.map(({ path }) => path) ?? ''}`,
    dialect,
    goals: (from, _, { path: written }) => ({ goals: filesAt(from, written, [folder, '']), mayBe: nobodyKnows(written) }),
    ...links,
  };
}

/** Only a file that is named as such must be there. */
const nobodyKnows = (written: string): boolean =>
  written.startsWith('/') || /^[@~]/.test(written) || !/\.(?:md|mdx|markdown|png|jpe?g|gif|svg|webp)$/i.test(nameOf(written as KbPath));
