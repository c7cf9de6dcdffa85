import { cleaned, keyOf } from '../language/names.ts';
import { type Quantity, quantities } from '../language/quantities.ts';
import { type Block, bounded, type Paragraph, type PlacedBlock, remembered, spanIn, type Table, type Text } from '../language/source.ts';
import type { Part, Whole } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import { metricNamed } from './cells.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A list of more percentages is no whole and its parts. */
const mostParts = 100;

/** Every whole of a chapter whose parts may make it up; a formula somewhere decides whether they do. */
export function wholesOf(blocks: readonly PlacedBlock[], vocabulary: Vocabulary): Whole[] {
  const list = new PartList(vocabulary);
  return blocks.flatMap(({ start, block }) => {
    const found = block.kind === 'table' ? inTable(block, vocabulary) : list.take(block);
    return found.map(whole => ({ ...whole, span: shifted(whole.span, start) }));
  });
}

/** The items right above a paragraph that give something a percentage each. */
class PartList {
  readonly #vocabulary: Vocabulary;
  #parts: Part[] = [];

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** The whole that a block is to them, if it is one. */
  take(block: Block): readonly Whole[] {
    if (block.kind === 'heading') this.#parts = [];
    if (block.kind !== 'paragraph') return [];
    const pair = pairOf(block);
    const whole = pair && ofList(pair, block.text, this.#parts, this.#vocabulary);
    if (pair !== undefined && block.item !== undefined) this.#parts.push(partOf(pair, block.text));
    else if (this.#parts.length > 0) this.#parts = [];
    return whole === undefined ? [] : [whole];
  }
}

const inTable = (table: Table, vocabulary: Vocabulary): readonly Whole[] =>
  remembered(table, ofTable, () => ofTable(bounded(table), vocabulary));

const pairOf = (block: Paragraph): Pair | undefined =>
  block.quiet === undefined ? remembered(block, pairIn, () => pairIn(block.text)) : undefined;

/** A measure below the list of its parts. */
function ofList({ name, at, quantity }: Pair, text: Text, parts: readonly Part[], vocabulary: Vocabulary): Whole | undefined {
  const metric = parts.length < 2 || parts.length > mostParts ? undefined : metricNamed(name, vocabulary)?.metric;
  if (metric === undefined) return undefined;
  return { ...wholeOf(metric.name, null, text, at, quantity, parts), span: spanIn(text, at + quantity.start, at + quantity.end) };
}

const partOf = ({ name, at, quantity }: Pair, text: Text): Part => ({ name, value: quantity.low, written: written(text, at, quantity) });

interface Pair {
  readonly name: string;
  readonly at: number;
  readonly quantity: Quantity;
}

/** `**理论完备性**：20%（…）`. */
function pairIn(text: Text): Pair | undefined {
  if (text.strong[0]?.start !== 0 || !/[%％]/.test(text.text)) return undefined;
  const match = /^\s*([^:：%％\d]{2,24})[:：]\s*/u.exec(text.text);
  if (match === null) return undefined;
  const quantity = quantities(text.text.slice(match[0].length, match[0].length + 24))[0];
  if (quantity === undefined || quantity.start > 0 || !quantity.percent || quantity.low !== quantity.high) return undefined;
  return { name: cleaned(match[1]!), at: match[0].length, quantity };
}

function ofTable({ rows }: Table, vocabulary: Vocabulary): Whole[] {
  const [header = [], ...body] = rows;
  if (header.length < 4 || !header.some((cell, i) => i > 0 && vocabulary.terms.test(cell.text))) return [];
  const metrics = header.map((cell, i) => (i === 0 ? undefined : metricNamed(cell.text, vocabulary)?.metric));
  const column = metrics.findIndex(metric => metric?.unit === 'ratio' && !metric.share);
  if (column < 0) return [];
  return body.flatMap(row => {
    const cell = row[column];
    const own = plainPercent(cell);
    if (cell === undefined || own === undefined) return [];
    const parts = header.flatMap((title, i) => {
      const quantity = i === 0 || i === column ? undefined : plainPercent(row[i]);
      return quantity === undefined ? [] : [{ name: cleaned(title.text), value: quantity.low, written: written(row[i]!, 0, quantity) }];
    });
    if (parts.length < 2) return [];
    return [
      {
        ...wholeOf(metrics[column]!.name, cleaned(row[0]?.text ?? ''), cell, 0, own, parts),
        span: spanIn(cell, own.start, own.end),
      },
    ];
  });
}

function plainPercent(cell: Text | undefined): Quantity | undefined {
  const all = quantities(cell?.text ?? '');
  return all.length === 1 && all[0]!.percent && all[0]!.low === all[0]!.high && !all[0]!.bounded ? all[0] : undefined;
}

const written = (text: Text, at: number, { start, end }: Quantity): string => text.text.slice(at + start, at + end);

function wholeOf(
  metric: string,
  subject: string | null,
  text: Text,
  at: number,
  quantity: Quantity,
  parts: readonly Part[],
): Omit<Whole, 'span'> {
  const digits = written(text, at, quantity);
  const decimals = /\.(\d+)/.exec(digits)?.[1]?.length ?? 0;
  return {
    metric,
    subject: keyOf(subject ?? '') === '' ? null : subject,
    value: quantity.low,
    half: 0.005 * 10 ** -decimals,
    written: digits,
    parts,
  };
}
