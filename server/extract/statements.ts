import type { Nodes, Paragraph, RootContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import type { TheoremBlock } from '../model/facts.ts';
import { plainText } from './phrasing.ts';

const lead = /^(定义|定理|引理|推论|命题|公理|证明|Definition|Theorem|Lemma|Corollary|Proposition|Axiom|Proof)(?![A-Za-z])[^：:。]{0,80}/;

/** The definitions, theorems and proofs of a piece: paragraphs that begin with such a word in bold. */
export function collectStatements(nodes: readonly RootContent[], text: string): TheoremBlock[] {
  if (!/\*\*(?:定|引|推|命|公|证|D|T|L|C|P|A)/.test(text)) return [];
  const found: TheoremBlock[] = [];
  const visit = (node: Nodes): void => {
    if (node.type !== 'paragraph') {
      if ('children' in node && node.type !== 'heading' && node.type !== 'table') for (const child of node.children) visit(child);
      return;
    }
    const statement = statementOf(node);
    if (statement !== undefined) found.push(statement);
  };
  for (const node of nodes) visit(node);
  return found;
}

function statementOf(paragraph: Paragraph): TheoremBlock | undefined {
  const [first, second] = paragraph.children;
  const title = first?.type === 'strong' ? lead.exec(plainText(first.children)) : null;
  if (title === null) return undefined;
  // **定理**（名）：
  const name = second?.type === 'text' ? (/^\s*[（(][^（()）]{1,60}[)）]/.exec(second.value)?.[0].trim() ?? '') : '';
  return { title: title[0].trim() + name, span: spanOf(paragraph), lead: spanOf(first!) };
}
