import { type Block, bounded, joined, longest, type Paragraph, type Table } from '../language/source.ts';
import type { Form } from './construct.ts';
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
      return mayState(block, vocabulary) ? paragraphForms(block, vocabulary) : none;
    case 'table':
      return block.rows.some(row => row.some(cell => vocabulary.terms.test(cell.text))) ? tableForms(bounded(block), vocabulary) : none;
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
