import { isChapter } from '../model/chapter.ts';
import type { Edit } from '../model/fix.ts';
import { type KbPath, nameOf, stemOf } from '../model/path.ts';
import { arrivalOf, resolve } from '../model/resolve.ts';
import type { FixContext } from '../model/rule.ts';
import type { SiteList } from '../model/site.ts';
import { type Span, span } from '../model/text.ts';
import { linkSites } from '../rules/linkSites.ts';
import { lineBreakOf, lineEnd, lineStart } from './sections.ts';

/** A line of a list of chapters that names one, and nothing else. */
interface Line {
  readonly path: KbPath;
  readonly text: string;
  /** Of the line, without what ends it. */
  readonly span: Span;
  /** The path in it. */
  readonly entry: Span;
}

/** The lists of the site that chapters lie in, as chapters: what they say of a chapter is theirs. */
export const listsThatAreChapters = (path: KbPath, { kb }: FixContext): Set<KbPath> =>
  new Set((kb.siteAt(path).lists ?? []).filter(({ inFile }) => inFile === undefined).map(list => list.path));

/** A new chapter in the lists of the site, behind the one beside which it lies in the same folder. */
export function listedBehind(chapter: KbPath, added: KbPath, title: string, workshop: FixContext): Edit[] {
  return linesOf(chapter, workshop).flatMap(line => {
    const end = endOfEntry(line);
    const eol = lineBreakOf(line.text);
    return [{ path: line.path, span: span(end, end), newText: eol + lineFor(line, added, title) }];
  });
}

/** A chapter that is there no more leaves the lists of the site. */
export function unlisted(chapter: KbPath, workshop: FixContext): Edit[] {
  return linesOf(chapter, workshop).flatMap(line => {
    // What is listed below it would hang on nothing.
    if (endOfEntry(line) !== line.span.end) return [];
    const after = /^(?:\r\n?|\n)/.exec(line.text.slice(line.span.end))?.[0].length ?? 0;
    return [{ path: line.path, span: span(line.span.start, line.span.end + after), newText: '' }];
  });
}

/** The line with another path and title. */
function lineFor({ text, span: { start, end }, entry, path }: Line, added: KbPath, title: string): string {
  const written = text.slice(entry.start, entry.end);
  const name = isChapter(written) ? nameOf(added) : stemOf(added);
  const needsAngles = /\s/.test(name) && isChapter(path) && text[entry.start - 1] !== '<';
  const now = needsAngles ? `<${written.replace(/[^/]*$/, name)}>` : written.replace(/[^/]*$/, name);
  const [before, after] = [text.slice(start, entry.start), text.slice(entry.end, end)];
  if (isChapter(path)) return before.replace(/\[.*\]/, () => `[${title.replace(/[\\[\]]/g, '\\$&')}]`) + now + after;
  const plain = /^[\p{L}\p{N}][^:#'"{}[\],&*!|>%@`]*$/u.test(title) ? title : JSON.stringify(title);
  return (
    before.replace(/^(\s*-\s+)(?:"[^"]*"|'[^']*'|[^\s:][^:]*)(:\s+["']?)$/, (_, bullet, colon) => `${bullet}${plain}${colon}`) + now + after
  );
}

/** The end of the last line below an entry that is deeper. */
function endOfEntry({ text, span: { start, end } }: Line): number {
  const indentOf = (line: string) => /^\s*/.exec(line)![0].length;
  const own = indentOf(text.slice(start, end));
  let last = end;
  for (let at = end; at < text.length; ) {
    const next = at + (text.startsWith('\r\n', at) ? 2 : 1);
    const stop = lineEnd(next, text);
    const line = text.slice(next, stop);
    if (/\S/.test(line) && indentOf(line) <= own) break;
    if (/\S/.test(line)) last = stop;
    if (stop <= at) break;
    at = stop;
  }
  return last;
}

function linesOf(chapter: KbPath, workshop: FixContext): Line[] {
  return (workshop.kb.siteAt(chapter).lists ?? []).flatMap(list => {
    const text = workshop.text(list.path);
    if (text === undefined) return [];
    return entriesOf(list, chapter, workshop).flatMap(entry => {
      const whole = span(lineStart(entry.start, text), lineEnd(entry.end, text));
      // Of several in one line, or code, its writer knows more.
      const isAlone =
        /^\s*(?:[-*+]|\d+[.)])\s/.test(text.slice(whole.start, whole.end)) || /^\s*\[/.test(text.slice(whole.start, whole.end));
      return isAlone ? [{ path: list.path, text, span: whole, entry }] : [];
    });
  });
}

/** Where a list names a chapter. */
function entriesOf({ path, inFile }: SiteList, chapter: KbPath, { kb, configuration }: FixContext): Span[] {
  if (inFile !== undefined)
    return inFile.entries.flatMap(entry => {
      const target = arrivalOf(entry, path, kb);
      return target.where === 'inside' && target.path === chapter ? [entry.span] : [];
    });
  const list = kb.chapter(path);
  if (list === undefined) return [];
  return [...linkSites(list)].flatMap(({ destination, target }) => {
    const found = resolve(path, destination, configuration.links, kb);
    return found.where === 'inside' && found.path === chapter && found.fragment === undefined ? [target] : [];
  });
}
