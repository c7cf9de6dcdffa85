import type { Facts } from '../model/facts.ts';
import { type Span, span } from '../model/text.ts';
import { lineEnd, lineStart } from './sections.ts';

/** A definition of a link or footnote with all of its lines. */
export interface Defined {
  readonly kind: 'link' | 'footnote';
  readonly label: string;
  readonly span: Span;
  /** Where its label stands, without brackets and `^`. */
  readonly name: Span;
}

/** What a chapter defines, each label once. */
export function definedIn({ definitions, footnotes }: Facts, text: string): Defined[] {
  const links = definitions
    .filter(({ comment }) => !comment)
    .map(({ label, span: whole, labelSpan }): Defined => ({ kind: 'link', label, span: linesAround(whole, text), name: labelSpan }));
  const notes = footnotes
    .filter(({ defines }) => defines)
    .map(({ label, span: at }): Defined => ({ kind: 'footnote', label, span: linesOfFootnote(at, text), name: labelWithin(at, text) }));
  const seen = new Set<string>();
  return [...links, ...notes].filter(one => {
    const key = keyOf(one);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** A place that refers to a label. */
export interface Use {
  readonly kind: Defined['kind'];
  readonly label: string;
  readonly span: Span;
  readonly name: Span;
}

export function usesIn({ links, footnotes }: Facts, text: string): Use[] {
  const references = links.flatMap(({ label, span: at, target }) =>
    label === undefined ? [] : [{ kind: 'link' as const, label, span: at, name: labelWithin(target, text) }],
  );
  const calls = footnotes.filter(({ defines }) => !defines);
  return [
    ...references,
    ...calls.map(({ label, span: at }) => ({ kind: 'footnote' as const, label, span: at, name: labelWithin(at, text) })),
  ];
}

export const keyOf = ({ kind, label }: Pick<Defined, 'kind' | 'label'>): string => `${kind} ${label}`;

/** A label that nobody has: the next number, or the label with a number behind it. */
export function freeLabel(label: string, taken: (label: string) => boolean): string {
  for (let i = /^\d+$/.test(label) ? Number(label) + 1 : 2; ; i++) {
    const now = /^\d+$/.test(label) ? String(i) : `${label}-${i}`;
    if (!taken(now)) return now;
  }
}

/** A label without the brackets and `^` around it. */
export function labelWithin({ start, end }: Span, text: string): Span {
  const written = text.slice(start, end);
  const bare = /^!?\[\^?([^\]]*)\](?:\[\])?$/.exec(written)?.[1];
  if (bare === undefined) return { start, end };
  const at = start + written.indexOf(bare);
  return { start: at, end: at + bare.length };
}

const linesAround = ({ start, end }: Span, text: string): Span => span(lineStart(start, text), lineEnd(end, text));

/** From its label to the last line that belongs to it: what is right below, and what is indented behind blank lines. */
function linesOfFootnote({ start }: Span, text: string): Span {
  const from = lineStart(start, text);
  let end = lineEnd(start, text);
  let isBlank = false;
  for (let at = end; at < text.length; ) {
    const next = at + (text.startsWith('\r\n', at) ? 2 : 1);
    const stop = lineEnd(next, text);
    const line = text.slice(next, stop);
    const isIndented = /^(?: {4}|\t)/.test(line);
    if (/\S/.test(line)) {
      if (!isIndented && (isBlank || /^ {0,3}(?:\[|#|```|~~~|[-*+] |\d+[.)] |>|\||<)/.test(line))) break;
      end = stop;
    }
    isBlank = !/\S/.test(line);
    if (stop === at) break;
    at = stop;
  }
  return span(from, end);
}
