import type { Heading as HeadingNode, List, Nodes, Paragraph as ParagraphNode, RootContent } from 'mdast';
import { miscalculations } from '../arithmetic/miscalculations.ts';
import { keysOf } from '../claims/keys.ts';
import { readingClaims } from '../claims/read.ts';
import { TriggerScanner, type Triggers } from '../claims/triggers.ts';
import type { Vocabulary } from '../claims/vocabulary.ts';
import {
  type Block,
  fences,
  type Heading,
  type Line,
  type Memo,
  type Paragraph,
  type PlacedBlock,
  plain,
  type Text,
} from '../language/source.ts';
import type { Placement } from '../markdown/nodes.ts';
import type { Parsed, Piece } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import { type ClaimFacts, type Miscalculation, toJson } from '../model/claims.ts';
import type { Unread } from '../model/facts.ts';
import { reasonOf } from '../model/reason.ts';
import { resting, type Steps } from '../model/steps.ts';
import { type Span, span } from '../model/text.ts';
import { attemptAt } from './attempt.ts';
import { miscountedLists } from './listCounts.ts';
import { isOfNumbers } from './numberTables.ts';
import { visible } from './visible.ts';

/** Where they are not looked for. */
export const noClaims: ClaimFacts = { kept: [], only: [], wholes: [], miscalculations: [] };

/** How claims are read, each means by itself: what one of them cannot read costs a piece, a block or what it alone reads. */
export const claimReaders = { blocks: claimBlocks, claims: readingClaims, miscalculations, counts: miscountedLists };

/**
 * The claims of a chapter. `isEdited`: what its pieces say by themselves is remembered with them, so that an edit reads anew what it has changed. `unread`: where it is noted what cannot
 * be read.
 */
export function* readingClaimFacts(parsed: Parsed, vocabulary: Vocabulary, isEdited: boolean, unread: Unread[] = []): Steps<ClaimFacts> {
  const rest = resting();
  const placed: PlacedBlock[] = [];
  for (const { start, piece } of parsed.pieces) {
    if (rest()) yield;
    attemptAt('claims', span(start, start + piece.length), unread, () => {
      const blocks = blocksOf(piece, start, parsed.text, vocabulary, isEdited);
      for (let i = 0; i < blocks.length; i++) placed.push({ start, block: blocks[i]! });
    });
  }
  const failed = (what: 'claims' | 'arithmetic') => (place: Span, error: unknown) =>
    void unread.push({ what, span: place, reason: reasonOf(error) });
  const whole = span(0, parsed.text.length);
  let stated: Pick<ClaimFacts, 'kept' | 'only' | 'wholes'> = noClaims;
  try {
    const { claims, only, wholes } = yield* claimReaders.claims(placed, vocabulary, failed('claims'));
    yield;
    stated = { kept: claims.map(claim => toJson(claim, keysOf(claim, vocabulary))), only, wholes };
  } catch (error) {
    failed('claims')(whole, error);
  }
  yield;
  const miscalculations: Miscalculation[] = [];
  attemptAt('arithmetic', whole, unread, () => {
    for (const wrong of claimReaders.miscalculations(placed, vocabulary.wording, failed('arithmetic'))) miscalculations.push(wrong);
  });
  yield;
  attemptAt('arithmetic', whole, unread, () => {
    for (const wrong of claimReaders.counts(parsed, isEdited)) miscalculations.push(wrong);
  });
  return { ...stated, miscalculations };
}

const remembered = new WeakMap<Piece, { readonly vocabulary: Vocabulary; readonly blocks: readonly Block[] }>();

/** What the reading of claims needs of a piece. */
function blocksOf(piece: Piece, start: number, text: string, vocabulary: Vocabulary, isEdited: boolean): readonly Block[] {
  const known = isEdited ? remembered.get(piece) : undefined;
  if (known?.vocabulary === vocabulary) return known.blocks;
  const source = text.slice(start, start + piece.length);
  const blocks = underHeader(claimReaders.blocks(piece.nodes, source, vocabulary.triggers, isEdited), piece.continues);
  if (isEdited) remembered.set(piece, { vocabulary, blocks });
  return blocks;
}

/** Reads of a piece what the claims of its chapter need of it by itself. */
export function readClaimsAhead(piece: Piece, start: number, text: string, vocabulary: Vocabulary): void {
  if (remembered.get(piece)?.vocabulary === vocabulary) return;
  const placed = blocksOf(piece, start, text, vocabulary, true).map(block => ({ start, block }));
  miscalculations(placed, vocabulary.wording);
}

/** The later rows of a long table stand under the header of its first piece. */
function underHeader(blocks: readonly Block[], head: Piece | undefined): readonly Block[] {
  const table = head?.nodes.at(-1);
  if (table?.type !== 'table') return blocks;
  const header = table.children[0]?.children.map(cell => bare(cell.children)) ?? [];
  return blocks.map(block => (block.kind === 'table' ? { ...block, rows: [header, ...block.rows], partial: true as const } : block));
}

/** The text alone, for a header whose place nobody asks for. */
function bare(children: readonly Nodes[]): Text {
  const text = (node: Nodes): string =>
    'value' in node ? node.value : 'children' in node ? (node.children as Nodes[]).map(text).join('') : '';
  return plain(children.map(text).join(''));
}

/**
 * What the reading of claims needs of some top-level nodes: every heading, and the blocks whose source says something by `triggers`. `source`: the text
 * that the spans count in. `isEdited`: the blocks will be asked about again, so they remember what is read of them.
 */
export function claimBlocks(nodes: readonly RootContent[], source: string, triggers: Triggers, isEdited = false): Block[] {
  const reader = new BlockReader(source, triggers, isEdited);
  for (const node of nodes) reader.read(node);
  return reader.blocks;
}

type Item = NonNullable<Paragraph['item']>;

class BlockReader {
  readonly blocks: Block[] = [];
  readonly #source: string;
  readonly #scanner: TriggerScanner;
  readonly #isEdited: boolean;

  constructor(source: string, triggers: Triggers, isEdited: boolean) {
    this.#isEdited = isEdited;
    this.#source = source;
    this.#scanner = new TriggerScanner(triggers, source);
  }

  /** `item`: of which the node is the first paragraph. */
  read(node: RootContent, item?: Item): void {
    switch (node.type) {
      case 'heading':
        this.#add(new LazyHeading(node, spanOf(node), this.#source));
        return;
      case 'paragraph':
        this.#paragraph(node, item);
        return;
      case 'table': {
        const span = spanOf(node);
        if (!this.#scanner.isIn(span.start, span.end) && !isOfNumbers(node, this.#source)) return;
        const rows = node.children.map(row => row.children.map(cell => visible(cell.children, this.#source)));
        this.#add({ kind: 'table', span, rows });
        return;
      }
      case 'code': {
        const span = spanOf(node);
        const info = (node.lang ?? '').toLowerCase();
        if (!fences.has(info) || !this.#scanner.isIn(span.start, span.end)) return;
        this.#add({ kind: 'fence', span, info, lines: codeLines(node.value, span, this.#source) });
        return;
      }
      case 'list':
        this.#list(node, 1);
        return;
      case 'blockquote':
      case 'container':
        for (const child of node.children) this.read(child);
        return;
      case 'math': {
        const span = spanOf(node);
        if (this.#scanner.isIn(span.start, span.end)) this.#formula(span, span);
      }
    }
  }

  #list({ children, ordered }: List, depth: number): void {
    const item: Item = { depth, ordered: ordered === true };
    // An iterator for each of thousands of lists and items would be more work than to look at them.
    for (let i = 0; i < children.length; i++) {
      const parts = children[i]!.children;
      let isFirst = true;
      for (let j = 0; j < parts.length; j++) {
        const part = parts[j]!;
        if (part.type === 'list') this.#list(part, depth + 1);
        else this.read(part, isFirst ? item : undefined);
        if (part.type === 'paragraph') isFirst = false;
      }
    }
  }

  #paragraph(node: ParagraphNode, item: Item | undefined): void {
    const { from, to } = node as unknown as Placement;
    if (!this.#scanner.isIn(from, to)) {
      if (announces(this.#source, from, to, item !== undefined)) this.#add(new QuietParagraph(node, spanOf(node), this.#source, item));
      return;
    }
    const span = spanOf(node);
    const only = node.children.length === 1 ? node.children[0]! : undefined;
    if (only !== undefined && isMath(only)) this.#formula(span, spanOf(only));
    else this.#add({ kind: 'paragraph', span, text: visible(node.children, this.#source), ...(item && { item }) });
  }

  #add(block: Block): void {
    this.blocks.push(this.#isEdited ? Object.assign(block, { memo: new Map() }) : block);
  }

  #formula(span: Span, written: Span): void {
    this.#add({ kind: 'formula', span, lines: formulaLines(written, this.#source) });
  }
}

/** A bold line, a line that ends in a colon: they may say whom the blocks below are about. Items of a list do so only by a colon. */
function announces(source: string, start: number, end: number, isItem: boolean): boolean {
  // One look at the ends tells of nearly all of them.
  if (end - start > 120 || !(mayEndSo(source.charCodeAt(end - 1)) || (!isItem && mayEndSo(source.charCodeAt(start))))) return false;
  return (isItem ? /[:：]\s*\**\s*$/u : /^\s*\*\*[^*]+\*\*|[:：]\s*\**\s*$/u).test(source.slice(start, end));
}

/** A colon, a star or, maybe, white space. */
const mayEndSo = (c: number): boolean =>
  c === 0x3a ||
  c === 0xff1a ||
  c === 0x2a ||
  c <= 0x20 ||
  c === 0xa0 ||
  c === 0x1680 ||
  (c >= 0x2000 && c <= 0x205f) ||
  c === 0x3000 ||
  c === 0xfeff;

/** What stands above no claim, as most headings and captions do, is never asked for its text. */
class Lazy {
  declare readonly memo?: Memo;
  readonly span: Span;
  readonly #children: readonly Nodes[];
  readonly #source: string;
  #text: Text | undefined;

  constructor(children: readonly Nodes[], span: Span, source: string) {
    this.span = span;
    this.#children = children;
    this.#source = source;
  }

  get text(): Text {
    this.#text ??= visible(this.#children, this.#source);
    return this.#text;
  }
}

class LazyHeading extends Lazy implements Heading {
  readonly kind = 'heading';
  readonly depth: number;

  constructor({ depth, children }: HeadingNode, span: Span, source: string) {
    super(children, span, source);
    this.depth = depth;
  }
}

class QuietParagraph extends Lazy implements Paragraph {
  readonly kind = 'paragraph';
  readonly quiet: string;
  readonly item?: Item;

  constructor({ children }: ParagraphNode, span: Span, source: string, item: Paragraph['item']) {
    super(children, span, source);
    this.quiet = source.slice(span.start, span.start + 16).replace(/^[*_\s]+/, '');
    if (item !== undefined) this.item = item;
  }
}

const isMath = (node: Nodes): boolean => (node.type as string) === 'math';

function codeLines(value: string, span: Span, source: string): Line[] {
  const lines: Line[] = [];
  let at = source.indexOf('\n', span.start) + 1;
  for (const text of value.split('\n')) {
    const end = source.indexOf('\n', at);
    const shift = text === '' ? 0 : source.slice(at, end < 0 ? span.end : end).indexOf(text);
    lines.push({ text, at: at + Math.max(0, shift) });
    at = end < 0 ? span.end : end + 1;
  }
  return lines;
}

function formulaLines(span: Span, source: string): Line[] {
  const raw = source.slice(span.start, span.end);
  const inside = /^\$+\s*([\s\S]*?)\s*\$+$/.exec(raw);
  const at = inside === null ? span.start : span.start + raw.indexOf(inside[1]!);
  const lines: Line[] = [];
  let start = 0;
  for (const text of (inside?.[1] ?? raw).split('\n')) {
    lines.push({ text, at: at + start });
    start += text.length + 1;
  }
  return lines;
}
