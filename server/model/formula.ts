import { contains, type Span, span } from './text.ts';

/**
 * How a formula is written: `$…$` · `$$…$$` · a fence called `math` · `\(…\)` · `\[…\]` · a fence of plain text that is nothing but formulas ·
 * a line of another fence of plain text · plain text among words · a fence of TeX (`latex`, `tex`), which GitHub and VS Code show as a listing:
 * it can be looked at typeset, and says nothing of the chapter's own formulas.
 */
export const formulaKinds = ['inline', 'display', 'fence', 'round', 'square', 'plain fence', 'plain line', 'plain', 'listing'] as const;
export type FormulaKind = (typeof formulaKinds)[number];

/** A formula of a chapter. */
export interface Formula {
  readonly kind: FormulaKind;
  /** With its dollars or fence. */
  readonly span: Span;
  /** In a cell of a table, where `\|` means `|`. */
  readonly inCell: boolean;
  /** How many block quotes it stands in: so many `>` begin each of its lines. */
  readonly quotes: number;
}

/** Formulas as facts keep them: three numbers each, since a knowledge base has more formulas than links. */
export type PackedFormulas = readonly number[];

export const packFormula = (into: number[], kind: FormulaKind, { start, end }: Span, inCell: boolean, quotes: number): number =>
  into.push(start, end, formulaKinds.indexOf(kind) + (inCell ? 16 : 0) + Math.min(quotes, 15) * 32);

/** All formulas of a chapter, in order. */
export function* formulasIn(packed: PackedFormulas): Iterable<Formula> {
  for (let i = 0; i < packed.length; i += 3) yield unpacked(packed, i);
}

/** The formula at an offset, if there is one. */
export function formulaAt(packed: PackedFormulas, offset: number): Formula | undefined {
  for (let i = 0; i < packed.length && packed[i]! <= offset; i += 3) {
    if (contains(span(packed[i]!, packed[i + 1]!), offset)) return unpacked(packed, i);
  }
  return undefined;
}

const unpacked = (packed: PackedFormulas, i: number): Formula => ({
  kind: formulaKinds[packed[i + 2]! & 15]!,
  span: span(packed[i]!, packed[i + 1]!),
  inCell: (packed[i + 2]! & 16) !== 0,
  quotes: packed[i + 2]! >> 5,
});

export const isDisplay = ({ kind }: Pick<Formula, 'kind'>): boolean =>
  kind !== 'inline' && kind !== 'round' && kind !== 'plain' && kind !== 'plain line';

/** Whether a formula is one of the chapter's own, in TeX: its symbols, its faults and its commands are the chapter's. */
export const isTypeset = (formula: Pick<Formula, 'kind'>): boolean => !isPlain(formula) && formula.kind !== 'listing';

export const isPlain = ({ kind }: Pick<Formula, 'kind'>): boolean => kind.startsWith('plain');

/** What stands inside a formula, and where each part of it stands in the chapter. */
export interface FormulaSource {
  /** The TeX (of a plain formula, the plain text), without the marks of quotes and without the escapes that only a table needs. */
  readonly source: string;
  /** Pairs: an offset in `source` and the offset in the chapter of what stands there, up to the next pair. */
  readonly places: readonly number[];
}

/** Reads a formula off the text that its span counts in. */
export function sourceOf(formula: Formula, text: string): FormulaSource {
  const { start, end } = contentOf(formula, text);
  const inside = text.slice(start, end);
  const superfluous = formula.inCell ? /\\(?=\|)/g : formula.quotes > 0 ? quoteMarks(formula.quotes) : undefined;
  if (superfluous === undefined) return { source: inside, places: [0, start] };
  let source = '';
  let at = 0;
  const places: number[] = [0, start];
  for (const match of inside.matchAll(superfluous)) {
    source += inside.slice(at, match.index);
    at = match.index + match[0].length;
    places.push(source.length, start + at);
  }
  return { source: source + inside.slice(at), places };
}

/** The offset in the chapter of an offset in a formula's source. */
export function placeOf(places: readonly number[], offset: number): number {
  let i = 0;
  while (i + 2 < places.length && places[i + 2]! <= offset) i += 2;
  return places[i + 1]! + offset - places[i]!;
}

/** The range in the chapter of a range in a formula's source. */
export const spanOfPlaces = (places: readonly number[], from: number, to: number): Span =>
  to <= from ? span(placeOf(places, from), placeOf(places, from)) : span(placeOf(places, from), placeOf(places, to - 1) + 1);

const quoteMarks = (depth: number): RegExp => new RegExp(`(?<=\\n)(?:[ \\t]*> ?){1,${depth}}`, 'g');

/** From behind the opening mark to before the closing one. */
function contentOf({ kind, span: { start, end } }: Formula, text: string): Span {
  switch (kind) {
    case 'inline': {
      // $`x`$ is GitHub's other way to write $x$.
      const ticked = end - start > 4 && text[start + 1] === '`' && text[end - 2] === '`';
      return ticked ? span(start + 2, end - 2) : span(start + 1, end - 1);
    }
    case 'display': {
      const closing = text.lastIndexOf('$$', end - 1);
      return span(start + 2, closing > start + 1 ? closing : end);
    }
    case 'round':
    case 'square':
      return span(start + 2, end - 2);
    case 'plain':
    case 'plain line':
      return span(start, end);
    default: {
      const first = text.indexOf('\n', start) + 1;
      const last = text.lastIndexOf('\n', end - 1);
      // A fence that the end of the chapter or of its container closes has no last line of its own.
      const closed = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(text.slice(last + 1, end));
      return first === 0 || first > end ? span(end, end) : span(first, closed ? Math.max(first, last) : end);
    }
  }
}
