import { oneOf, type Role } from '../language/lexicon.ts';
import type { Quantity } from '../language/quantities.ts';
import type { Text } from '../language/source.ts';
import { asPercent, decimals, exact, one, step, type WrongCell, written, wrongAt } from './columns.ts';
import { Decimal } from './value.ts';

type Row = readonly (Number | undefined)[];

/** A number of a cell, and by how much it may have been rounded. */
interface Number {
  readonly cell: Text;
  readonly quantity: Quantity;
  readonly value: Decimal;
  readonly half: Decimal;
}

/** How the numbers of a column may be computed from others of their row, or of the row above. */
interface Relation {
  readonly sign: string;
  /** What a title says that tells so. */
  readonly said: Role;
  compute(a: Decimal, b: Decimal): Decimal;
}

const relations: readonly Relation[] = [
  { sign: '/', said: 'quotient', compute: (a, b) => a.div(b) },
  { sign: '×', said: 'product', compute: (a, b) => a.times(b) },
  { sign: '−', said: 'difference', compute: (a, b) => a.minus(b) },
  { sign: '+', said: 'product', compute: (a, b) => a.plus(b) },
];
const patterns = new Map(relations.map(({ said }) => [said, new RegExp(oneOf(said), 'iu')]));

/** Wider or longer tables are data, not accounts. */
const [widest, tallest] = [9, 60];

/** Numbers that break what all the other rows of their column keep: `a / b`, `a × b`, `a − b`, `a + b`, the difference to the row above. `rows`: without totals. */
export function brokenRelations(header: readonly Text[], rows: readonly (readonly Text[])[]): readonly WrongCell[] {
  if (header.length < 3 || header.length > widest || rows.length < 3 || rows.length > tallest) return [];
  const numbers = rows.map(row => row.map(numberIn));
  const columns = header.flatMap((_, column) =>
    column > 0 && numbers.filter(row => row[column] !== undefined).length >= 3 ? [column] : [],
  );
  return columns.flatMap(target => broken(header, numbers, columns, target) ?? []);
}

function numberIn(cell: Text): Number | undefined {
  if (cell.text.length > 24) return undefined;
  const quantity = one(cell);
  if (quantity === undefined || quantity.low !== quantity.high || quantity.bounded || quantity.approximate) return undefined;
  const isNegative = /[-−–]\s*[$￥¥€]?\s*$/u.test(cell.text.slice(0, quantity.start));
  const value = exact(quantity);
  const isRounded = quantity.percent || decimals(cell, quantity) > 0;
  return { cell, quantity, value: isNegative ? value.neg() : value, half: isRounded ? step(cell, quantity).div(2) : new Decimal(0) };
}

/** The relation that breaks once; none where another holds all through, or where it is not the only one that breaks. What is computed stands behind what it is computed from. */
function broken(header: readonly Text[], rows: readonly Row[], columns: readonly number[], target: number): WrongCell | undefined {
  const others = columns.filter(column => column < target);
  const found: WrongCell[] = [];
  for (const candidate of candidates(others)) {
    const outcome = tried(candidate, rows, target, header);
    if (outcome === 'holds') return undefined;
    if (outcome !== undefined) found.push(outcome);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** What a number of a row may follow from. */
interface Candidate {
  readonly relation: Relation;
  operands(row: Row, above: Row | undefined): readonly [Number | undefined, Number | undefined];
}

function candidates(others: readonly number[]): Candidate[] {
  const found: Candidate[] = others.map(column => ({
    relation: relations[2]!,
    operands: (row, above) => [row[column], above?.[column]],
  }));
  for (const a of others) {
    for (const b of others) {
      if (a === b) continue;
      for (const relation of relations) {
        if ((relation.sign === '×' || relation.sign === '+') && b < a) continue;
        found.push({ relation, operands: row => [row[a], row[b]] });
      }
    }
  }
  return found;
}

interface Break {
  readonly at: Number;
  readonly a: Number;
  readonly b: Number;
  readonly actual: Decimal;
}

function tried(candidate: Candidate, rows: readonly Row[], target: number, header: readonly Text[]): WrongCell | 'holds' | undefined {
  const { kept, breaks } = outcomesOf(candidate, rows, target);
  if (breaks.length === 0) return kept >= 2 ? 'holds' : undefined;
  const [only] = breaks;
  const { sign, said } = candidate.relation;
  const isSaid = patterns.get(said)!.test(header[target]!.text);
  if (breaks.length > 1 || kept < (isSaid ? 2 : 3) || !isMeant(only!.at, only!.actual)) return undefined;
  return { ...told(only!, sign), ...(!isSaid && { isGuessed: true as const }) };
}

/** How many different numbers a relation makes, up to its second break. */
function outcomesOf({ relation, operands }: Candidate, rows: readonly Row[], target: number): { kept: number; breaks: Break[] } {
  const kept = new Set<string>();
  const breaks: Break[] = [];
  for (const [index, row] of rows.entries()) {
    const at = row[target];
    const [a, b] = operands(row, rows[index - 1]);
    if (at === undefined || a === undefined || b === undefined || !isOfKind(relation, at, a, b)) continue;
    const actual = relation.compute(a.value, b.value);
    if (!agrees(relation, at, a, b, actual)) breaks.push({ at, actual, a, b });
    else if (!isTrivial(actual, a, b)) kept.add(actual.toString());
    if (breaks.length > 1) break;
  }
  return { kept: kept.size, breaks };
}

function told({ at, actual, a, b }: Break, sign: string): WrongCell {
  const places = Math.max(2, decimals(at.cell, at.quantity));
  return wrongAt('column', at.cell, at.quantity, {
    expression: `${written(a.cell, a.quantity)} ${sign} ${written(b.cell, b.quantity)}`,
    stated: `${at.value.isNegative() ? '-' : ''}${written(at.cell, at.quantity)}`,
    actual: at.quantity.percent ? asPercent(actual) : actual.toDecimalPlaces(places).toString(),
  });
}

/** Shares are added to shares; a share of something is as much as it. */
function isOfKind({ sign }: Relation, at: Number, a: Number, b: Number): boolean {
  const [target, first, second] = [at, a, b].map(({ quantity }) => quantity.percent);
  if (sign === '+' || sign === '−') return target === first && first === second;
  if (sign === '×') return !target || (first === true && second === true);
  return !b.value.isZero() && first === second && (target || decimals(at.cell, at.quantity) > 0);
}

/** Equal as far as it is printed, or cut there. */
function agrees({ sign }: Relation, at: Number, a: Number, b: Number, actual: Decimal): boolean {
  const unit = step(at.cell, at.quantity);
  const off = actual.minus(at.value).abs();
  const isWhole = !at.quantity.percent && decimals(at.cell, at.quantity) === 0 && sign !== '/';
  return off.lte((isWhole && actual.isInteger() ? new Decimal(0) : unit).plus(slackOf(sign, a, b)));
}

function slackOf(sign: string, a: Number, b: Number): Decimal {
  if (sign === '+' || sign === '−') return a.half.plus(b.half);
  const relative = (one: Number): Decimal => (one.value.isZero() ? new Decimal(0) : one.half.div(one.value.abs()));
  const size = sign === '×' ? a.value.times(b.value).abs() : a.value.div(b.value).abs();
  return size.times(relative(a).plus(relative(b)));
}

/** True of numbers that nobody has computed: nothing times or plus something, a quotient of one. */
const isTrivial = (actual: Decimal, a: Number, b: Number): boolean =>
  actual.isZero() || [a, b].some(({ value }) => value.isZero() || value.abs().eq(1)) || actual.eq(1);

/** A slip is near what is right. */
const isMeant = ({ value }: Number, actual: Decimal): boolean =>
  !actual.isZero() && value.minus(actual).abs().div(Decimal.max(value.abs(), actual.abs())).lte('0.34');
