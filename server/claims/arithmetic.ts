import type { Miscalculation } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import { wrongChanges } from './changes.ts';
import { mayEquate, wrongEquations } from './equations.ts';
import { wrongPercentages } from './percentages.ts';
import { type Block, bounded, type Line, longest, type PlacedBlock, spanIn, type Text } from './source.ts';
import { wrongCells } from './totals.ts';
import { keyOf, type Vocabulary } from './vocabulary.ts';

/** Every calculation of some blocks that does not come out: equations, totals, shares, changes. `isEdited`: the blocks will be asked about again. */
export function miscalculations(blocks: readonly PlacedBlock[], vocabulary: Vocabulary, isEdited = false): Miscalculation[] {
  const all: Miscalculation[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const { start, block } = blocks[i]!;
    // Headings, and what says nothing, are most.
    if (block.kind === 'heading' || (block.kind === 'paragraph' && block.quiet !== undefined)) continue;
    for (const found of ofBlock(block, vocabulary, isEdited)) all.push({ ...found, span: shifted(found.span, start) });
  }
  return all;
}

const remembered = new WeakMap<Block, readonly Miscalculation[]>();

function ofBlock(block: Block, vocabulary: Vocabulary, isEdited: boolean): readonly Miscalculation[] {
  const known = isEdited ? remembered.get(block) : undefined;
  if (known !== undefined) return known;
  const found: Miscalculation[] = [];
  switch (block.kind) {
    case 'paragraph':
      if (block.text.text.length <= 10 * longest) inText(block.text, vocabulary, found);
      break;
    case 'table':
      for (const wrong of wrongCells(bounded(block), vocabulary)) found.push(told(wrong.what, wrong, wrong.cell));
      for (const row of block.rows) {
        for (let i = 0; i < row.length; i++) {
          const cell = row[i]!;
          if (cell.text.length > longest || !/[=≈]|0\.\d/.test(cell.text)) continue;
          if (/[=≈]/.test(cell.text)) inText(cell, vocabulary, found);
          else for (const wrong of wrongPercentages(cell.text)) found.push(told('percentage', wrong, cell));
        }
      }
      break;
    case 'formula':
      equations(joined(block.lines), true, vocabulary, found);
      break;
    case 'fence':
      if (block.info === 'math') equations(joined(block.lines), true, vocabulary, found);
      else if (block.info === 'text' || block.info === '') equations(joined(block.lines), false, vocabulary, found);
      break;
    default:
  }
  if (isEdited) remembered.set(block, found);
  return found;
}

/** Formulas inside a text are read as TeX, the rest without them and without code. */
function inText(text: Text, vocabulary: Vocabulary, found: Miscalculation[]): void {
  let rest = text.text;
  for (let i = 0; i < text.opaque.length; i++) {
    const { start, end } = text.opaque[i]!;
    const inside = text.text[start] === '$' ? /^(\$+)([\s\S]*?)\1$/.exec(text.text.slice(start, end)) : null;
    if (inside !== null && mayEquate(inside[2]!)) equations(part(text, start + inside[1]!.length, inside[2]!), true, vocabulary, found);
    rest = rest.slice(0, start) + '\u0000'.repeat(end - start) + rest.slice(end);
  }
  if (mayEquate(rest)) equations({ ...text, text: rest }, false, vocabulary, found);
  for (const wrong of wrongChanges(rest)) found.push(told('change', wrong, text));
  for (const wrong of wrongPercentages(rest)) found.push(told('percentage', wrong, text));
}

const told = (
  kind: Miscalculation['kind'],
  { start, end, expression, stated, actual }: { start: number; end: number; expression: string; stated: string; actual: string },
  text: Text,
): Miscalculation => ({ kind, span: spanIn(text, start, end), expression, stated, actual });

function part(text: Text, at: number, written: string): Text {
  const { start } = spanIn(text, at, at + 1);
  return { text: written, map: [0, start], strong: [], opaque: [] };
}

function equations(text: Text, tex: boolean, { metricByKey }: Vocabulary, found: Miscalculation[]): void {
  for (const wrong of wrongEquations(text.text, tex)) {
    const named = /^\s*(?:\\text\{([^{}]+)\}|([\p{L}]+))\s*(?:=|≈|\\approx)/u.exec(text.text);
    const metric = named === null ? undefined : metricByKey.get(keyOf(named[1] ?? named[2] ?? ''))?.metric;
    found.push({
      kind: wrong.sign === '≈' && metric?.graded ? 'rounding' : 'equation',
      span: spanIn(text, wrong.start, wrong.end),
      expression: wrong.expression,
      stated: wrong.stated,
      actual: wrong.actual,
      off: wrong.off,
      ...(metric !== undefined && { metric: metric.name }),
    });
  }
}

function joined(lines: readonly Line[]): Text {
  let text = '';
  const map: number[] = [];
  for (const line of lines) {
    map.push(text.length, line.at);
    text += `${line.text}\n`;
  }
  return { text, map, strong: [], opaque: [] };
}
