import { visibleText } from '../extract/visibleText.ts';
import type { Facts, SymbolDefinition } from '../model/facts.ts';
import { type Formula, formulaAt, formulasIn, isTypeset, sourceOf, spanOfPlaces } from '../model/formula.ts';
import { agreedIn, counting, isForeign, meaningIn } from '../model/meanings.ts';
import type { KbPath } from '../model/path.ts';
import { chapterAt, resolve } from '../model/resolve.ts';
import { contains, type Span } from '../model/text.ts';
import { symbolsIn } from '../tex/symbols.ts';
import type { RequestContext } from './feature.ts';

/** A symbol in a chapter. */
export interface PlacedSymbol {
  readonly name: string;
  readonly span: Span;
}

/** The innermost symbol at an offset: in `x_i`, `i` on the index and `x_i` on the letter. */
export const symbolAt = (offset: number, view: RequestContext): PlacedSymbol | undefined => symbolsAround(offset, view)[0];

/** The symbols at an offset, the innermost first; where two meet, the latter. */
function symbolsAround(offset: number, { chapter, text }: Pick<RequestContext, 'chapter' | 'text'>): PlacedSymbol[] {
  const formula = formulaAt(chapter.facts.formulas.packed, offset);
  if (formula === undefined || !isTypeset(formula)) return [];
  const touched = symbolsOf(formula, text).filter(({ span }) => contains(span, offset));
  const innermost = touched.at(-1);
  return innermost === undefined ? [] : touched.filter(({ span }) => span.end >= innermost.span.end).reverse();
}

/** What a symbol is said to mean, where, and which it is. */
export interface Meaning {
  readonly symbol: PlacedSymbol;
  readonly path: KbPath;
  readonly definition: SymbolDefinition;
}

/** What is said of a symbol, in the words of the chapter that says it, as its readers see them; nothing where it is only said to equal something. */
export function wordsOf({ path, definition: { by, span, meaning } }: Meaning, view: RequestContext): string {
  if (by === 'equated') return '';
  const text = (path === view.chapter.path ? view.text : view.workspace.text(path)) ?? '';
  const [start, end] = meaning.start < span.start ? [meaning.start, meaning.end] : [span.end, meaning.end];
  const source = text
    .slice(start, Math.min(end, start + longest))
    .replace(/^[\s$*：:=|—–-]+/, '')
    .replace(/\s*\|\s*/g, ' · ')
    .replace(/[\s·]+$/, '');
  return visibleText(source, view.workspace.kb.chapter(path)?.facts.definitions);
}

const longest = 400;

/** What a symbol is said to mean: the index of a symbol that means nothing by itself stands for the whole symbol. */
export function meaningAt(offset: number, view: RequestContext): Meaning | undefined {
  const [index, ...wholes] = symbolsAround(offset, view);
  if (index === undefined) return undefined;
  // A letter that counts has its meaning from what it counts.
  for (const symbol of counting.test(index.name) ? [...wholes, index] : [index, ...wholes]) {
    const found = definitionOf(symbol, view);
    if (found !== undefined) return { symbol, ...found };
  }
  const symbol = wholes.at(-1) ?? index;
  const agreed = agreedIn(symbol.name, symbol.span.start, view.chapter.facts);
  const isApplied = ({ span }: { readonly span: Span }) => view.text[span.end] === '(';
  return agreed && isApplied(agreed) === isApplied(symbol) ? { symbol, path: view.chapter.path, definition: agreed } : undefined;
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
    if (isTypeset(formula)) for (const symbol of symbolsOf(formula, text)) if (symbol.name === name) uses.push(symbol.span);
  }
  return uses;
}

/** Where a symbol is said to mean something: in its chapter, or else in one that the chapter links to. */
function definitionOf(
  { name, span }: PlacedSymbol,
  { chapter: { path, facts }, workspace }: RequestContext,
): { path: KbPath; definition: SymbolDefinition } | undefined {
  const own = meaningIn(name, span.start, facts);
  if (own !== undefined) return { path, definition: own };
  if (!isForeign(name)) return undefined;
  const seen = new Set<KbPath>([path]);
  for (const { destination } of facts.links) {
    const target = resolve(path, destination, workspace.configuration.links, workspace.kb);
    const linked = target.where === 'inside' ? chapterAt(target.path, workspace.kb) : undefined;
    if (linked === undefined || seen.has(linked)) continue;
    seen.add(linked);
    const definition = workspace.kb
      .chapter(linked)
      ?.facts.formulas.symbols.find(symbol => symbol.name === name && (symbol.by === 'explained' || symbol.by === 'defined'));
    if (definition !== undefined) return { path: linked, definition };
  }
  return undefined;
}
