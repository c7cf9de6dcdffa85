import type { Facts, Heading } from '../model/facts.ts';
import { type Span, span } from '../model/text.ts';

/** A heading with all that belongs to it: the lines up to the next heading that is not below it. */
export interface Section {
  readonly heading: Heading;
  readonly span: Span;
  /** Without blank lines at its end. */
  readonly body: Span;
}

/** The innermost section of the outline that an offset lies in. */
export function sectionAt(offset: number, facts: Facts, text: string): Section | undefined {
  const heading = facts.headings.findLast(one => !one.nested && one.span.start <= offset);
  return heading && sectionOf(heading, facts, text);
}

export function sectionOf(heading: Heading, { headings }: Facts, text: string): Section {
  const next = headings.find(one => !one.nested && one.span.start > heading.span.start && one.level <= heading.level);
  const start = lineStart(heading.span.start, text);
  const whole = span(start, next === undefined ? text.length : lineStart(next.span.start, text));
  return { heading, span: whole, body: trimmed(whole, text) };
}

/** A span without white space at its end. */
export const trimmed = ({ start, end }: Span, text: string): Span => span(start, start + text.slice(start, end).trimEnd().length);

export const lineStart = (offset: number, text: string): number =>
  Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;

/** The end of the line that an offset lies in, without what ends it. */
export function lineEnd(offset: number, text: string): number {
  const length = text.slice(offset).search(/[\r\n]/);
  return length < 0 ? text.length : offset + length;
}

/** What ends the lines of a text. */
export const lineBreakOf = (text: string): string => /\r\n?|\n/.exec(text)?.[0] ?? '\n';

type Change = { readonly span: Span; readonly newText: string };

/** What makes headings deeper by so many levels, or higher; undefined where one would have none of the six. Those in quotes, lists and HTML stay as they are. */
export function levelChanges(headings: readonly Heading[], by: number, text: string): Change[] | undefined {
  const own = headings.filter(({ nested }) => !nested);
  if (own.some(({ level }) => level + by < 1 || level + by > 6)) return undefined;
  return by === 0 ? [] : own.flatMap(heading => changesOf(heading, heading.level + by, text));
}

function changesOf({ span: whole, content }: Heading, level: number, text: string): Change[] {
  const marks = '#'.repeat(level);
  const written = /^#+/.exec(text.slice(whole.start, whole.end))?.[0];
  if (written === undefined) return underlinedChanges(whole, content, level, text);
  const closing = /[ \t](#+)[ \t]*$/.exec(text.slice(content.end, whole.end));
  const opened = { span: span(whole.start, whole.start + written.length), newText: marks };
  if (closing === null || closing[1] !== written) return [opened];
  const at = content.end + closing.index + 1;
  return [opened, { span: span(at, at + written.length), newText: marks }];
}

/** A heading over an underline, which has but two levels. */
function underlinedChanges(whole: Span, content: Span, level: number, text: string): Change[] {
  const under = /[=-]+[ \t]*$/.exec(text.slice(content.end, whole.end));
  const line = span(content.end + (under?.index ?? 0), whole.end);
  if (level <= 2) return [{ span: line, newText: (level === 1 ? '=' : '-').repeat(Math.max(1, line.end - line.start)) }];
  const words = text.slice(content.start, content.end).replace(/[ \t]*[\r\n]+[ \t]*/g, ' ');
  return [{ span: span(content.start, whole.end), newText: `${'#'.repeat(level)} ${words}` }];
}
