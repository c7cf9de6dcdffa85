import { oneOf } from '../language/lexicon.ts';
import type { Text } from '../language/source.ts';
import { Decimal } from './value.ts';
import type { Wording } from './wording.ts';

/** What a row above a total is to it. */
export type Share = 'part' | 'subtotal' | 'detail';

const subtotal = new RegExp(oneOf('subtotal'), 'iu');
/** `其中：钢材`, `of which steel`: part of the row above. */
const within = new RegExp(`^\\s*${oneOf('within')}`, 'iu');
const indented = /^(?:[\s\u00a0\u2000-\u200a\u3000]|&(?:nbsp|emsp|ensp);|[-–—•·▪‣└├↳>]\s?)+(?=\S)/u;
const numbered = /^[\s*]*(\d+(?:\.\d+)*)[.、)\s]/u;
/** A total that counts otherwise than its parts: without some of them, each thing once, in the mean. */
const otherwise = new RegExp(oneOf('totalsOtherwise'), 'iu');

/** Whether a row of totals says that it does not simply add up. */
export const totalsOtherwise = (first: string): boolean => otherwise.test(first);

/** What each row above a total is, by its first cell: its words, how it is indented, how it is numbered. */
export function sharesOf(rows: readonly (readonly Text[])[], wording: Wording): Share[] {
  const firsts = rows.map(row => row[0]?.text ?? '');
  const indents = firsts.filter(first => indented.test(first)).length;
  const numbers = new Set(firsts.flatMap(first => numbered.exec(first)?.[1] ?? []));
  const hasParent = (number: string): boolean => {
    for (let at = number.lastIndexOf('.'); at > 0; at = number.lastIndexOf('.', at - 1)) if (numbers.has(number.slice(0, at))) return true;
    return false;
  };
  return firsts.map(first => {
    const bare = first.replace(/\s*[（(][^（）()]*[)）]\s*$/u, '').trim();
    if (wording.total.test(first) || subtotal.test(first) || wording.totalEnd.test(bare)) return 'subtotal';
    if (within.test(first) || (indents < firsts.length && indented.test(first))) return 'detail';
    const number = numbered.exec(first)?.[1];
    return number !== undefined && hasParent(number) ? 'detail' : 'part';
  });
}

/** What the rows above a total may add up to. */
export interface Sums {
  /** Each way to read the table. */
  readonly possible: readonly Decimal[];
  /** The rows that make up the total for certain; undefined when the table leaves that open. */
  readonly certain: readonly number[] | undefined;
}

/** Rows may be parts, sums of the parts above or below, or parts of parts; a table seldom says which. `values`: of the rows, in order. */
export function sumsOf(values: readonly Decimal[], shares: readonly Share[]): Sums {
  const indices = [...values.keys()];
  const parts = indices.filter(i => shares[i] === 'part');
  const subtotals = indices.filter(i => shares[i] === 'subtotal');
  const ways = [parts, indices.filter(i => shares[i] !== 'subtotal'), subtotals, outermost(values, shares), unfolded(values)];
  const possible = ways.filter(way => way.length > 0).map(way => sum(way.map(i => values[i]!)));
  if (subtotals.length === 0) return { possible, certain: parts };
  // Where the parts of all subtotals make up what the subtotals do, there is no doubt.
  const over = outermost(values, shares);
  const agree = sum(parts.map(i => values[i]!)).eq(sum(over.map(i => values[i]!)));
  return { possible, certain: agree ? over : undefined };
}

const sum = (values: readonly Decimal[]): Decimal => values.reduce((all, value) => all.plus(value), new Decimal(0));

/** Subtotals, and the parts that stand in none: behind the last one, or above one that the rows right above it make up by themselves. */
function outermost(values: readonly Decimal[], shares: readonly Share[]): number[] {
  const rest: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (shares[i] === 'detail') continue;
    if (shares[i] === 'subtotal') {
      const from = begins(values, rest, values[i]!);
      rest.length = from ?? rest.findLastIndex(j => shares[j] === 'subtotal') + 1;
    }
    rest.push(i);
  }
  return rest;
}

/** A subtotal that no run of the rows right above it makes, and the rows down from the subtotal before. */
export interface WrongSubtotal {
  readonly at: number;
  readonly parts: readonly number[];
}

/** Subtotals that are none of the sums that they may be. Only where all that stand below their parts are: else they sum up what is below them. */
export function wrongSubtotals(values: readonly Decimal[], shares: readonly Share[]): WrongSubtotal[] {
  const found: WrongSubtotal[] = [];
  let parts: number[] = [];
  for (const [at, value] of values.entries()) {
    if (shares[at] === 'part') parts.push(at);
    if (shares[at] !== 'subtotal') continue;
    if (parts.length < 2) return [];
    if (begins(values, parts, value) === undefined) found.push({ at, parts });
    parts = [];
  }
  return shares.includes('detail') ? [] : found;
}

/** From where on the last rows make up a sum. */
function begins(values: readonly Decimal[], rows: readonly number[], total: Decimal): number | undefined {
  let made = new Decimal(0);
  for (let at = rows.length - 1; at >= 0 && rows.length - at <= most; at--) {
    made = made.plus(values[rows[at]!]!);
    if (made.eq(total) && rows.length - at > 1) return at;
  }
  return undefined;
}

/** The rows that no others add up to: a row may be the sum of those below it, or above, without a word. */
function unfolded(values: readonly Decimal[]): number[] {
  return [...values.keys()].filter(i => !isSum(values, i, 1) && !isSum(values, i, -1));
}

const most = 40;

function isSum(values: readonly Decimal[], index: number, step: 1 | -1): boolean {
  let made = new Decimal(0);
  for (let count = 1; count <= most; count++) {
    const next = values[index + count * step];
    if (next === undefined || made.gt(values[index]!)) return false;
    made = made.plus(next);
    if (count > 1 && made.eq(values[index]!)) return true;
  }
  return false;
}
