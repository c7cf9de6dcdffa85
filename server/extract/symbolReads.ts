import { equatedSymbol, listedSymbols, valuedSymbol } from '../tex/saidSymbols.ts';
import type { FormulaSymbol } from '../tex/symbols.ts';

/** Which symbols a formula names that stands where something is said of it. */
export type Read = (source: string) => readonly FormulaSymbol[];

/** `X = (a, b, c)`: the parts. */
export const tupled: Read = source => {
  // Else each sign of equality would be followed to the end in vain.
  if (!/(?:\)|\\rangle|\\\})\s*$/.test(source.slice(-100))) return [];
  const tuple = /(?:=|^)\s*(?:\\left)?(?:\(|\\langle|\\\{)(.*?)(?:\\right)?(?:\)|\\rangle|\\\})\s*$/s.exec(source);
  const at = tuple === null ? -1 : source.indexOf(tuple[1]!, tuple.index + 1);
  return at < 0 ? [] : listedSymbols(tuple![1]!).map(({ name, start, end }) => ({ name, start: start + at, end: end + at }));
};

export const equated: Read = source => [equatedSymbol(source)].filter(symbol => symbol !== undefined);

/** A bound is said of something that is known already. */
export const announced: Read = source =>
  /[<>≤≥]|\\(?:[lg]eq?|sim)(?![A-Za-z])|\)\s*\\in(?![A-Za-z])/.test(source) ? [] : equatedOrListed(source);

export const equatedOrListed: Read = source => {
  const equated = equatedSymbol(source);
  return equated === undefined ? listedSymbols(source) : [equated];
};

/** What the first formula of a definition introduces: what it says to equal something, or something with a name or an argument; a bare letter only takes part. */
export function definedSymbols(source: string): FormulaSymbol[] {
  const equated = equatedSymbol(source);
  if (equated !== undefined) return [equated];
  const [only, ...others] = listedSymbols(source);
  const isIntroduced =
    only !== undefined && others.length === 0 && (only.name.includes(' ') || /^\s*(?:\\left)?\(/.test(source.slice(only.end)));
  return isIntroduced ? [only] : [];
}

/** What a formula may name that is explained: what it equates, lists or holds together. */
export const explainable: Read = source => firstOf([equatedOrListed, tupled], source);

/** `- $K = 0.7$（环境容量）`; with a colon, `$a = 0$：…` would be a case. */
export const explainedOrValued: Read = source => firstOf([explainable, valued], source);
const valued: Read = source => [valuedSymbol(source)].filter(symbol => symbol !== undefined);

function firstOf(reads: readonly Read[], source: string): readonly FormulaSymbol[] {
  for (const read of reads) {
    const symbols = read(source);
    if (symbols.length > 0) return symbols;
  }
  return [];
}
