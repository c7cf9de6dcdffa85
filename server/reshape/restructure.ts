import { chineseNumeral } from '../headings/chineseNumerals.ts';
import { ordinalOf } from '../headings/ordinal.ts';
import { type Change, headingEdits } from '../headings/renameHeadings.ts';
import type { Chapter } from '../model/chapter.ts';
import type { Heading, Link } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import { folderOf, type KbPath, relativePath } from '../model/path.ts';
import { chapterAt, resolve } from '../model/resolve.ts';
import type { FixContext } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import { span } from '../model/text.ts';
import { spotOf, writeDestination } from '../rules/repair/editableLink.ts';
import { listedBehind, listsThatAreChapters, unlisted } from './listed.ts';
import { type Reshaped, relocated } from './relocate.ts';
import { levelChanges, lineBreakOf, lineEnd, lineStart, type Section, sectionAt, trimmed } from './sections.ts';

/** A section becomes a chapter of its own. Its heading stays, with a link to it. */
export function* extracted(chapter: Chapter, section: Section, path: KbPath, workshop: FixContext): Steps<Reshaped | undefined> {
  const text = workshop.text(chapter.path) ?? '';
  const { heading, body } = section;
  const eol = lineBreakOf(text);
  const title = heading.source ?? heading.text;
  const spot = spotOf(span(0, 0), 'link', '', false);
  const { newText } = writeDestination(
    spot,
    { path: relativePath(folderOf(chapter.path), path), fragment: undefined },
    workshop.configuration,
  );
  const left = `${text.slice(body.start, heading.span.end)}${eol}${eol}[${title}](${newText})`;
  const around = ['', eol] as const;
  const to = { path, at: span(0, 0) };
  const made = yield* relocated(
    { from: chapter, piece: body, cut: body, left, stub: heading, to, around, by: 1 - heading.level },
    workshop,
  );
  return made && { ...made, edits: [...made.edits, ...listedBehind(chapter.path, path, heading.text, workshop)] };
}

/** A section goes to the end of another chapter, below its title. */
export function* movedTo(chapter: Chapter, section: Section, target: Chapter, workshop: FixContext): Steps<Reshaped | undefined> {
  const there = workshop.text(target.path) ?? '';
  const eol = lineBreakOf(there);
  const at = span(trimmed(span(0, there.length), there).end, there.length);
  const isTitled = target.facts.headings.some(({ level, nested }) => level === 1 && !nested);
  const to = { path: target.path, chapter: target, at };
  const around = [at.start === 0 ? '' : eol + eol, eol] as const;
  const by = (isTitled ? 2 : 1) - section.heading.level;
  return yield* relocated({ from: chapter, piece: section.body, cut: section.span, left: '', to, around, by }, workshop);
}

/** A chapter that takes the place of a link to it. */
export interface Inlining {
  readonly chapter: Chapter;
  readonly at: { readonly start: number; readonly end: number };
  /** The level of its title then. */
  readonly level: number;
}

/** The chapter that a link leads to which stands alone in its paragraph; with the heading above it, where that says its title. */
export function inlinable(chapter: Chapter, link: Link, workshop: FixContext): Inlining | undefined {
  const { kb, configuration } = workshop;
  const text = workshop.text(chapter.path) ?? '';
  const at = span(lineStart(link.span.start, text), lineEnd(link.span.end, text));
  const isAlone = text.slice(at.start, at.end).trim() === text.slice(link.span.start, link.span.end);
  const [above, below] = [
    /(?:^|\n[ \t]*\r?\n?|\r)[ \t]*$/.test(text.slice(0, at.start)),
    /^(?:\r\n?|\n|$)[ \t]*(?:[\r\n]|$)/.test(text.slice(at.end)),
  ];
  if (link.kind !== 'link' || !isAlone || !above || !below) return undefined;
  const target = resolve(chapter.path, link.destination, configuration.links, kb);
  const path = target.where === 'inside' && target.fragment === undefined ? chapterAt(target.path, kb) : undefined;
  const other = path === undefined || path === chapter.path ? undefined : kb.chapter(path);
  if (other === undefined) return undefined;
  const section = sectionAt(at.start, chapter.facts, text);
  const [title] = other.facts.headings.filter(({ nested }) => !nested);
  const isStub =
    section !== undefined && section.heading.text === title?.text && /^\s*$/.test(text.slice(section.heading.span.end, at.start));
  if (isStub) return { chapter: other, at: span(section.body.start, at.end), level: section.heading.level };
  return { chapter: other, at, level: (section?.heading.level ?? 0) + 1 };
}

/** A chapter comes into another one, in the place of a link to it, and is there no more itself. */
export function* inlined(into: Chapter, { chapter, at, level }: Inlining, workshop: FixContext): Steps<Reshaped | undefined> {
  const text = workshop.text(chapter.path) ?? '';
  const piece = trimmed(span(0, text.length), text);
  const levels = chapter.facts.headings.filter(({ nested }) => !nested).map(heading => heading.level);
  const by = levels.length === 0 ? 0 : level - Math.min(...levels);
  const to = { path: into.path, chapter: into, at };
  const without = listsThatAreChapters(chapter.path, workshop);
  const made = yield* relocated(
    { from: chapter, piece, cut: span(0, 0), left: '', isLast: true, to, around: ['', ''], by, without },
    workshop,
  );
  return made && { ...made, edits: [...made.edits, ...unlisted(chapter.path, workshop)] };
}

/** A chapter begins with front matter, which would be lost in another one. */
export const hasFrontMatter = (text: string): boolean => /^(?:---|\+\+\+)[ \t]*[\r\n]/.test(text);

/** Makes a section with all below it deeper by a level, or higher. Anchors stay. Undefined where there is no such level. */
export function shiftedSection({ heading, span: whole }: Section, by: number, chapter: Chapter, text: string): Edit[] | undefined {
  const headings = chapter.facts.headings.filter(one => one.span.start >= heading.span.start && one.span.start < whole.end);
  return levelChanges(headings, by, text)?.map(change => ({ path: chapter.path, ...change }));
}

export type Scheme = 'digits' | 'chinese';

/** Numbers all headings of a chapter that have none, as `1.`, `1.1`, or as `一、`, `（一）`, `1.`; the title stays without. */
export function numberedHeadings(chapter: Chapter, scheme: Scheme, workshop: FixContext): Steps<Edit[]> {
  const outline = chapter.facts.headings.filter(({ nested }) => !nested);
  const top = outline.filter(({ level }) => level === 1).length === 1 ? 2 : 1;
  const counts: number[] = [];
  const changes: Change[] = [];
  const first = Math.min(...outline.filter(({ level }) => level >= top).map(({ level }) => level));
  for (const heading of outline) {
    const depth = heading.level - first;
    if (heading.level < top || depth < 0) continue;
    counts.length = depth + 1;
    for (let i = 0; i <= depth; i++) counts[i] ??= i === depth ? 0 : 1;
    counts[depth]!++;
    if (ordinalOf(heading.text) === undefined) changes.push(numbered(heading, numberOf(counts, scheme)));
  }
  return headingEdits(chapter, changes, workshop);
}

const numbered = (heading: Heading, number: string): Change => ({ heading, at: 0, before: '', after: number });

function numberOf(counts: readonly number[], scheme: Scheme): string {
  const last = counts.at(-1)!;
  if (scheme === 'digits') return counts.length === 1 ? `${last}. ` : `${counts.join('.')} `;
  return [`${chineseNumeral(last)}、`, `（${chineseNumeral(last)}）`, `${last}. `, `（${last}）`][counts.length - 1] ?? '';
}
