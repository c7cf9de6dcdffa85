import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlugOptions } from '../../../server/sites/slugs/scheme.ts';
import { askScript, inFolder, packageOf, python, run } from './ask.ts';
import { markdownOf, pages, textOf } from './headings.ts';

/** The anchors of each page's headings; null where one has none. */
type Anchors = readonly (readonly (string | null)[])[];

const sources = pages.map(markdownOf);

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', '#43': '+' };
const idsOf = (html: string): (string | null)[] =>
  [...html.matchAll(/<h2\b([^>]*)>/g)].map(([, attributes]) => {
    const id = /(?:^|\s)id=(?:"([^"]*)"|([^\s"]+))/.exec(attributes!);
    return id && (id[1] ?? id[2]!).replace(/&(amp|lt|gt|quot|#\d\d);/g, (_, name: string) => signs[name]!);
  });

const byPython = (slugify: string, separator = '-'): Anchors =>
  askScript<string[]>(python, 'slugs.py', [slugify, separator], sources).map(idsOf);
const byKramdown = (input: string): Anchors => askScript<string[]>('ruby', 'kramdown.rb', [input], sources).map(idsOf);
const byPandoc = (): Anchors => sources.map(source => idsOf(run('pandoc', ['-f', 'markdown', '-t', 'html'], source)));

function byHugo(autoHeadingIDType: string): Anchors {
  const files = {
    'config.toml': `[markup.goldmark.parser]\nautoHeadingIDType = "${autoHeadingIDType}"\n`,
    'layouts/_default/single.html': '{{ .Content }}',
    ...Object.fromEntries(sources.map((source, i) => [`content/p${i}.md`, `---\ntitle: x\n---\n${source}`])),
  };
  return inFolder(files, folder => {
    run('hugo', ['--quiet', '--source', folder]);
    return sources.map((_, i) => idsOf(readFileSync(join(folder, 'public', `p${i}`, 'index.html'), 'utf8')));
  });
}

async function byVitepress(): Promise<Anchors> {
  const { createMarkdownRenderer } = await packageOf('vitepress');
  const markdown = await createMarkdownRenderer(tmpdir());
  return sources.map(source => idsOf(markdown.render(source)));
}

/** What a function makes of the texts of each page. `newPage` answers such a function. */
const byFunction = (newPage: () => (text: string) => string): Anchors => pages.map(page => page.map(textOf).map(newPage()));

async function byGithubSlugger(): Promise<Anchors> {
  const Slugger = await packageOf('github-slugger');
  return byFunction(() => {
    const slugger = new Slugger();
    return text => slugger.slug(text);
  });
}

async function byDocusaurus(maintainCase: boolean): Promise<Anchors> {
  const { createSlugger } = await packageOf('@docusaurus/utils');
  return byFunction(() => {
    const slugger = createSlugger();
    return text => slugger.slug(text, { maintainCase });
  });
}

async function byHonkit(): Promise<Anchors> {
  const slug = await packageOf('github-slugid');
  return byFunction(() => text => slug(text));
}

interface Generator {
  readonly scheme: string;
  readonly options?: SlugOptions;
  ask(): Anchors | Promise<Anchors>;
}

/** By the names of their fixtures. */
const generators: Readonly<Record<string, Generator>> = {
  github: { scheme: 'github', ask: byGithubSlugger },
  docusaurus: { scheme: 'docusaurus', ask: () => byDocusaurus(false) },
  'docusaurus-case': { scheme: 'docusaurus', options: { maintainCase: true }, ask: () => byDocusaurus(true) },
  vitepress: { scheme: 'vitepress', ask: byVitepress },
  honkit: { scheme: 'honkit', ask: byHonkit },
  'python-markdown': { scheme: 'python-markdown', ask: () => byPython('toc') },
  'python-markdown-separator': { scheme: 'python-markdown', options: { separator: '_' }, ask: () => byPython('toc', '_') },
  'python-markdown-unicode': { scheme: 'python-markdown', options: { unicode: true }, ask: () => byPython('unicode') },
  pymdownx: { scheme: 'pymdownx', ask: () => byPython('none') },
  'pymdownx-lower': { scheme: 'pymdownx', options: { case: 'lower' }, ask: () => byPython('lower') },
  'pymdownx-lower-ascii': { scheme: 'pymdownx', options: { case: 'lower-ascii' }, ask: () => byPython('lower-ascii') },
  'pymdownx-fold': { scheme: 'pymdownx', options: { case: 'fold' }, ask: () => byPython('fold') },
  'pymdownx-encoded': { scheme: 'pymdownx', options: { case: 'lower', percentEncode: true }, ask: () => byPython('encoded') },
  hugo: { scheme: 'hugo', ask: () => byHugo('github') },
  'hugo-ascii': { scheme: 'hugo', options: { ascii: true }, ask: () => byHugo('github-ascii') },
  blackfriday: { scheme: 'blackfriday', ask: () => byHugo('blackfriday') },
  kramdown: { scheme: 'kramdown', ask: () => byKramdown('kramdown') },
  'kramdown-gfm': { scheme: 'kramdown-gfm', ask: () => byKramdown('GFM') },
  pandoc: { scheme: 'pandoc', ask: byPandoc },
};

/** Asks for the anchors of the headings in `headings.ts`, and stores them as `test/sites/slugs/NAME.json`. */
export async function storeSlugs(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : Object.keys(generators)) {
    const { scheme, options = {}, ask } = generators[name]!;
    const anchors = await ask();
    const wrong = pages.findIndex((page, i) => anchors[i]?.length !== page.length);
    if (wrong >= 0) throw new Error(`${name} reads other headings in page ${wrong}`);
    const lines = anchors.map(page => `    ${JSON.stringify(page)}`).join(',\n');
    const text = `{\n  "scheme": ${JSON.stringify(scheme)},\n  "options": ${JSON.stringify(options)},\n  "anchors": [\n${lines}\n  ]\n}\n`;
    writeFileSync(new URL(`../slugs/${name}.json`, import.meta.url), text);
    console.log(name);
  }
}
