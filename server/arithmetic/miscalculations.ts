import { attempted, type Failed, thrown } from '../language/attempted.ts';
import { keyOf } from '../language/names.ts';
import {
  type Block,
  bounded,
  type Fence,
  type Heading,
  joined,
  longest,
  type PlacedBlock,
  remembered,
  spanIn,
  type Table,
  type Text,
} from '../language/source.ts';
import type { Miscalculation } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import { changes } from './changes.ts';
import { mayEquate, wrongEquations } from './equations.ts';
import { countsOtherwise, isHearsay } from './hearsay.ts';
import { percentages } from './percentages.ts';
import { remainders } from './remainders.ts';
import { wrongCells } from './tables.ts';
import type { Wording } from './wording.ts';
import type { TextCheck, Wrong } from './wrong.ts';

/** Every calculation of some blocks that does not come out: equations, totals, shares, changes. `failed`: told where a block cannot be read; without it, that is thrown. */
export function miscalculations(blocks: readonly PlacedBlock[], wording: Wording, failed: Failed = thrown): Miscalculation[] {
  const all: Miscalculation[] = [];
  let above: readonly Heading[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const { start, block } = blocks[i]!;
    if (block.kind === 'heading') above = [...above.filter(({ depth }) => depth < block.depth), block];
    // Headings, and what says nothing, are most.
    if (block.kind === 'heading' || (block.kind === 'paragraph' && block.quiet !== undefined)) continue;
    const wrong = attempted(blocks[i]!, () => remembered(block, ofBlock, () => ofBlock(block, wording)), failed);
    if (wrong.length === 0) continue;
    const isLed = isLedAstray(above, leadOf(blocks[i - 1]?.block));
    const kept = isLed ? wrong.filter(({ kind }) => !equating.has(kind)) : wrong;
    for (const found of kept) all.push({ ...found, span: shifted(found.span, start) });
  }
  return all;
}

const equating: ReadonlySet<Miscalculation['kind']> = new Set(['equation', 'rounding']);

/** `整数除法：` above a list, a formula or a block of code. */
const leadOf = (block: Block | undefined): string => {
  const text = block?.kind === 'paragraph' ? block.text.text : '';
  return /[:：]\s*$/u.test(text) ? text : '';
};

/** The headings above, or the line that leads in, say that what follows is counted otherwise, or wrong. */
const isLedAstray = (above: readonly Heading[], lead: string): boolean =>
  above.some(({ text }) => text.text.length <= longest && countsOtherwise(text.text)) ||
  (lead !== '' && (countsOtherwise(lead) || isHearsay(lead, lead.length, lead.length)));

function ofBlock(block: Block, wording: Wording): readonly Miscalculation[] {
  switch (block.kind) {
    case 'paragraph':
      return block.text.text.length > 10 * longest ? [] : inText(block.text, wording);
    case 'table':
      return inTable(block, wording);
    case 'formula':
      return equations(joined(block.lines), true, wording);
    case 'fence':
      return inFence(block, wording);
    default:
      return [];
  }
}

/** The kinds in running text, beside equations. */
const textChecks: readonly TextCheck[] = [changes, percentages, remainders];

/** `beside`: what says how the numbers of the text are meant. */
function inText(text: Text, wording: Wording, beside: readonly Text[] = [text]): readonly Miscalculation[] {
  const { formulas, rest } = parted(text);
  let counts: boolean | undefined;
  const isOtherwise = (): boolean => {
    counts ??= beside.some(other => countsOtherwise(other.text));
    return counts;
  };
  const within = (at: number): Sentence => ({ text: text.text, at, isOtherwise });
  return [
    ...formulas.flatMap(({ at, tex }) => equations(part(text, at, tex), true, wording, within(at))),
    ...equations({ ...text, text: rest }, false, wording, within(0)),
    ...textChecks.flatMap(({ kind, find }) => find(rest).map(wrong => told(kind, wrong, text))),
  ];
}

/** The formulas inside a text that may equate something, which are read as TeX, and the rest with nothing in place of them and of code. */
function parted({ text, opaque }: Text): {
  readonly formulas: readonly { readonly at: number; readonly tex: string }[];
  readonly rest: string;
} {
  if (opaque.length === 0) return { formulas: [], rest: text };
  const formulas: { at: number; tex: string }[] = [];
  const between: string[] = [];
  let from = 0;
  for (const { start, end } of opaque) {
    const inside = text[start] === '$' ? /^(\$+)([\s\S]*?)\1$/.exec(text.slice(start, end)) : null;
    if (inside !== null && mayEquate(inside[2]!)) formulas.push({ at: start + inside[1]!.length, tex: inside[2]! });
    between.push(text.slice(from, start), '\u0000'.repeat(end - start));
    from = end;
  }
  return { formulas, rest: between.join('') + text.slice(from) };
}

function inTable(table: Table, wording: Wording): readonly Miscalculation[] {
  const wrong = wrongCells(bounded(table), wording).map(found => ({
    ...told(found.kind, found, found.cell),
    ...(found.isGuessed && { isGuessed: found.isGuessed }),
  }));
  const [header = []] = table.rows;
  for (const row of table.rows) {
    for (let i = 0; i < row.length; i++) {
      const cell = row[i]!;
      if (cell.text.length > longest || !/[=≈]|\\approx|0\.\d/.test(cell.text)) continue;
      if (/[=≈]|\\approx/.test(cell.text)) wrong.push(...inText(cell, wording, [...header, ...row]));
      else wrong.push(...percentages.find(cell.text).map(found => told(percentages.kind, found, cell)));
    }
  }
  return wrong;
}

/** Indented Markdown is code to us, and its formulas are formulas all the same. */
function inFence({ info, lines }: Fence, wording: Wording): readonly Miscalculation[] {
  if (info !== 'math' && info !== 'text' && info !== '') return [];
  const text = joined(lines);
  return equations(text, info === 'math' || /\\[a-z]{2}/i.test(text.text), wording);
}

/** The text that equations stand in, from where in it they count, and whether they count as everybody does. */
interface Sentence {
  readonly text: string;
  readonly at: number;
  readonly isOtherwise: () => boolean;
}

const told = (kind: Miscalculation['kind'], { start, end, expression, stated, actual }: Wrong, text: Text): Miscalculation => ({
  kind,
  span: spanIn(text, start, end),
  expression,
  stated,
  actual,
});

function part(text: Text, at: number, written: string): Text {
  const { start } = spanIn(text, at, at + 1);
  return { text: written, map: [0, start], strong: [], opaque: [] };
}

function equations(
  text: Text,
  tex: boolean,
  { measureNamed }: Wording,
  { text: whole, at, isOtherwise }: Sentence = { text: text.text, at: 0, isOtherwise: () => countsOtherwise(text.text) },
): readonly Miscalculation[] {
  const wrongs = wrongEquations(text.text, tex);
  if (wrongs.length === 0 || isOtherwise()) return [];
  const named = /^\s*(?:\\text\{([^{}]+)\}|([\p{L}]+))\s*(?:=|≈|\\approx)/u.exec(text.text);
  const metric = named === null ? undefined : measureNamed(keyOf(named[1] ?? named[2] ?? ''));
  return wrongs
    .filter(wrong => !isHearsay(whole, at + wrong.from, at + wrong.end))
    .map(wrong => ({
      ...told(wrong.sign === '≈' && metric?.graded ? 'rounding' : 'equation', wrong, text),
      off: wrong.off,
      ...(metric !== undefined && { metric: metric.name }),
    }));
}
