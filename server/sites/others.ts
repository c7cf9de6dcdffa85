import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { AnchorRule, IdForm, Site } from '../model/site.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { filesAt } from './routes.ts';

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
    folder: '' as KbPath,
    roots: ['' as KbPath],
    evidence,
    meaning: 'gitlab',
    dialect: { anchors: { scheme: 'gitlab' }, ids: [], includes: [] },
  }),
};

interface Known {
  readonly id: string;
  readonly title: string;
  readonly marks: RegExp;
  readonly anchors?: AnchorRule;
  readonly ids?: readonly IdForm[];
  readonly is?: (evidence: KbPath, around: Surroundings) => boolean;
}

const besides =
  (name: string) =>
  (evidence: KbPath, { files }: Surroundings) =>
    files.has([folderOf(evidence), name].filter(Boolean).join('/') as KbPath);

/** Generators whose routes are not worked out: a link to a file is looked up, and nothing is said of any other. */
const known: readonly Known[] = [
  { id: 'docsify', title: 'docsify', marks: /(?:^|\/)_sidebar\.md$/, is: (evidence, around) => besides('index.html')(evidence, around) },
  { id: 'gitbook', title: 'GitBook', marks: /(?:^|\/)(?:\.gitbook\.yaml|book\.js(?:on)?)$/ },
  {
    id: 'vuepress',
    title: 'VuePress',
    marks: /(?:^|\/)\.vuepress\/config\.[cm]?[jt]s$/,
    anchors: { scheme: 'vitepress' },
    ids: ['heading'],
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

export const others: readonly SiteKind[] = known.map(({ id, title, marks, anchors, ids, is }) => ({
  id,
  title,
  marks: path => marks.test(path),
  ...(is === undefined ? {} : { isMark: is }),
  assumed: { mark: `.${id}`, text: '' },
  open(evidence) {
    const folder = folderOf(/^\.vuepress\//.test(evidence.slice(evidence.lastIndexOf('.vuepress'))) ? folderOf(evidence) : evidence);
    return unrouted({ id, title, folder, evidence, anchors: anchors ?? { scheme: 'github' }, ids: ids ?? ['heading'] });
  },
}));

function unrouted({
  id,
  title,
  folder,
  evidence,
  anchors,
  ids,
}: {
  id: string;
  title: string;
  folder: KbPath;
  evidence: KbPath;
  anchors: AnchorRule;
  ids: readonly IdForm[];
}): Site {
  return {
    kind: id,
    title,
    folder,
    roots: [folder],
    evidence,
    meaning: `${id} ${folder}`,
    dialect: { anchors, ids, includes: [] },
    goals: (from, _, { path: written }) => ({
      goals: filesAt(from, written, [folder, '']),
      // Only a file that is named as such must be there.
      mayBe:
        written.startsWith('/') ||
        /^[@~]/.test(written) ||
        !/\.(?:md|mdx|markdown|png|jpe?g|gif|svg|webp)$/i.test(nameOf(written as KbPath)),
    }),
  };
}
