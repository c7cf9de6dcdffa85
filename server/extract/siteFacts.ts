import type { Parsed } from '../markdown/parse.ts';
import type { Id } from '../model/facts.ts';
import type { Dialect, IncludeForm, PageFacts } from '../model/site.ts';
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
  const { ids: forms, includes: ways, hasPageFacts } = dialect;
  if (forms.length + ways.length === 0 && !hasPageFacts) return nothing;
  const [first] = pieces[0]?.piece.nodes ?? [];
  const page = hasPageFacts && first !== undefined ? frontMatterOf(first) : undefined;
  const includes = includedIn(text, ways);
  const { ids, terms } = inLines(text, forms);
  const reserved = [...ids.map(({ id }) => id), ...Array.from(text.matchAll(headingId), ([, id]) => id!)];
  return { ids, terms, reserved, ...(page && { page }), ...(includes.length > 0 && { includes }) };
}

const includeForms: Record<IncludeForm, readonly RegExp[]> = {
  // PyMdown's Snippets, on a line of their own or in a block.
  snippet: [/^[ \t]*-+8<-+[ \t]+"([^"\n]+)"/gm, /^[ \t]*-+8<-+[ \t]*\r?\n([^\n]*\S[^\n]*)\r?\n[ \t]*-+8<-+[ \t]*$/gm],
  // VitePress: `<!--@include: ./a.md-->`.
  comment: [/<!--\s*@include:\s*(.*?)\s*-->/g],
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
const headingId = /^ {0,3}#{1,6}[ \t].*\{:?[^{}\n]*#([^\s{}]+)[^{}\n]*\}[ \t#]*\r?$/gm;
const fence = /^(?: {0,3}|[ \t>]*)(`{3,}|~{3,})/;
const block = /\{:?[ \t]*(?:[^{}\n#]*[ \t])?#([^\s{}]+)[^{}\n]*\}/g;
const target = /^[ \t]*\(([^()\s]+)\)=[ \t]*$/;
const caret = /(?:^|[ \t])\^([\w-]+)[ \t]*$/;

/** Headings in the indented bodies of containers: those a step further in than the line that opens one. */
function indentedHeadings(text: string): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  const bodies: number[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const indent = /^ */.exec(line)![0].length;
    if (line.trim() !== '') while (bodies.length > 0 && indent < bodies.at(-1)!) bodies.pop();
    const opens = /^ *(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+\S/.test(line) && indent === (bodies.at(-1) ?? 0);
    const heading = bodies.length > 0 && indent === bodies.at(-1) ? /^ *#{1,6}[ \t]+(.*?)[ \t#]*\r?$/.exec(line)?.[1] : undefined;
    if (opens) bodies.push(indent + 4);
    else if (heading !== undefined) found.push({ text: heading, at: at + line.indexOf(heading) });
    at += line.length + 1;
  }
  return found;
}

function inLines(text: string, forms: Dialect['ids']): { ids: Id[]; terms: { text: string; at: number }[] } {
  const [ids, terms]: [Id[], { text: string; at: number }[]] = [[], []];
  const has = new Set(forms);
  if (has.has('indented')) terms.push(...indentedHeadings(text));
  if (!has.has('block') && !has.has('target') && !has.has('term') && !has.has('caret')) return { ids, terms };
  const add = (id: string, at: number) => ids.push({ id, span: span(at, at + id.length) });
  let [open, before, beforeAt, at] = ['', '', 0, 0];
  for (const ended of text.split('\n')) {
    const line = ended.replace(/\r$/, '');
    const marks = fence.exec(line)?.[1];
    const isFence = marks !== undefined && (open === '' || (marks.startsWith(open) && line.trim() === marks));
    if (open === '' && !/^ {0,3}#/.test(line)) {
      if (has.has('block'))
        for (const found of line.matchAll(block)) add(found[1]!, at + found.index + found[0].indexOf(`#${found[1]}`) + 1);
      const written = has.has('target') ? target.exec(line) : has.has('caret') ? caret.exec(line) : null;
      if (written !== null) add(has.has('caret') ? `^${written[1]}` : written[1]!, at + written[0].indexOf(written[1]!) + written.index);
      if (has.has('term') && /^ {0,3}:[ \t]/.test(line) && /\S/.test(before) && !/^[ \t]*[:#>|-]/.test(before))
        terms.push({ text: before.trim(), at: beforeAt });
    }
    if (isFence) open = open === '' ? marks : '';
    if (line.trim() !== '' || /\S/.test(before) === false) [before, beforeAt] = [line, at];
    at += ended.length + 1;
  }
  return { ids, terms };
}
