import { parse } from '../markdown/parse.ts';
import type { Definition } from '../model/facts.ts';
import { visible } from './visible.ts';

/**
 * What a reader sees of some Markdown: no markup, no images, no HTML, formulas with their dollars. `definitions`: those of its chapter, which references in it may need. Costs
 * what parsing does, so nothing long should be given to it.
 */
export function visibleText(source: string, definitions: readonly Pick<Definition, 'label'>[] = []): string {
  const folded = source.toLowerCase();
  const needed = source.includes(']') ? definitions.filter(({ label }) => folded.includes(label)) : [];
  const { text, pieces } = parse([source, '', ...needed.map(({ label }) => `[${label}]: #`)].join('\n'));
  return pieces
    .map(({ start, piece }) => visible(piece.nodes, text.slice(start, start + piece.length)).text)
    .join(' ')
    .trim();
}
