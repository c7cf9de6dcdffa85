import { type Span, shifted } from '../model/text.ts';

/** `\(…\)` or `\[…\]`. */
export interface Bracketed {
  readonly kind: 'round' | 'square';
  /** With its brackets, in the source that was read. */
  readonly span: Span;
}

const brackets = /(?<!\\)\\(?:\(([^\uFFFC]+?)(?<!\\)\\\)|\[([^\uFFFC]+?)(?<!\\)\\\])/g;
const command = /\\[A-Za-z]/;

/**
 * The formulas between backslash brackets in the source of a paragraph in which all but plain text is covered up. Most such brackets are none: writers and
 * converters escape brackets that Markdown might take for a link.
 */
export function* bracketedFormulas(source: string): Iterable<Bracketed> {
  for (const { 0: whole, 1: round, 2: square, index } of source.matchAll(brackets)) {
    const span = shifted({ start: 0, end: whole.length }, index);
    const isFormula =
      round === undefined
        ? command.test(square!) || (isAlone(source, span) && /[=^]/.test(square!) && !isWording(square!))
        : command.test(round) || (!/\w/.test(source[index - 1] ?? '') && !isWording(round));
    if (isFormula) yield { kind: round === undefined ? 'square' : 'round', span };
  }
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
