import { oneOf } from '../language/lexicon.ts';
import { type Block, bounded, type Line, longest, type Text } from '../language/source.ts';
import { type Context, sectionSubject, subjectOf } from './context.ts';
import type { Definitions } from './definitions.ts';
import { readFormula, readPlainFormula } from './formulaClaims.ts';
import { readWrongNames } from './levelNames.ts';
import { readDiagram } from './mermaidClaims.ts';
import { readParagraph } from './prose.ts';
import { readRuleItem, readSymbol } from './ruleClaims.ts';
import { readSchedule, readScheduled } from './schedule.ts';
import { readTable } from './tableClaims.ts';
import { readWeights } from './weightClaims.ts';

/** Reads one block into `context.claims`. `before`: the block above it, which may say whom a formula is about. */
export function readBlock(block: Block, before: Block | undefined, context: Context, definitions: Definitions): void {
  const { vocabulary } = context;
  switch (block.kind) {
    case 'paragraph': {
      if (block.text.text.length > 10 * longest) return;
      const { text } = block;
      const states = vocabulary.terms.test(text.text);
      if (text.opaque.length > 0) {
        readSymbol(text, definitions);
        readRuleItem(text, context, text.strong[0] && text.text.slice(text.strong[0].start, text.strong[0].end));
      }
      readWeights(text, context, definitions);
      if (block.item !== undefined) readScheduled(block, context);
      if (states && !text.linked) readWrongNames(text, context);
      if (states) readParagraph(block, context);
      return;
    }
    case 'table': {
      if (!block.rows.some(row => row.some(cell => vocabulary.terms.test(cell.text)))) return;
      const table = bounded(block);
      readTable(table, context);
      readSchedule(table, context);
      return;
    }
    case 'fence':
      if (block.lines.some(line => line.text.length > longest)) return;
      if (block.info === 'mermaid') readDiagram(block, context);
      else if (block.info === 'text' || block.info === '') readPlainFormula(joined(block.lines), context, definitions);
      else if (block.info === 'math') readFormula(joined(block.lines), context, definitions, aboutIn(before, context));
      return;
    case 'formula':
      if (block.lines.some(line => line.text.length > longest)) return;
      readFormula(joined(block.lines), context, definitions, aboutIn(before, context));
  }
}

const concerning = new RegExp(`^\\s*${oneOf('concerning')}\\s*([^，。：:]{1,40}?)\\s*[:：]\\s*$`, 'iu');
const both = new RegExp(`\\s*${oneOf('both')}\\s*`, 'u');

/** `对于MoE和Dense：` above a formula. */
function aboutIn(before: Block | undefined, context: Context): ReturnType<typeof subjectOf> | undefined {
  const { vocabulary } = context;
  if (before?.kind !== 'paragraph') return undefined;
  const match = concerning.exec(before.text.text);
  if (match === null) return undefined;
  const subject = subjectOf(match[1]!.replace(both, ' vs '), vocabulary);
  const { section } = context;
  // `对于A和B：` inside a section on `A vs B` is about the pair of the section.
  return subject.name?.includes(' vs ') && section.subject?.includes('vs') ? sectionSubject(context) : subject;
}

/** Lines of code as one text. */
function joined(lines: readonly Line[]): Text {
  let text = '';
  const map: number[] = [];
  for (const line of lines) {
    if (map.length > 0) text += '\n';
    map.push(text.length, line.at);
    text += line.text;
  }
  return { text, map, strong: [], opaque: [] };
}
