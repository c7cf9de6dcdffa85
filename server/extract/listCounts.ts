import type { List, Nodes } from 'mdast';
import { mayAnnounce, miscount } from '../claims/counts.ts';
import type { Parsed, Piece } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import type { Miscalculation } from '../model/claims.ts';
import { rememberedOf } from '../model/remembering.ts';
import { shifted } from '../model/text.ts';

/** Lists with another number of entries than the line above them says. `isEdited`: the pieces will be asked about again. */
export function miscountedLists({ text, pieces }: Parsed, isEdited: boolean): Miscalculation[] {
  const found: Miscalculation[] = [];
  let above: string | undefined;
  let end = 0;
  // A long list stands in several pieces: it is looked at when it has ended.
  let open: { readonly line: string; readonly end: number; readonly items: string[] } | undefined;
  const settle = (): void => {
    if (open !== undefined) found.push(...counted(open.line, open.end - open.line.length, open.items));
    open = undefined;
  };
  for (const { start, piece } of pieces) {
    const own = ofPiece(piece, start, text, isEdited);
    const [first] = piece.nodes;
    const begins = first?.type === 'list' ? first : undefined;
    if (piece.continues !== undefined) open?.items.push(...entriesIn(begins, start, text));
    else if (piece.nodes.length > 0) {
      settle();
      if (above !== undefined && begins !== undefined) open = { line: above, end, items: entriesIn(begins, start, text) };
    }
    for (const wrong of own.found) found.push({ ...wrong, span: shifted(wrong.span, start) });
    if (piece.nodes.length === 0) continue;
    if (piece.nodes.length > 1) settle();
    above = own.last?.line;
    end = start + (own.last?.end ?? 0);
    if (own.open !== undefined) {
      settle();
      open = { line: own.open.line, end: start + own.open.end, items: [...own.open.items] };
    }
  }
  settle();
  return found;
}

/** What a piece says of lists, offsets from its start. */
interface OfPiece {
  readonly found: readonly Miscalculation[];
  /** The list that it ends with, under a line that announces it: more of it may follow. */
  readonly open?: Line & { readonly items: readonly string[] };
  /** The line that it ends with, if that announces something. */
  readonly last: Line | undefined;
}

interface Line {
  readonly line: string;
  readonly end: number;
}

const remembered = new WeakMap<Piece, OfPiece>();

const ofPiece = (piece: Piece, start: number, whole: string, isEdited: boolean): OfPiece =>
  rememberedOf(remembered, piece, isEdited, () => readPiece(piece, whole.slice(start, start + piece.length)));

function readPiece(piece: Piece, text: string): OfPiece {
  const found: Miscalculation[] = [];
  let above: Line | undefined;
  let open: OfPiece['open'];
  for (const node of piece.nodes) {
    if (open !== undefined) found.push(...counted(open.line, open.end - open.line.length, open.items));
    open = undefined;
    if (node.type === 'list') {
      if (above !== undefined) open = { ...above, items: entries(node, text) };
      inItems(node, text, found);
    }
    above = announcing(node, text);
  }
  return { found, ...(open && { open }), last: above };
}

function inItems(list: List, text: string, found: Miscalculation[]): void {
  for (let k = 0; k < list.children.length; k++) {
    const { children } = list.children[k]!;
    // Most items are one paragraph.
    for (let i = 0; i < children.length; i++) {
      const part = children[i]!;
      if (part.type !== 'list') continue;
      const above = i > 0 ? announcing(children[i - 1]!, text) : undefined;
      if (above !== undefined) found.push(...counted(above.line, above.end - above.line.length, entries(part, text)));
      inItems(part, text, found);
    }
  }
}

/** The last line of a paragraph that ends in a colon. */
function announcing(node: Nodes, text: string): Line | undefined {
  if (node.type !== 'paragraph') return undefined;
  const { start, end } = spanOf(node);
  // Nearly every paragraph ends otherwise than in a colon or a star.
  const last = text.charCodeAt(end - 1);
  if (last !== 0x3a && last !== 0xff1a && last !== 0x2a) return undefined;
  const at = Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
  const line = text.slice(at, end);
  return line.length <= 160 && mayAnnounce(line) ? { line, end } : undefined;
}

function counted(line: string, at: number, items: readonly string[]): Miscalculation[] {
  const wrong = miscount(line, items);
  if (wrong === undefined) return [];
  const { expression, stated, actual } = wrong;
  return [{ kind: 'count', span: { start: at + wrong.start, end: at + wrong.end }, expression, stated, actual }];
}

const entriesIn = (list: List | undefined, start: number, text: string): string[] =>
  list === undefined ? [] : entries(list, text.slice(start, start + spanOf(list).end));

/** How each entry begins. */
const entries = (list: List, text: string): string[] =>
  list.children.map(item => {
    const { start, end } = spanOf(item);
    return text.slice(start, Math.min(end, start + 120)).split('\n', 1)[0]!;
  });
