import type { Parsed } from '../markdown/parse.ts';
import type { Id } from '../model/facts.ts';
import type { Dialect, IdForm, IncludeForm, PageFacts } from '../model/site.ts';
import { span } from '../model/text.ts';
import { pageFactsOf } from './pageFacts.ts';

/** What a chapter says that only some sites understand: where its page lies, what it takes in, ids of its own. */
export interface SiteFacts {
  readonly ids: readonly Id[];
  /** Ids that are given by hand, which no heading gets. */
  readonly reserved: readonly string[];
  /** The terms of definition lists, which get anchors as headings do. */
  readonly terms: readonly { readonly text: string; readonly at: number }[];
  readonly includes?: readonly string[];
  readonly page?: PageFacts;
}

const nothing: SiteFacts = { ids: [], terms: [], reserved: [] };

/** mdast knows no TOML. */
const frontMatterOf = ({ type, value }: { readonly type: string; readonly value?: unknown }): PageFacts | undefined =>
  (type === 'yaml' || type === 'toml') && typeof value === 'string' ? pageFactsOf(value, type) : undefined;

/** Looks for it line by line, outside code. */
export function siteFactsOf({ text, pieces }: Parsed, dialect: Dialect): SiteFacts {
  const { ids: forms, includes: ways } = dialect;
  // In a vault, front matter gives notes other names.
  const hasPageFacts = dialect.hasPageFacts || dialect.wikiLinks;
  if (forms.length + ways.length === 0 && !hasPageFacts) return nothing;
  const [first] = pieces[0]?.piece.nodes ?? [];
  const page = hasPageFacts && first !== undefined ? frontMatterOf(first) : undefined;
  const includes = includedIn(text, ways);
  const { ids, terms } = inLines(text, forms);
  const reserved = [
    ...ids.map(({ id }) => id),
    ...Array.from(text.matchAll(headingId)).flatMap(([, list]) => /(?:^|[ \t])#(\S+)/.exec(list!)?.[1] ?? []),
  ];
  return { ids, terms, reserved, ...(page && { page }), ...(includes.length > 0 && { includes }) };
}

const includeForms: Record<IncludeForm, readonly RegExp[]> = {
  // PyMdown's Snippets, on a line of their own or in a block.
  snippet: [/^[ \t]*-+8<-+[ \t]+"([^"\n]+)"/gm, /^[ \t]*-+8<-+[ \t]*\r?\n([^\n]*\S[^\n]*)\r?\n[ \t]*-+8<-+[ \t]*$/gm],
  // VitePress: `<!--@include: ./a.md-->`.
  comment: [/<!--[ \t]*@include:([^\n]*?)-->/g],
  // MDX: a partial is a component.
  import: [/^import\s+\w+\s+from\s+['"]([^'"\n]+\.mdx?)['"]/gm],
  // mdBook.
  braces: [/(?<!\\)\{\{\s*#include\s+([^\s}]+)\s*\}\}/g],
  // A shortcode of that name is what sites of Hugo have for it.
  shortcode: [/\{\{[<%]-?\s*include\s+"?([^"\s>%]+)"?\s*\/?-?[>%]\}\}/g],
};

function includedIn(text: string, ways: readonly IncludeForm[]): string[] {
  return ways.flatMap(way => includeForms[way].flatMap(form => Array.from(text.matchAll(form), ([, written]) => written!.trim())));
}

/** An id at the end of a heading: Python-Markdown knows all of them before it makes the first one. */
const headingId = /^ {0,3}#{1,6}[ \t][^\n]*\{:?([^{}\n]{0,500})\}[^{}\n]{0,500}$/gm;
const fence = /^(?: {0,3}|[ \t>]*)(`{3,}|~{3,})/;
const block = /\{:?[ \t]*(?:[^{}\n#]{0,500}[ \t])?#([^\s{}]{1,500})(?:[ \t][^{}\n]{0,500})?\}/g;
const target = /^[ \t]*\(([^()\s]+)\)=[ \t]*$/;
/** Behind a blank, or what is shown in its place: `![[a.png]]^b`. */
const caret = /(?:^|[ \t\])])\^([\w-]+)[ \t]*$/;

type Term = SiteFacts['terms'][number];

interface PlacedLine {
  readonly line: string;
  readonly at: number;
}

function* linesOf(text: string): Iterable<PlacedLine> {
  let at = 0;
  for (const ended of text.split('\n')) {
    yield { line: ended.replace(/\r$/, ''), at };
    at += ended.length + 1;
  }
}

/** The lines of a chapter outside fences of code. */
function* linesOutsideCode(text: string): Iterable<PlacedLine> {
  let open: string | undefined;
  for (const placed of linesOf(text)) {
    const marks = fence.exec(placed.line)?.[1];
    // A fence may have an id itself.
    if (open === undefined) yield placed;
    if (marks === undefined) continue;
    if (open === undefined) open = marks;
    else if (marks.startsWith(open) && placed.line.trim() === marks) open = undefined;
  }
}

/** What each form of id is on a line: the id, and where it stands there. */
const idForms: Partial<Record<IdForm, (line: string) => { readonly id: string; readonly at: number }[]>> = {
  block: line => Array.from(line.matchAll(block), found => ({ id: found[1]!, at: found.index + found[0].indexOf(`#${found[1]}`) + 1 })),
  target: line => onceIn(line, target),
  caret: line => onceIn(line, caret).map(({ id, at }) => ({ id: `^${id}`, at: at - 1 })),
};

function onceIn(line: string, pattern: RegExp): { readonly id: string; readonly at: number }[] {
  const found = pattern.exec(line);
  return found === null ? [] : [{ id: found[1]!, at: found.index + found[0].indexOf(found[1]!) }];
}

function inLines(text: string, forms: Dialect['ids']): { ids: Id[]; terms: Term[] } {
  const ids: Id[] = [];
  const terms: Term[] = [];
  const readers = forms.flatMap(form => idForms[form] ?? []);
  const hasTerms = forms.includes('term');
  if (readers.length === 0 && !hasTerms) return { ids, terms };
  let before: PlacedLine | undefined;
  for (const placed of linesOutsideCode(text)) {
    const { line, at } = placed;
    if (/^ {0,3}#/.test(line)) continue;
    for (const { id, at: inLine } of readers.flatMap(read => read(line)))
      ids.push({ id, span: span(at + inLine, at + inLine + id.length) });
    if (hasTerms && before !== undefined && isTerm(before.line, line)) terms.push({ text: before.line.trim(), at: before.at });
    if (line.trim() !== '') before = placed;
  }
  return { ids, terms };
}

/** Whether a line is a term, and the next one its definition. */
const isTerm = (line: string, next: string): boolean => /^ {0,3}:[ \t]/.test(next) && !/^[ \t]*[:#>|-]/.test(line);
