import type { Span } from '../model/text.ts';
import { Next } from './next.ts';

/** `\(…\)` or `\[…\]`. */
export interface Bracketed {
  readonly kind: 'round' | 'square';
  /** With its brackets, in the source that was read. */
  readonly span: Span;
}

const opening = /(?<!\\)\\[([]/g;
const command = /\\[A-Za-z]/;

/**
 * The formulas between backslash brackets in the source of a paragraph in which all but plain text is covered up. Most such brackets are none: writers and
 * converters escape brackets that Markdown might take for a link.
 */
export function* bracketedFormulas(source: string): Iterable<Bracketed> {
  const closings = { round: new Next(source, /(?<!\\)\\\)/g), square: new Next(source, /(?<!\\)\\\]/g) };
  const covered = new Next(source, /\uFFFC/g);
  let from = 0;
  for (const { index } of source.matchAll(opening)) {
    if (index < from) continue;
    const kind = source[index + 1] === '(' ? 'round' : 'square';
    // There is something between them, and nothing that is covered up.
    const closing = closings[kind].from(index + 3);
    if (closing === source.length || covered.from(index + 2) < closing) continue;
    from = closing + 2;
    const found: Bracketed = { kind, span: { start: index, end: from } };
    if (isFormula(found, source)) yield found;
  }
}

function isFormula({ kind, span }: Bracketed, source: string): boolean {
  const inside = source.slice(span.start + 2, span.end - 2);
  if (command.test(inside)) return true;
  const mayBeOne = kind === 'round' ? !/\w/.test(source[span.start - 1] ?? '') : isAlone(source, span) && /[=^]/.test(inside);
  return mayBeOne && !isWording(inside);
}

/** Nothing else stands on its lines but the marks of quotes and what ends a sentence. */
const isAlone = (source: string, { start, end }: Span): boolean =>
  /(?:^|\n)[\s>]*$/.test(source.slice(Math.max(0, start - 40), start)) && /^[ \t.,;。，；]*(?:\r?\n|$)/.test(source.slice(end, end + 40));

/** No letters, words or abbreviations: what formulas without a command are not made of. Two letters side by side are a product only beside another sign of one. */
function isWording(inside: string): boolean {
  const bare = inside.replace(/[_^](?:\{[^{}]*\}|[\p{L}\p{N}]+)/gu, '');
  if (!/[A-Za-zͰ-Ͽ]/.test(inside) || /\p{Script=Han}|\p{L}{3}|\p{L}\.\p{L}/u.test(bare)) return true;
  return /\p{L}{2}/u.test(bare) && !/[=^_+*/<>-]/.test(inside);
}
