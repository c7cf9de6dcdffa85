import type { FormulaFacts } from '../model/facts.ts';
import { shifted } from '../model/text.ts';
import { type Growing, type Lists, Placing, placed } from './placing.ts';

/** The formulas of one piece, spans from its start. */
export type PieceFormulas = Growing<FormulaFacts>;

/** What needs nothing but its place. */
const simple = new Placing({ macros: {}, katexOnly: { span: true }, tags: { span: true } } satisfies Lists<FormulaFacts>);

export const noFormulas = (): PieceFormulas => ({
  packed: [],
  needsKatex: [],
  macros: [],
  symbols: [],
  uses: [],
  katexOnly: [],
  tags: [],
  typos: [],
  money: [],
  adjoining: [],
  unescaped: [],
});

/** Appends the formulas of a piece to those of its chapter. */
export function addFormulas(into: PieceFormulas, own: PieceFormulas, start: number): void {
  simple.add(own, start, into);
  for (let i = 0; i < own.packed.length; i += 3) into.packed.push(own.packed[i]! + start, own.packed[i + 1]! + start, own.packed[i + 2]!);
  for (const formula of own.needsKatex) {
    const places = formula.places.map((place, i) => (i % 2 === 1 ? place + start : place));
    into.needsKatex.push({ ...formula, span: shifted(formula.span, start), places });
  }
  for (const { span, edits, ...typo } of own.typos)
    into.typos.push({ ...typo, span: shifted(span, start), edits: edits.map(edit => placed(edit, { span: true }, start)) });
  for (const kind of ['money', 'adjoining', 'unescaped'] as const) for (const span of own[kind]) into[kind].push(shifted(span, start));
  addUses(into, own, start);
  for (const symbol of own.symbols) {
    const { span, meaning, listing } = symbol;
    into.symbols.push({
      ...symbol,
      span: shifted(span, start),
      meaning: shifted(meaning, start),
      ...(listing !== undefined && { listing: listing + start }),
    });
  }
}

/** Of each symbol, its first use. */
function addUses(into: PieceFormulas, { uses }: PieceFormulas, start: number): void {
  const used = usedIn.get(into) ?? new Set();
  usedIn.set(into, used);
  for (let i = 0; i < uses.length; i += 3) {
    const name = uses[i]!;
    if (!used.has(name)) into.uses.push(name, (uses[i + 1] as number) + start, (uses[i + 2] as number) + start);
    used.add(name);
  }
}

/** The symbols that a chapter has been seen to use, as long as it is being read. */
const usedIn = new WeakMap<PieceFormulas, Set<string | number>>();
