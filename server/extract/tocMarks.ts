import type { TocMark } from '../model/facts.ts';
import { type Span, span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';

const attributes = String.raw`((?:\s+(?:-{0,2}[a-z][\w-]*\s*[=:]\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)|--[a-z][\w-]*))*)`;

/**
 * What programs put around their tables of contents: `<!-- toc -->` (markdown-toc, mdtoc, Auto Markdown TOC), doctoc, `<!--ts-->` (gh-md-toc), MarkdownTOC, Markdown TOC for VS Code,
 * mdformat-toc.
 */
const begin = comment(
  String.raw`(?:toc(?:[\s:_-]*(?:start|begin))?|(?:start|begin)[\s_-]*toc|ts|start\s+doctoc(?:\s[^>]*?)?|markdowntoc|vscode-markdown-toc|mdformat-toc\s+start|mdtoc)${attributes}`,
);
const end = comment(
  String.raw`(?:\/\s*toc|toc[\s:_-]*(?:stop|end)|tocstop|end[\s_-]*toc|te|end\s+doctoc(?:\s[^>]*)?|\/\s*markdowntoc|\/\s*vscode-markdown-toc|mdformat-toc\s+end|\/\s*mdtoc)`,
);
/** They list what stands below them. */
const below = /^<!--\s*(?:start\s+doctoc|markdowntoc)\b/i;
const none = comment(String.raw`no\s+toc`);
const omit = comment(String.raw`(?:omit\s+(?:from|in)\s+toc|markdowntoc\s*:\s*excluded|toc\s+ignore\s*:\s*true)`);
const here = /^(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|@\[toc\])$/i;

function comment(inside: string): RegExp {
  return new RegExp(String.raw`^<!--\s*${inside}\s*-->$`, 'i');
}

/** Reads a comment that says something about tables of contents. `place`: where it stands in the piece. */
export function collectTocComment(comment: string, place: Span, into: Collected): void {
  if (comment.length > 500 || !/toc|^<!--\s*t[se]\s*-->$/i.test(comment)) return;
  if (omit.test(comment)) into.tocMarks.push({ kind: 'omit', span: place });
  else if (end.test(comment)) into.tocMarks.push({ kind: 'end', span: place });
  else if (none.test(comment)) into.tocMarks.push({ kind: 'none', span: place });
  else {
    const began = begin.exec(comment);
    if (began === null) return;
    const levels = levelsIn(began[1]!);
    into.tocMarks.push({ kind: 'begin', span: place, ...(levels && { levels }), ...(below.test(comment) && { below: true }) });
  }
}

/** `levels=2..3`, `levels="1,2,3"`, `depthFrom:2 depthTo:3`, `--minlevel=2 --maxlevel=3`, `depth=3`, where 0 is no end. */
function levelsIn(attributes: string): TocMark['levels'] {
  const value = (names: string): string | undefined =>
    new RegExp(String.raw`(?:^|[\s-])(?:${names})\s*[=:]\s*["']?([\d.,\s-]*\d)`, 'i').exec(attributes)?.[1];
  const bound = (written: string | undefined): number => {
    const level = Number(written ?? 0);
    return level >= 1 && level <= 6 ? level : 0;
  };
  const stated = value('levels')?.match(/\d+/g)?.filter(bound).map(Number);
  if (stated !== undefined && stated.length > 0) return [Math.min(...stated), Math.max(...stated)];
  const levels = [bound(value('depthfrom|minlevel|min')), bound(value('depthto|maxlevel|max|maxdepth|depth'))] as const;
  return levels[0] === 0 && levels[1] === 0 ? undefined : levels;
}

/** A paragraph in whose place some programs put a table of contents. */
export function collectTocParagraph(text: string, { start, end }: Span, into: Collected): void {
  if (end - start < 10 && here.test(text.slice(start, end))) into.tocMarks.push({ kind: 'here', span: span(start, end) });
}
