import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Heading } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { slugsOf } from '../model/site.ts';
import type { Steps } from '../model/steps.ts';
import { span } from '../model/text.ts';
import { type Custom, learning } from './custom.ts';
import { depthsOf } from './depth.ts';
import { namesToc } from './names.ts';
import { newTable } from './regenerate.ts';
import { lists } from './style.ts';
import { tablesOf } from './table.ts';

/**
 * The edit that gives a chapter a table of contents as most chapters of the knowledge base have it: their heading, their levels, at their place, behind the section (an overview, mostly)
 * that they have it behind. Undefined when the chapter has one already, or has nothing to list.
 */
export function* insertingToc(
  chapter: Chapter,
  text: string,
  kb: KnowledgeBase,
  configuration: Configuration['toc'],
): Steps<Pick<Edit, 'span' | 'newText'> | undefined> {
  const { facts } = chapter;
  if (tablesOf(facts, configuration).length > 0) return undefined;
  const outline = facts.headings.filter(({ nested }) => !nested);
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const custom = yield* learning(kb, configuration, /\p{Script=Han}/u.test(text));
  const own = outline.find(heading => namesToc(heading.text, configuration.headings));
  const at = own === undefined ? placeFor(outline, custom, text) : endOfLine(text, own.span.end);
  const { slug } = slugsOf(kb.siteAt(chapter.path));
  const heading = own ?? headingNamed(custom.name, slug(custom.name), outline.find(({ level }) => level > 1)?.level ?? 2, at);
  const all = [...outline.filter(other => other !== own), heading].sort((a, b) => a.span.start - b.span.start || (a === heading ? -1 : 1));
  yield;
  const listed = all.filter(one => lists(custom.style, one, { heading, span: span(at - 1, at) }));
  yield;
  if (listed.every(one => one === heading || one.level === 1)) return undefined;
  const depths = depthsOf(
    [],
    listed.map(({ level }) => ({ level, entry: undefined })),
  );
  yield;
  const table = newTable(
    listed.map((one, i) => ({ heading: one, depth: depths[i]! })),
    newline,
  );
  yield;
  if (own !== undefined) return { span: span(at, at), newText: `${newline}${newline}${table}` };
  const before = text.slice(0, at);
  const gap = before === '' || /(?:\r?\n){2}$/.test(before) ? '' : /\n$/.test(before) ? newline : newline + newline;
  // Where chapters part their sections with lines, the new section is parted, too.
  const rule = /(?:^|\n)(-{3,}|\*{3,}|_{3,})\s*$/.exec(before)?.[1];
  const behind = at >= text.length ? newline : `${newline}${newline}${rule === undefined ? '' : `${rule}${newline}${newline}`}`;
  return { span: span(at, at), newText: `${gap}${'#'.repeat(heading.level)} ${heading.text}${newline}${newline}${table}${behind}` };
}

const headingNamed = (name: string, anchor: string, level: number, at: number): Heading => ({
  level,
  text: name,
  anchor,
  span: span(at, at),
  content: span(at, at),
});

/** In front of a heading: of the one behind the sections that most chapters have first, or of the first below the title; at the end when there is none. */
function placeFor(outline: readonly Heading[], { behind }: Custom, text: string): number {
  const below = outline.filter(({ level }) => level > 1);
  const top = Math.min(...below.map(({ level }) => level));
  const sections = below.filter(({ level }) => level === top);
  const first = sections[0];
  const follows = first !== undefined && behind(first.text) ? sections[1] : first;
  return follows?.span.start ?? text.length;
}

function endOfLine(text: string, at: number): number {
  const end = /\r?\n|\r/.exec(text.slice(at));
  return end === null ? text.length : at + end.index;
}
