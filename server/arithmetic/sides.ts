import { oneOf } from '../language/lexicon.ts';
import { evaluate, longestRun } from './expression.ts';
import type { Token } from './tokens.ts';
import type { Value } from './value.ts';

/** One side of an equation: a run of tokens that is an expression of numbers from end to end. */
export interface Side {
  readonly run: readonly Token[];
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** `measured`: a unit or a word follows, which may be what is measured. */
export type RightSide = Side & { readonly measured: boolean };

const side = (run: readonly Token[], tex: boolean): Side | undefined => {
  const value = evaluate(run, tex);
  return value === undefined ? undefined : { run, value, start: run[0]!.start, end: run.at(-1)!.end };
};

const numericKinds = ['number', 'operator', 'open', 'close', 'percent', 'factorial', 'function', 'unit', 'newline'] as const;
const numeric = new Set<Token['kind'] | undefined>(numericKinds);

/** The longest run of numbers and signs before the sign, from the beginning of one of its lines, if it is whole: nothing before it belongs to it. */
export function leftOf(all: readonly Token[], index: number, tex: boolean): Side | undefined {
  let first = index;
  while (numeric.has(all[first - 1]?.kind)) first--;
  for (let from = first; from < index; from++) {
    if ((from > first && all[from - 1]!.kind !== 'newline') || index - from > longestRun) continue;
    const found = beginsAt(all, from, from === first, tex) ? side(all.slice(from, index), tex) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function beginsAt(all: readonly Token[], from: number, isFirst: boolean, tex: boolean): boolean {
  const first = all[from]!;
  if (first.kind === 'newline') return false;
  // `- 3 + 4` at the start of a line is an item of a list, or follows a dash.
  if (!tex && first.kind === 'operator' && all[from + 1]!.spaced) return false;
  const before = isFirst ? all[from - 1] : undefined;
  return before === undefined || bounds(before, first, all[from - 2], tex);
}

/** Words that belong to the number behind them: `minus 3`, `减 3`, `第 3`. */
const counting = new RegExp(`^${oneOf('counting')}$`, 'iu');

/** A token that an expression can stand behind. */
function bounds(before: Token, first: Token, previous: Token | undefined, tex: boolean): boolean {
  if (before.kind === 'equals' || before.kind === 'about') return true;
  if (before.kind === 'stop') return /^[:：,，;；。、|→⇒“"'「&]$/u.test(before.text) && !isGlued(previous, before, first);
  if (before.kind !== 'word' || tex || first.kind === 'operator' || counting.test(before.text)) return false;
  if (/^\p{Script=Han}$/u.test(before.text)) return true;
  return first.spaced && /^[A-Za-z]{2,}$/.test(before.text) && first.kind !== 'open';
}

/** `3:2`, `3,5`, `1'000`: no end of an expression. Chinese marks are never part of a number. */
const isGlued = (before: Token | undefined, mark: Token, after: Token | undefined): boolean =>
  before?.kind === 'number' && after?.kind === 'number' && !mark.spaced && !after.spaced && /^[:,'.|&]$/.test(mark.text);

/** The longest run behind the sign, to the end of one of its lines, that is whole. */
export function rightOf(all: readonly Token[], index: number, tex: boolean): RightSide | undefined {
  let last = index + 1;
  while (numeric.has(all[last]?.kind)) last++;
  for (let to = Math.min(last, index + longestRun); to > index + 1; to--) {
    if (to < last ? all[to]!.kind !== 'newline' : goesOn(all, to, tex)) continue;
    const run = all.slice(index + 1, to).filter(token => token.kind !== 'newline');
    const found = side(run, tex);
    if (found !== undefined) return { ...found, measured: found.value.unit !== '' || all[to]?.kind === 'word' };
  }
  return undefined;
}

/** Words behind a number that it is not whole without: `3 million`, `3 余 2`, `3 R 2`; or that count in a circle, as clocks and calendars do. */
const continuing = new RegExp(`^(?:[a-z]|${oneOf('continuing')})$`, 'iu');

/** What stands at `to` belongs to the number before it. */
function goesOn(all: readonly Token[], to: number, tex: boolean): boolean {
  const after = all[to];
  if (after?.kind === 'word') return ((!after.spaced || tex) && !/^\p{Script=Han}/u.test(after.text)) || continuing.test(after.text);
  return after?.kind === 'stop' && (/^[~±…<>≤≥≡∶_½¼¾]/u.test(after.text) || isGlued(all[to - 1], after, all[to + 1]));
}
