import { gitHubScheme, type SlugScheme } from '../../model/anchors.ts';
import { blackfriday, gitlab, hugo, kramdown, kramdownGfm, mdbook, pandoc } from './compiled.ts';
import { obsidian } from './obsidian.ts';
import { docutils, myst, pymdownx, pythonMarkdown } from './python.ts';
import type { SlugOptions } from './scheme.ts';
import { docsify, docusaurus, honkit, vitepress, vuepress } from './script.ts';

const schemes: Readonly<Record<string, (options: SlugOptions) => SlugScheme>> = {
  github: () => gitHubScheme,
  gitlab,
  'python-markdown': pythonMarkdown,
  pymdownx,
  docusaurus,
  vitepress: () => vitepress,
  vuepress: () => vuepress,
  mdbook,
  hugo,
  blackfriday: () => blackfriday,
  kramdown: () => kramdown,
  'kramdown-gfm': () => kramdownGfm,
  obsidian: () => obsidian,
  docsify: () => docsify,
  honkit: () => honkit,
  pandoc: () => pandoc,
  myst: () => myst,
  sphinx: () => docutils,
};

export const schemeNames: readonly string[] = Object.keys(schemes);

/** The scheme of a name, as it is set: which options one has stands beside it. A name that nobody knows is GitHub's. */
export const schemeFor = (name: string, options: SlugOptions = {}): SlugScheme => (schemes[name] ?? schemes['github']!)(options);
