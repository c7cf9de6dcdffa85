import { attempted, type Failed, thrown } from '../language/attempted.ts';
import { keyOf } from '../language/names.ts';
import {
  type Block,
  bounded,
  type Heading,
  type Line,
  longest,
  type PlacedBlock,
  remembered,
  spanIn,
  type Text,
} from '../language/source.ts';
import type { Miscalculation } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import { wrongChanges } from './changes.ts';
import { mayEquate, wrongEquations } from './equations.ts';
import { countsOtherwise, isHearsay } from './hearsay.ts';
import { wrongPercentages } from './percentages.ts';
import { wrongCells } from './totals.ts';
import type { Wording } from './wording.ts';

/** Every calculation of some blocks that does not come out: equations, totals, shares, changes. `failed`: told where a block cannot be read; without it, that is thrown. */
export function miscalculations(blocks: readonly PlacedBlock[], wording: Wording, failed: Failed = thrown): Miscalculation[] {
  const all: Miscalculation[] = [];
  const above: Heading[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const { start, block } = blocks[i]!;
    if (block.kind === 'heading') {
      while (above.length > 0 && above.at(-1)!.depth >= block.depth) above.pop();
      above.push(block);
    }
    // Headings, and what says nothing, are most.
    if (block.kind === 'heading' || (block.kind === 'paragraph' && block.quiet !== undefined)) continue;
    const wrong = attempted(blocks[i]!, () => remembered(block, ofBlock, () => ofBlock(block, wording)), failed);
    if (wrong.length === 0) continue;
    const isLed = isLedAstray(above, leadOf(blocks[i - 1]?.block));
    for (const found of wrong) if (!isLed || !equating.has(found.kind)) all.push({ ...found, span: shifted(found.span, start) });
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
  const found: Miscalculation[] = [];
  switch (block.kind) {
    case 'paragraph':
      if (block.text.text.length <= 10 * longest) inText(block.text, wording, found);
      break;
    case 'table':
      for (const wrong of wrongCells(bounded(block), wording)) found.push(told(wrong.what, wrong, wrong.cell));
      for (const row of block.rows) {
        for (let i = 0; i < row.length; i++) {
          const cell = row[i]!;
          if (cell.text.length > longest || !/[=≈]|\\approx|0\.\d/.test(cell.text)) continue;
          if (/[=≈]|\\approx/.test(cell.text)) inText(cell, wording, found, [...(block.rows[0] ?? []), ...row]);
          else for (const wrong of wrongPercentages(cell.text)) found.push(told('percentage', wrong, cell));
        }
      }
      break;
    case 'formula':
      equations(joined(block.lines), true, wording, found);
      break;
    case 'fence': {
      const text = joined(block.lines);
      // Indented Markdown is code to us, and its formulas are formulas all the same.
      if (block.info === 'math') equations(text, true, wording, found);
      else if (block.info === 'text' || block.info === '') equations(text, /\\[a-z]{2}/i.test(text.text), wording, found);
      break;
    }
    default:
  }
  return found;
}

/** Formulas inside a text are read as TeX, the rest without them and without code. `beside`: what says how its numbers are meant. */
function inText(text: Text, wording: Wording, found: Miscalculation[], beside: readonly Text[] = [text]): void {
  const between: string[] = [];
  let from = 0;
  let counts: boolean | undefined;
  const isOtherwise = (): boolean => {
    counts ??= beside.some(other => countsOtherwise(other.text));
    return counts;
  };
  for (let i = 0; i < text.opaque.length; i++) {
    const { start, end } = text.opaque[i]!;
    const inside = text.text[start] === '$' ? /^(\$+)([\s\S]*?)\1$/.exec(text.text.slice(start, end)) : null;
    const at = start + (inside?.[1] ?? '').length;
    if (inside !== null && mayEquate(inside[2]!))
      equations(part(text, at, inside[2]!), true, wording, found, { text: text.text, at, isOtherwise });
    between.push(text.text.slice(from, start), '\u0000'.repeat(end - start));
    from = end;
  }
  const rest = between.join('') + text.text.slice(from);
  if (mayEquate(rest)) equations({ ...text, text: rest }, false, wording, found, { text: text.text, at: 0, isOtherwise });
  for (const wrong of wrongChanges(rest)) found.push(told('change', wrong, text));
  for (const wrong of wrongPercentages(rest)) found.push(told('percentage', wrong, text));
}

/** The text that equations stand in, from where in it they count, and whether they count as everybody does. */
interface Surroundings {
  readonly text: string;
  readonly at: number;
  readonly isOtherwise: () => boolean;
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

function equations(
  text: Text,
  tex: boolean,
  { measureNamed }: Wording,
  found: Miscalculation[],
  { text: whole, at, isOtherwise }: Surroundings = { text: text.text, at: 0, isOtherwise: () => countsOtherwise(text.text) },
): void {
  const wrongs = wrongEquations(text.text, tex);
  if (wrongs.length === 0 || isOtherwise()) return;
  for (const wrong of wrongs) {
    if (isHearsay(whole, at + wrong.from, at + wrong.end)) continue;
    const named = /^\s*(?:\\text\{([^{}]+)\}|([\p{L}]+))\s*(?:=|≈|\\approx)/u.exec(text.text);
    const metric = named === null ? undefined : measureNamed(keyOf(named[1] ?? named[2] ?? ''));
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
