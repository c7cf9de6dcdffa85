import type { Facts, SymbolDefinition } from '../model/facts.ts';
import { type Formula, formulaAt, formulasIn, isPlain, sourceOf, spanOfPlaces } from '../model/formula.ts';
import type { KbPath } from '../model/path.ts';
import { chapterAt, resolve } from '../model/resolve.ts';
import { contains, type Span } from '../model/text.ts';
import { symbolsIn } from '../tex/symbols.ts';
import type { View } from './feature.ts';

/** A symbol in a chapter. */
export interface PlacedSymbol {
  readonly name: string;
  readonly span: Span;
}

/** The innermost symbol at an offset: in `x_i`, `i` on the index and `x_i` on the letter. */
export function symbolAt(offset: number, { chapter, text }: View): PlacedSymbol | undefined {
  const formula = formulaAt(chapter.facts.formulas.packed, offset);
  if (formula === undefined || isPlain(formula)) return undefined;
  return symbolsOf(formula, text)
    .filter(({ span }) => contains(span, offset))
    .at(-1);
}

/** All symbols of a formula, indices too. */
export function symbolsOf(formula: Formula, text: string): PlacedSymbol[] {
  const { source, places } = sourceOf(formula, text);
  return symbolsIn(source).map(({ name, start, end }) => ({ name, span: spanOfPlaces(places, start, end) }));
}

/** Every place where a chapter uses a symbol. */
export function usesOf(name: string, facts: Facts, text: string): Span[] {
  const uses: Span[] = [];
  for (const formula of formulasIn(facts.formulas.packed)) {
    if (!isPlain(formula)) for (const symbol of symbolsOf(formula, text)) if (symbol.name === name) uses.push(symbol.span);
  }
  return uses;
}

/** Where a symbol is said to mean something: in its chapter, or else in one that the chapter links to. */
export function definitionOf(
  { name, span }: PlacedSymbol,
  { chapter: { path, facts }, workspace }: View,
): { path: KbPath; definition: SymbolDefinition } | undefined {
  const own = best(name, span.start, facts);
  if (own !== undefined) return { path, definition: own };
  if (!isDistinctive(name)) return undefined;
  const seen = new Set<KbPath>([path]);
  for (const { destination } of facts.links) {
    const target = resolve(path, destination, workspace.configuration.links);
    const linked = target.where === 'inside' ? chapterAt(target.path, workspace.kb) : undefined;
    if (linked === undefined || seen.has(linked)) continue;
    seen.add(linked);
    const definition = workspace.kb.chapter(linked)?.facts.formulas.symbols.find(symbol => symbol.name === name && symbol.by !== 'equated');
    if (definition !== undefined) return { path: linked, definition };
  }
  return undefined;
}

const strength = { explained: 0, defined: 1, equated: 2 } as const;

/**
 * The definition that a use at an offset means: of the nearest section that has one, the most outspoken, the last one before the use. A bare letter means something
 * else in every part of a chapter.
 */
function best(name: string, offset: number, { headings, formulas }: Facts): SymbolDefinition | undefined {
  const candidates = formulas.symbols.filter(symbol => symbol.name === name);
  if (candidates.length === 0) return undefined;
  const widths = isDistinctive(name) ? [6, 3, 2, 0] : /^\p{Lu}$/u.test(name) ? [6, 3, 2] : [6, 3];
  for (const level of widths) {
    const part = sectionAt(offset, level, headings);
    const inside = candidates.filter(
      ({ span, by }) => contains(part, span.start) && (by !== 'equated' || isDistinctive(name) || span.start <= offset),
    );
    if (inside.length === 0) continue;
    const outspoken = Math.min(...inside.map(({ by }) => strength[by]));
    const chosen = inside.filter(({ by }) => strength[by] === outspoken);
    return chosen.findLast(({ span }) => span.start <= offset) ?? chosen[0];
  }
  // A letter that the chapter explains once, beforehand.
  const [only, ...others] = candidates.filter(({ by }) => by !== 'equated');
  return only !== undefined && others.length === 0 && only.span.start <= offset && !/^[a-z]$/.test(name) ? only : undefined;
}

/** More than a single Latin or Greek letter. */
const isDistinctive = (name: string): boolean => name.includes(' ');

/** The part of a chapter around an offset between headings of at most this level. */
function sectionAt(offset: number, level: number, headings: Facts['headings']): Span {
  let [start, end] = [0, Number.MAX_SAFE_INTEGER];
  for (const heading of headings) {
    if (heading.level > level) continue;
    if (heading.span.start <= offset) start = heading.span.start;
    else {
      end = heading.span.start;
      break;
    }
  }
  return { start, end };
}
