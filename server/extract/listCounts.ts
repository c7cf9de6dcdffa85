import type { List, Nodes } from 'mdast';
import { mayAnnounce, miscount } from '../arithmetic/counts.ts';
import type { Parsed, Piece } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import type { Miscalculation } from '../model/claims.ts';
import { rememberedOf } from '../model/remembering.ts';
import { shifted } from '../model/text.ts';

/** Lists with another number of entries than the line above them says. `isEdited`: the pieces will be asked about again. */
export function miscountedLists({ text, pieces }: Parsed, isEdited: boolean): Miscalculation[] {
  const count = new Count();
  const found: Miscalculation[] = [];
  // What the piece before ends with.
  let last: Line | undefined;
  for (const { start, piece } of pieces) {
    const own = ofPiece(piece, start, text, isEdited);
    const items = () => entriesIn(piece, start, text);
    own.blocks.forEach((block, i) => {
      if (block.kind === 'end') count.take(block);
      else if (i === 0 && piece.continues !== undefined) count.more(items);
      else count.take(block.isFirst && last !== undefined ? introducedBy(last, block, items) : placed(block, start));
    });
    for (const wrong of own.found) found.push({ ...wrong, span: shifted(wrong.span, start) });
    if (piece.nodes.length > 0) last = own.last && { ...own.last, end: own.last.end + start };
  }
  return [...count.ended(), ...found];
}

/** The list that a piece begins with, below the line that the piece before ends with. */
const introducedBy = (above: Line, list: ListBlock, items: () => readonly string[]): ListBlock => ({
  ...list,
  above,
  items: above.counts ? items() : list.items,
});

const placed = ({ above, ...list }: ListBlock, by: number): ListBlock => ({ ...list, above: above && { ...above, end: above.end + by } });

interface Line {
  readonly line: string;
  readonly end: number;
  /** It says how many entries follow. */
  readonly counts: boolean;
}

/** What matters of a chapter's blocks: lists, with the line right above that introduces them; and where a section ends. */
type Block = { readonly kind: 'end' } | ListBlock;

interface ListBlock {
  readonly kind: 'list';
  readonly above: Line | undefined;
  /** Nothing stands above it in its piece. */
  readonly isFirst: boolean;
  /** Of an ordered list, its first number. */
  readonly first: number | undefined;
  /** How its entries begin; empty where nobody counts them. */
  readonly items: readonly string[];
}

/** Counts the entries of lists: those of an ordered list that goes on with the next number behind a remark, a picture or code belong to it. */
class Count {
  readonly #found: Miscalculation[] = [];
  #open: { readonly above: Line; readonly first: number | undefined; readonly items: string[]; mayGoOn: boolean } | undefined;
  /** The list read last belongs to the open one. */
  #isGrowing = false;

  take(block: Block): void {
    const open = this.#open;
    if (block.kind === 'end') this.#settle();
    else if (block.above?.counts) {
      this.#settle();
      this.#open = { above: block.above, first: block.first, items: [...block.items], mayGoOn: false };
      this.#isGrowing = true;
    } else if (open !== undefined) {
      const goesOn = block.first !== undefined && open.first !== undefined && block.first === open.first + open.items.length;
      if (goesOn) open.items.push(...block.items);
      // Bullets behind a remark may belong to those before it.
      else if (block.first === undefined && open.first === undefined && block.above === undefined) open.mayGoOn = true;
      this.#isGrowing = goesOn;
    }
  }

  /** Further entries of the list that was taken last. */
  more(items: () => readonly string[]): void {
    if (this.#isGrowing) for (const item of items()) this.#open?.items.push(item);
  }

  ended(): readonly Miscalculation[] {
    this.#settle();
    return this.#found;
  }

  #settle(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#isGrowing = false;
    const wrong = open && miscount(open.above.line, open.items, open.mayGoOn);
    if (open === undefined || wrong === undefined) return;
    const at = open.above.end - open.above.line.length;
    const { expression, stated, actual } = wrong;
    this.#found.push({ kind: 'count', span: { start: at + wrong.start, end: at + wrong.end }, expression, stated, actual });
  }
}

/** What a piece says of lists, offsets from its start. */
interface OfPiece {
  readonly blocks: readonly Block[];
  /** Of lists in its lists. */
  readonly found: readonly Miscalculation[];
  /** The line that it ends with, if that introduces something. */
  readonly last: Line | undefined;
}

const remembered = new WeakMap<Piece, OfPiece>();

const ofPiece = (piece: Piece, start: number, whole: string, isEdited: boolean): OfPiece =>
  rememberedOf(remembered, piece, isEdited, () => {
    const text = whole.slice(start, start + piece.length);
    const found: Miscalculation[] = [];
    return { ...blocksOf(piece.nodes, text, found), found };
  });

function blocksOf(nodes: readonly Nodes[], text: string, found: Miscalculation[]): Pick<OfPiece, 'blocks' | 'last'> {
  const blocks: Block[] = [];
  let last: Line | undefined;
  nodes.forEach((node, i) => {
    if (node.type === 'list') {
      const first = node.ordered ? (node.start ?? 1) : undefined;
      const matters = last?.counts === true || (first !== undefined && first > 1);
      blocks.push({ kind: 'list', above: last, isFirst: i === 0, first, items: matters ? entries(node, text) : [] });
      inItems(node, text, found);
    } else if (node.type === 'heading' || node.type === 'thematicBreak') blocks.push({ kind: 'end' });
    last = introducing(node, text);
  });
  return { blocks, last };
}

function inItems(list: List, text: string, found: Miscalculation[]): void {
  for (const { children } of list.children) {
    // Most items are one paragraph.
    if (children.length < 2) continue;
    const count = new Count();
    for (const block of blocksOf(children, text, found).blocks) count.take(block);
    for (const wrong of count.ended()) found.push(wrong);
  }
}

/** The last line of a paragraph that ends in a colon, or in bold. */
function introducing(node: Nodes, text: string): Line | undefined {
  if (node.type !== 'paragraph') return undefined;
  const { start, end } = spanOf(node);
  // Nearly every paragraph ends otherwise than in a colon or a star.
  const last = text.charCodeAt(end - 1);
  if (last !== 0x3a && last !== 0xff1a && last !== 0x2a) return undefined;
  const at = Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
  const line = text.slice(at, end);
  return { line, end, counts: line.length <= 160 && mayAnnounce(line) };
}

/** The entries of the list that a piece begins with. */
function entriesIn({ nodes: [list] }: Piece, start: number, text: string): string[] {
  return list?.type === 'list' ? entries(list, text.slice(start, start + spanOf(list).end)) : [];
}

/** How each entry begins. */
const entries = (list: List, text: string): string[] =>
  list.children.map(item => {
    const { start, end } = spanOf(item);
    return text.slice(start, Math.min(end, start + 120)).split('\n', 1)[0]!;
  });
