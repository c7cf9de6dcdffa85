import { type FormulaSymbol, symbolsIn } from './symbols.ts';

/** The symbol that a formula is, alone, applied to something, said to lie in a set, or a state: `x`, `f(x)`, `x \in X`, `|x\rangle`. */
export function soleSymbol(source: string): FormulaSymbol | undefined {
  const [first] = symbolsIn(source);
  if (first === undefined || !/^\s*\|?\s*$/.test(source.slice(0, first.start))) return undefined;
  const rest = source.slice(first.end).trim();
  return /^(?:\^(?!\{?\d)\S*)?$|^\s*(?:\\left)?\(|^\^?\s*\\(?:in|subset|subseteq|sim|geq?|leq?|colon)(?![A-Za-z])|^\s*\|?\\rangle$|^[:<>]|^'+/.test(
    rest,
  ) && !/=|\\(?:land|lor|wedge|vee|Rightarrow|implies|iff)(?![A-Za-z])/.test(rest)
    ? first
    : undefined;
}

/** The symbol that a formula gives a value: `K = 0.7`, `k \approx 1/60`. */
export function valuedSymbol(source: string): FormulaSymbol | undefined {
  const [first] = symbolsIn(source);
  return first?.start === source.search(/\S/) &&
    /^\s*(?:=|\\approx(?![A-Za-z]))\s*[-+]?\d[-\d.,/]*(?:\\?%)?\s*$/.test(source.slice(first.end))
    ? first
    : undefined;
}

/** The symbols that a formula lists: `a, b, c`, `x_1, \ldots, x_n`. */
export function listedSymbols(source: string): FormulaSymbol[] {
  const listed: FormulaSymbol[] = [];
  let at = 0;
  for (const part of partsOf(source)) {
    const symbol = soleSymbol(part);
    if (symbol !== undefined) listed.push({ name: symbol.name, start: symbol.start + at, end: symbol.end + at });
    else if (listed.length === 0 || !/^\s*(?:\\[lc]?dots[a-z]?|\.{3}|…)\s*$/.test(part)) return [];
    at += part.length + 1;
  }
  return listed;
}

/** What stands between commas that are in no bracket: since the last one that closes, none has opened. */
function partsOf(source: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let isInside = false;
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '{' || c === '(' || c === '[') isInside = true;
    else if (c === '}' || c === ')' || c === ']') isInside = false;
    else if (!isInside && (c === ',' || c === '，')) {
      parts.push(source.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(source.slice(from));
  return parts;
}

/** The symbol that a formula says to equal something, or to map something: `f(x) = …`, `D := …`, `f: A \to B`. */
export function equatedSymbol(source: string): FormulaSymbol | undefined {
  const begin = source.replace(/^\s*(?:\\begin\{[a-z*]+\}|&|\s)*/, blank => ' '.repeat(blank.length));
  const [first] = symbolsIn(begin);
  if (first === undefined || !/^\s*\|?\s*$/.test(begin.slice(0, first.start))) return undefined;
  const rest = begin.slice(first.end).replace(/^\s*\\rangle/, '');
  if (isValue.test(rest) || isCondition.test(withoutSet(rest))) return undefined;
  // What follows from an earlier value neither.
  if (
    !/:=/.test(rest) &&
    rest.includes(begin.slice(first.start, first.end)) &&
    symbolsIn(rest.replace(/^[^=]*=/, '')).some(({ name }) => name === first.name)
  )
    return undefined;
  if (/^\s*:[^=]*\\(?:to|rightarrow|mapsto)(?![A-Za-z])/.test(rest)) return first;
  return /^\s*(?:\^\S+\s*)?(?:(?:\\left)?\((?:[^()]|\([^()]*\))*\)\s*)?(?:&\s*)?(?:=(?!_)|:{1,2}=|\\(?:triangleq|coloneqq|stackrel|overset)(?![A-Za-z]))/.test(
    rest,
  )
    ? first
    : undefined;
}

/** Without what stands in the braces of a set. */
function withoutSet(source: string): string {
  const [start, end] = [source.indexOf('\\{'), source.lastIndexOf('\\}')];
  return start >= 0 && end > start ? source.slice(0, start) + source.slice(end + 2) : source;
}

/** A value is no meaning: `= 0.5`, `(x) = \\text{True}`, `= b`. */
const isValue =
  /^[^=]*=\s*(?:[-+]?[\d.]+\s*(?:\\q?quad|$)|[A-Za-z]\s*(?:=|$))|^[^=]*\)\s*=\s*(?:\\(?:text|mathrm)\{[^{}]*\}|\\emptyset)\s*$/;
/** Nor is a condition; what stands in a set is not the formula's. */
const isCondition = /\\(?:Rightarrow|implies|iff|Leftrightarrow)(?![A-Za-z])/;
