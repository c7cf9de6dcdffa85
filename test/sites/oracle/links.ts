import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './ask.ts';

const sites = fileURLToPath(new URL('..', import.meta.url));

/** How a generator builds the site in a folder. Answers the folder of what it has built. */
export type Build = (folder: string) => string;

const builders: Readonly<Record<string, Build>> = {
  mkdocs(folder) {
    run('mkdocs', ['build', '--quiet', '--config-file', join(folder, 'mkdocs.yml'), '--site-dir', join(folder, 'built')]);
    return join(folder, 'built');
  },
  hugo(folder) {
    run('hugo', ['--quiet', '--config', 'hugo.toml', '--source', folder]);
    return join(folder, 'public');
  },
  jekyll(folder) {
    run('jekyll', ['build', '--quiet', '--source', folder, '--destination', join(folder, '_site')]);
    return join(folder, '_site');
  },
  vitepress(folder) {
    // What it bundles is looked for from the site.
    symlinkSync(resolve(process.env['ORACLE'] ?? '.', 'node_modules'), join(folder, 'node_modules'));
    run(process.execPath, [join(folder, 'node_modules/vitepress/bin/vitepress.js'), 'build', join(folder, 'docs')]);
    return join(folder, 'docs/.vitepress/dist');
  },
  docusaurus(folder) {
    symlinkSync(resolve(process.env['ORACLE'] ?? '.', 'node_modules'), join(folder, 'node_modules'));
    run(process.execPath, [join(folder, 'node_modules/@docusaurus/core/bin/docusaurus.mjs'), 'build', folder, '--no-minify']);
    return join(folder, 'build');
  },
};

const listed = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => name.split(sep).join('/'))
    .filter(name => ending.test(name))
    .sort();

/** Each link of a chapter has a text of its own, L1, L2, …, by which it is found again in what is built: `[L1](a.md)`, `![L2](a.png)`, `<a href="a">L3</a>`, `<img alt="L4" src="a.png">`. */
const written =
  /\[(L\d+)\]\((?:<([^>]*)>|((?:\{[{%].*?[}%]\}|[^()\s])*))\)|<a href="([^"]*)">(L\d+)<\/a>|<img alt="(L\d+)" src="([^"]*)">/g;

interface Link {
  readonly destination: string;
  /** Where it is written in HTML. */
  readonly isHtml?: true;
}

/** The links of a chapter by their texts. */
function linksIn(text: string): Map<string, Link> {
  const found = [...text.matchAll(written)];
  return new Map(
    found.map(([, inMarkdown, inAngles, plain, href, a, img, src]) =>
      inMarkdown === undefined
        ? [(a ?? img)!, { destination: (href ?? src)!, isHtml: true }]
        : [inMarkdown, { destination: (inAngles ?? plain)! }],
    ),
  );
}

const resolved = (attribute: string): string => attribute.replace(/&(?:amp|#38);/g, '&').replace(/&quot;/g, '"');

/** What a tag has as an attribute, in quotes or not. */
function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s">]+))`).exec(attributes);
  return found === null ? undefined : resolved(found[1] ?? found[2]!);
}

/** The addresses on a page by the texts of their links. */
function addressesOn(html: string): Map<string, string> {
  const addresses = new Map<string, string>();
  const add = (text: string | undefined, address: string | undefined) => {
    if (address !== undefined && /^L\d+$/.test(text ?? '')) addresses.set(text!, address);
  };
  for (const [, attributes, text] of html.matchAll(/<a\b([^>]*)>\s*(L\d+)\s*<\/a>/g)) add(text, attributeOf(attributes!, 'href'));
  for (const [, attributes] of html.matchAll(/<img\b([^>]*)>/g)) add(attributeOf(attributes!, 'alt'), attributeOf(attributes!, 'src'));
  return addresses;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The built file that a server sends for a path: a folder's is its index.html. What is built as `a.html` and not as a folder is shown at `a`, too. */
function fileAt(built: string, path: string): string | undefined {
  const file = join(built, decoded(path));
  const page = `${file}.html`;
  if (!path.endsWith('/') && existsSync(join(built, 'about.html')) && existsSync(page)) return page;
  if (!existsSync(file)) return undefined;
  if (!statSync(file).isDirectory()) return path.endsWith('/') ? undefined : file;
  return existsSync(join(file, 'index.html')) ? join(file, 'index.html') : undefined;
}

/** Whether a browser that is on a page gets somewhere. An empty address is what a generator writes for what it has not found. */
function leadsSomewhere(built: string, page: string, address: string): boolean {
  if (address === '') return false;
  const url = new URL(address, `http://site.invalid/${encodeURI(page.replace(/(?:^|(?<=\/))index\.html$/, ''))}`);
  const file = fileAt(built, url.pathname);
  if (file === undefined) return false;
  const id = decoded(url.hash.slice(1));
  if (id === '' || id.toLowerCase() === 'top') return true;
  const html = readFileSync(file, 'utf8');
  return [...html.matchAll(/\s(?:id|name)=(?:"([^"]*)"|([^\s">]+))/g)].some(found => resolved(found[1] ?? found[2]!) === id);
}

/** Builds the site in `test/sites/NAME`, and stores of each of its links whether it works there, as `links.json` beside it. */
export function storeLinks(name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    cpSync(join(sites, name), folder, { recursive: true });
    const chapters = listed(folder, /\.mdx?$/).map(file => ({ file, links: linksIn(readFileSync(join(folder, file), 'utf8')) }));
    const built = builders[name]!(folder);
    const works = new Map<string, boolean>();
    for (const page of listed(built, /\.html$/))
      for (const [text, address] of addressesOn(readFileSync(join(built, page), 'utf8')))
        works.set(text, leadsSomewhere(built, page, address));
    const links = chapters.flatMap(chapter =>
      [...chapter.links].flatMap(([text, link]) => (works.has(text) ? [{ file: chapter.file, ...link, works: works.get(text)! }] : [])),
    );
    const all = chapters.reduce((sum, chapter) => sum + chapter.links.size, 0);
    if (links.length !== all) console.log(`${all - links.length} of ${all} links are on no page of ${name}`);
    writeFileSync(join(sites, name, 'links.json'), `[\n${links.map(link => `  ${JSON.stringify(link)}`).join(',\n')}\n]\n`);
    console.log(`${name}: ${links.length} links, ${links.filter(link => link.works).length} of them work`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const siteNames: readonly string[] = Object.keys(builders);
