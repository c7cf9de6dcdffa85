import type { List, Nodes } from 'mdast';
import { mayAnnounce, miscount } from '../claims/counts.ts';
import type { Parsed } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import type { Miscalculation } from '../model/claims.ts';

/** Lists with another number of entries than the line above them says. */
export function miscountedLists({ text, pieces }: Parsed): Miscalculation[] {
  const found: Miscalculation[] = [];
  let above: { readonly at: number; readonly end: number } | undefined;
  // A long list stands in several pieces: it is looked at when it has ended.
  let pending: { readonly above: { readonly at: number; readonly end: number }; readonly items: string[] } | undefined;
  const settle = (): void => {
    if (pending !== undefined) found.push(...counted(text, pending.above, pending.items));
    pending = undefined;
  };
  for (const { start, piece } of pieces) {
    for (const node of piece.nodes) {
      if (piece.continues !== undefined && node.type === 'list') {
        pending?.items.push(...entries(node, text, start));
        continue;
      }
      settle();
      if (node.type === 'list') {
        if (above !== undefined) pending = { above, items: entries(node, text, start) };
        inItems(node, text, start, found);
      }
      above = announcing(node, text, start);
    }
  }
  settle();
  return found;
}

function inItems(list: List, text: string, start: number, found: Miscalculation[]): void {
  for (const { children } of list.children) {
    for (const [i, part] of children.entries()) {
      if (part.type !== 'list') continue;
      const before = children[i - 1];
      const above = before && announcing(before, text, start);
      if (above !== undefined) found.push(...counted(text, above, entries(part, text, start)));
      inItems(part, text, start, found);
    }
  }
}

/** The last line of a paragraph that ends in a colon. */
function announcing(node: Nodes, text: string, start: number): { at: number; end: number } | undefined {
  if (node.type !== 'paragraph') return undefined;
  const span = spanOf(node);
  const end = start + span.end;
  const at = Math.max(start + span.start, text.lastIndexOf('\n', end - 1) + 1);
  return end - at <= 160 && mayAnnounce(text.slice(at, end)) ? { at, end } : undefined;
}

function counted(text: string, { at, end }: { readonly at: number; readonly end: number }, items: readonly string[]): Miscalculation[] {
  const wrong = miscount(text.slice(at, end), items);
  if (wrong === undefined) return [];
  const { expression, stated, actual } = wrong;
  return [{ kind: 'count', span: { start: at + wrong.start, end: at + wrong.end }, expression, stated, actual }];
}

/** How each entry begins. */
const entries = (list: List, text: string, start: number): string[] =>
  list.children.map(item => {
    const { start: from, end } = spanOf(item);
    return text.slice(start + from, start + Math.min(end, from + 120)).split('\n', 1)[0]!;
  });
