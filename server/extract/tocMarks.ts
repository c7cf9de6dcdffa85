import type { TocMark } from '../model/facts.ts';
import { type Span, span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';

const begin = /^<!--\s*(?:toc(?:[\s:]*(?:start|begin))?|(?:start|begin)[\s_-]*toc)\b((?:\s+[\w-]+\s*=\s*\S+)*)\s*-->$/i;
const end = /^<!--\s*(?:\/\s*toc|toc[\s:]*(?:stop|end)|tocstop|end[\s_-]*toc)\s*-->$/i;
const none = /^<!--\s*no\s+toc\s*-->$/i;
const omit = /^<!--\s*omit\s+(?:from|in)\s+toc\s*-->$/i;
const here = /^(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|@\[toc\])$/i;

/** Reads a comment that says something about tables of contents. `place`: where it stands in the piece. */
export function collectTocComment(comment: string, place: Span, into: Collected): void {
  if (!/toc/i.test(comment)) return;
  const began = begin.exec(comment);
  const kind = began ? 'begin' : end.test(comment) ? 'end' : none.test(comment) ? 'none' : omit.test(comment) ? 'omit' : undefined;
  if (kind === undefined) return;
  const stated = /levels\s*=\s*["']?([1-6])(?:\s*(?:\.\.|-)\s*([1-6]))?/i.exec(began?.[1] ?? '');
  const levels: TocMark['levels'] = stated === null ? undefined : [Number(stated[1]), Number(stated[2] ?? stated[1])];
  into.tocMarks.push({ kind, span: place, ...(levels === undefined ? {} : { levels }) });
}

/** A paragraph in whose place some programs put a table of contents. */
export function collectTocParagraph(text: string, { start, end }: Span, into: Collected): void {
  if (end - start < 10 && here.test(text.slice(start, end))) into.tocMarks.push({ kind: 'here', span: span(start, end) });
}
