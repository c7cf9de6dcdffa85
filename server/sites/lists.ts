import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { type KbPath, nameOf } from '../model/path.ts';
import { hasScheme } from '../model/resolve.ts';
import type { Goal, ListEntry, SiteList } from '../model/site.ts';
import { lineStarts, type Span, span } from '../model/text.ts';
import type { Surroundings } from './kind.ts';
import { below, joined } from './routes.ts';
import { uncommented } from './script.ts';

/** A text in a list, and where it stands. */
interface Named {
  readonly written: string;
  readonly span: Span;
}

/** What a list names. `isWhole`: nothing of it is worked out when the site is built. */
interface Said {
  readonly named: readonly Named[];
  readonly isWhole: boolean;
}

/** How each of them is read. */
export const listReaders = { nav: navIn, sidebars: sidebarsIn };

/** Names of chapters that are no paths in the folder of the site. */
const isElsewhere = (written: string): boolean => written === '' || hasScheme(written) || /^\/|[#?*]/.test(written);

const scalarAt = (node: unknown, at: number): (Named & { readonly isQuoted: boolean }) | undefined => {
  if (!isScalar(node) || typeof node.value !== 'string' || node.range == null) return undefined;
  const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
  const [start, end] = node.range;
  return { written: node.value, isQuoted, span: isQuoted ? span(at + start + 1, at + end - 1) : span(at + start, at + end) };
};

/** The `nav` of `mkdocs.yml` (mkdocs.org/user-guide/configuration/#nav); undefined where there is none, or it is damaged. */
function navIn(text: string): Said | undefined {
  const start = /^nav[ \t]*:/m.exec(text)?.index;
  if (start === undefined) return undefined;
  const rest = text.slice(start + 4);
  const end = /^[^\s#-]/m.exec(rest)?.index ?? rest.length;
  const document = parseDocument(text.slice(start, start + 4 + end), { logLevel: 'silent', uniqueKeys: false });
  const nav = document.errors.length === 0 ? document.get('nav', true) : undefined;
  if (!isSeq(nav)) return undefined;
  const named: Named[] = [];
  let isWhole = true;
  const name = (node: unknown): void => {
    // Plugins have tags and patterns of their own.
    const entry = (node as Node | null)?.tag === undefined ? scalarAt(node, start) : undefined;
    if (entry === undefined || /^!|\*/.test(entry.written)) isWhole = false;
    else if (!isElsewhere(entry.written)) named.push({ written: entry.written, span: entry.span });
  };
  const walk = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) walk(item);
    else if (isMap(node)) for (const { value } of node.items) walk(value);
    else name(node);
  };
  walk(nav);
  return { named, isWhole };
}

/** What is listed in `mkdocs.yml`. `isOpen`: plugins put more into it, or make chapters. */
export function navOf(evidence: KbPath, text: string, docs: KbPath, isOpen: boolean, isLeftOut: (path: string) => boolean): SiteList[] {
  const said = listReaders.nav(text);
  if (said === undefined) return [];
  const entries = said.named.map(({ written, span: at }): ListEntry => {
    const path = joined(docs, written);
    return { written, span: at, goals: [{ file: path }], mayBe: isOpen || below(docs, path) === undefined };
  });
  const isFor = (path: KbPath): boolean => {
    const inner = below(docs, path);
    return said.isWhole && !isOpen && inner !== undefined && !inner.startsWith('.') && !isLeftOut(inner);
  };
  return [{ path: evidence, isFor, inFile: { entries, lines: lineStarts(text) } }];
}

/** A list that is a chapter of the site. */
export const listIn = (path: KbPath, folder: KbPath, { files }: Surroundings): SiteList[] =>
  files.has(path) ? [{ path, isFor: other => other !== path && below(folder, other) !== undefined }] : [];

/** What a sidebar names by ids of documents, and the folders all of whose chapters it lists. */
interface Sidebars extends Said {
  readonly folders: readonly string[];
}

/**
 * The sidebars of Docusaurus (docusaurus.io/docs/sidebar): JSON, or the first object of a module in JavaScript, which is YAML of one line as far as it is literal. What is worked out there stays unknown.
 */
function sidebarsIn(text: string): Sidebars | undefined {
  const plain = uncommented(text, comment => comment.replace(/[^\n]/g, ' ')).replaceAll('\t', ' ');
  const start = /^\s*(?=\{)/.exec(plain)?.[0].length ?? bracketBehind(plain);
  const end = plain.lastIndexOf('}');
  if (start === undefined || end < start) return undefined;
  const document = parseDocument(firstObject(plain.slice(start, end + 1)), { logLevel: 'silent', uniqueKeys: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const named: Named[] = [];
  const folders: string[] = [];
  let isWhole = true;
  const name = (node: unknown): void => {
    const { isQuoted, ...entry } = scalarAt(node, start) ?? { isQuoted: false, written: '', span: span(0, 0) };
    if (isQuoted) named.push(entry);
    else isWhole = false;
  };
  const items = (node: unknown): void => {
    if (isSeq(node)) for (const one of node.items) item(one);
    else if (isMap(node)) item(node);
    else isWhole = false;
  };
  const item = (node: unknown): void => {
    if (isMap(node)) entryOf(node);
    else name(node);
  };
  const entryOf = (node: YAMLMap): void => {
    const type = node.get('type');
    if (type === 'doc' || type === 'ref') name(node.get('id', true));
    else if (type === 'autogenerated') folders.push(String(node.get('dirName')));
    else if (type === 'category') {
      const link = node.get('link', true);
      if (isMap(link) && link.get('type') === 'doc') name(link.get('id', true));
      items(node.get('items', true));
    } else if (type === undefined) for (const { value } of node.items as Pair[]) items(value);
  };
  for (const { value } of document.contents.items as Pair[]) items(value);
  return { named, folders, isWhole };
}

const bracketBehind = (text: string): number | undefined => {
  const found = /(?:=|export\s+default)\s*(?=\{)/.exec(text);
  return found === null ? undefined : found.index + found[0].length;
};

/** The object that a text begins with. */
function firstObject(text: string): string {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[{}]/g)) {
    if (mark === '{') depth++;
    else if (mark === '}' && --depth === 0) return text.slice(0, index + 1);
  }
  return text;
}

/** What is listed in a file of sidebars. `goals`: what an id of a document may mean. */
export function sidebarsOf(path: KbPath, docs: KbPath, text: string, goals: (id: string) => Goal[]): SiteList[] {
  const said = listReaders.sidebars(text);
  if (said === undefined) return [];
  const entries = said.named.map(({ written, span: at }): ListEntry => ({ written, span: at, goals: goals(written) }));
  const whole = said.folders.map(folder => joined(docs, folder));
  const isFor = (chapter: KbPath): boolean => {
    const isShown = below(docs, chapter) !== undefined && /\.mdx?$/i.test(nameOf(chapter)) && !/(?:^|\/)_/.test(below(docs, chapter)!);
    return said.isWhole && isShown && !whole.some(folder => below(folder, chapter) !== undefined);
  };
  return [{ path, isFor, inFile: { entries, lines: lineStarts(text) } }];
}
