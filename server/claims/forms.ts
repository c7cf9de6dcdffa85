import { oneOf } from '../language/lexicon.ts';
import { type Block, bounded, joined, longest, type Paragraph, type Table } from '../language/source.ts';
import type { Form } from './construct.ts';
import { isOfEvents } from './constructs/schedule.ts';
import { isCaption, numbered, paragraphForms } from './leads.ts';
import { planOf } from './tables.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * What a block may be to constructs; nothing for one that cannot say anything, as most. Asked of every block: what it says depends on nothing else. What is longer than any statement is
 * not read, so that nobody waits for a pattern that tries every start.
 */
export function formsOf(block: Block, vocabulary: Vocabulary): readonly Form[] {
  switch (block.kind) {
    case 'paragraph':
      return [
        ...(isDatedLine(block) ? [{ form: 'dated line', of: block } as const] : none),
        ...(mayState(block, vocabulary) ? paragraphForms(block, vocabulary) : none),
      ];
    case 'table':
      return isStating(block, vocabulary) ? tableForms(bounded(block), vocabulary) : none;
    case 'fence':
    case 'formula':
      if (block.lines.some(line => line.text.length > longest)) return none;
      if (block.kind === 'formula' || block.info === 'math') return [{ form: 'formula', of: joined(block.lines) }];
      if (block.info === 'mermaid') return [{ form: 'diagram', of: block }];
      return block.lines.some(line => line.text.includes('=')) ? [{ form: 'code', of: joined(block.lines) }] : none;
    default:
      return none;
  }
}

const none: readonly Form[] = [];

function isStating({ rows }: Table, { terms, words: { schedule } }: Vocabulary): boolean {
  const [header = []] = rows;
  if (isOfEvents(header, schedule.times, schedule.events) || isOfEvents(header, schedule.events, schedule.times)) return true;
  return rows.some(row => row.some(cell => terms.test(cell.text)));
}

/** Two quarters, or two months, and a mark between them. */
const isDatedLine = ({ quiet, text, item }: Paragraph): boolean =>
  quiet === undefined && item === undefined && text.text.length <= longest && twoTimes.test(text.text);
const anyTime = `(?:Q[1-4]|${oneOf('month')})`;
const twoTimes = new RegExp(
  `(?:19|20)\\d\\d[^、，,；;。]{0,4}${anyTime}[^、，,；;。]{1,60}[、，,；;]\\s*(?:19|20)\\d\\d[^、，,；;。]{0,4}${anyTime}`,
  'u',
);

/** A caption announces what comes. A paragraph without words, formulas, weights or dates of claims, as most are, says nothing here. */
const mayState = (block: Paragraph, { terms }: Vocabulary): boolean => {
  const { quiet, text, item } = block;
  if ((quiet !== undefined && !numbered.test(quiet)) || text.text.length > 10 * longest) return false;
  const says = text.opaque.length > 0 || terms.test(text.text) || (item !== undefined && /\d/.test(text.text)) || text.text.includes('=');
  return says && !isCaption(block);
};

function tableForms(table: Table, vocabulary: Vocabulary): readonly Form[] {
  const plan = planOf(table, vocabulary);
  const of = { table, plan };
  return plan.layout === 'none'
    ? [{ form: 'rows', of }]
    : [
        { form: plan.layout, of },
        { form: 'rows', of },
      ];
}
