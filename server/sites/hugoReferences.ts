import type { Call } from '../model/calls.ts';
import { folderOf, type KbPath, nameOf, relativePath } from '../model/path.ts';
import type { Site } from '../model/site.ts';
import { addressAt, below, joined } from './routes.ts';

const page = /\.(?:md|markdown|mdown|html?|adoc|org|rst)$/i;

/** The path of a page without what does not count: its ending, its language, and `index`. */
export function pagePath(inner: string, languages: readonly string[]): string {
  const bare = inner.replace(/\.(?:md|markdown|mdown|html?)$/i, '');
  const [, stem, language] = /^(.*?)\.([a-z]{2}(?:-[a-z]+)?)$/i.exec(bare) ?? [undefined, bare, undefined];
  const isLanguage = language !== undefined && languages.includes(language.toLowerCase());
  return (isLanguage ? stem! : bare).replace(/(?:^|\/)_?index$/, '');
}

const folded = (path: string): string => path.replaceAll(' ', '-').toLowerCase();
const pathKey = (folder: string, path: string): string => `${folder}|ref ${folded(path)}`;
const nameKey = (folder: string, path: string): string => `${folder}|ref …${folded(path.slice(path.lastIndexOf('/') + 1))}`;

/** The folder of content that a file lies in, and its path from there. */
function contentOf(path: KbPath, contents: readonly KbPath[]): { readonly content: KbPath; readonly inner: string } | undefined {
  for (const content of contents) {
    const inner = below(content, path);
    if (inner !== undefined) return { content, inner };
  }
  return undefined;
}

/** The keys under which `ref` finds a page: its path from the top of the content, and its name. */
export function referenceKeys(folder: KbPath, contents: readonly KbPath[], languages: readonly string[], path: KbPath): string[] {
  const inner = page.test(path) ? contentOf(path, contents)?.inner : undefined;
  if (inner === undefined) return [];
  const own = `/${pagePath(inner, languages)}`;
  return [pathKey(folder, own), nameKey(folder, own)];
}

/**
 * `ref` and `relref` (gohugo.io/shortcodes/ref; hugolib/pagecollections.go, `getContentNode`): from the folder of the page, then from the top; a name alone is looked for everywhere. That of a leaf bundle is the folder around
 * it, unless the path leads up. `isMade`: pages that no file stands for.
 */
export function referencesIn(
  folder: KbPath,
  contents: readonly KbPath[],
  languages: readonly string[],
  isMade: (address: string) => boolean,
): NonNullable<Site['calls']> {
  const baseOf = (from: KbPath, argument: string): string => {
    const inner = contentOf(from, contents)?.inner ?? '';
    const own = folderOf(inner as KbPath);
    const isLeaf = /^index\.[^/]*$/.test(nameOf(from)) && !argument.startsWith('..');
    return `/${isLeaf ? folderOf(own) : own}/`.replace('//', '/');
  };
  const addressesOf = (from: KbPath, argument: string): string[] => {
    const isRelative = argument.startsWith('.');
    // Above the top is the top.
    const fromTop = () => addressAt('/', argument.replace(/^(?:\.{1,2}\/)+/, ''))!;
    return [addressAt(baseOf(from, argument), argument) ?? fromTop(), ...(isRelative ? [] : [fromTop()])];
  };
  return {
    goals(from, { argument }) {
      const addresses = addressesOf(from, argument.trim());
      const paths = addresses.map(address => `/${pagePath(address.slice(1).replace(/\/$/, ''), languages)}`);
      const names = /^\/?[^/]+$/.test(argument) && !argument.startsWith('.') ? [nameKey(folder, paths.at(-1) ?? argument)] : [];
      const own = contentOf(from, contents)?.content ?? contents[0]!;
      return {
        goals: [
          ...[...paths.map(path => pathKey(folder, path)), ...names].map(route => ({ route })),
          ...addresses.map(address => ({ file: joined(own, page.test(address) ? address : `${address}.md`) })),
          ...addresses.map(address => ({ file: joined(own, address) })),
        ],
        mayBe: addresses.some(isMade),
      };
    },
    forms(from, call, to) {
      const found = contentOf(to, contents);
      if (found === undefined) return [];
      return formsFor(call, found.inner, contentOf(from, contents)?.inner, languages);
    },
  };
}

/** The ways to name a page: as it was – by its name, from the page, from the top, with its ending or without. */
function formsFor({ argument }: Call, to: string, from: string | undefined, languages: readonly string[]): string[] {
  const whole = page.test(argument) ? to : pagePath(to, languages);
  const name = whole.slice(whole.lastIndexOf('/') + 1);
  const folder = from === undefined ? undefined : folderOf(from as KbPath);
  const relative = folder === undefined ? [] : [relativePath(folder, whole as KbPath)];
  const dotted = relative.map(path => (path.startsWith('.') ? path : `./${path}`));
  if (argument.startsWith('/')) return [`/${whole}`];
  if (argument.startsWith('.')) return [...(argument.startsWith('./') ? dotted : relative), ...dotted, `/${whole}`];
  return argument.includes('/') ? [whole, `/${whole}`] : [name, whole, `/${whole}`];
}
