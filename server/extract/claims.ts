import type { Heading as HeadingNode, Nodes, Paragraph as ParagraphNode, PhrasingContent, RootContent } from 'mdast';
import { miscalculations } from '../claims/arithmetic.ts';
import { keysOf } from '../claims/check.ts';
import { readClaims } from '../claims/read.ts';
import { type Block, fences, type Heading, type Line, type Paragraph, type PlacedBlock, plain, type Text } from '../claims/source.ts';
import type { Vocabulary } from '../claims/vocabulary.ts';
import type { Parsed, Piece } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import { type ClaimFacts, keptClaim } from '../model/claims.ts';
import type { Span } from '../model/text.ts';
import { miscountedLists } from './listCounts.ts';

/** Where they are not looked for. */
export const noClaims: ClaimFacts = { kept: [], only: [], wholes: [], miscalculations: [] };

/** The claims of a chapter. `isEdited`: what its pieces say by themselves is remembered with them, so that an edit reads anew what it has changed. */
export function claimFacts(parsed: Parsed, vocabulary: Vocabulary, isEdited: boolean): ClaimFacts {
  const placed = parsed.pieces.flatMap(({ start, piece }) => blocksOf(piece, start, parsed.text, vocabulary, isEdited));
  const { claims, only, wholes } = readClaims(placed, vocabulary, isEdited);
  return {
    kept: claims.map(claim => keptClaim(claim, keysOf(claim, vocabulary))),
    only,
    wholes,
    miscalculations: [...miscalculations(placed, vocabulary, isEdited), ...miscountedLists(parsed, isEdited)],
  };
}

const remembered = new WeakMap<Piece, { readonly vocabulary: Vocabulary; readonly blocks: readonly Block[] }>();

/** What the reading of claims needs of a piece. */
function blocksOf(piece: Piece, start: number, text: string, vocabulary: Vocabulary, isEdited: boolean): PlacedBlock[] {
  let known = isEdited ? remembered.get(piece) : undefined;
  if (known?.vocabulary !== vocabulary) {
    const source = text.slice(start, start + piece.length);
    known = { vocabulary, blocks: underHeader(claimBlocks(piece.nodes, source, vocabulary.speaks), piece.continues) };
    if (isEdited) remembered.set(piece, known);
  }
  return known!.blocks.map(block => ({ start, block }));
}

/** Reads of a piece what the claims of its chapter need of it by itself. False when that was known. */
export function readClaimsAhead(piece: Piece, start: number, text: string, vocabulary: Vocabulary): boolean {
  if (remembered.get(piece)?.vocabulary === vocabulary) return false;
  miscalculations(blocksOf(piece, start, text, vocabulary, true), vocabulary, true);
  return true;
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
 * What the reading of claims needs of some top-level nodes: every heading, and the blocks whose source `speaks`. `source` is the text that the
 * spans count in.
 */
export function claimBlocks(nodes: readonly RootContent[], source: string, speaks: (text: string) => boolean): Block[] {
  const blocks: Block[] = [];
  const textOf = (children: readonly Nodes[]): Text => visible(children, source);

  const visit = (node: Nodes, item?: { depth: number; ordered: boolean }): void => {
    const span = spanOf(node);
    switch (node.type) {
      case 'heading':
        blocks.push(new LazyHeading(node, span, source));
        return;
      case 'paragraph': {
        const written = source.slice(span.start, span.end);
        if (!speaks(written)) {
          if (announces(written, item !== undefined)) blocks.push(new QuietParagraph(node, span, source, item));
          return;
        }
        const only = node.children.length === 1 ? (node.children[0] as Nodes | undefined) : undefined;
        if (only !== undefined && isMath(only)) blocks.push({ kind: 'formula', span, lines: formulaLines(spanOf(only), source) });
        else blocks.push({ kind: 'paragraph', span, text: textOf(node.children), ...(item && { item }) });
        return;
      }
      case 'table':
        if (!speaks(source.slice(span.start, span.end))) return;
        blocks.push({ kind: 'table', span, rows: node.children.map(row => row.children.map(cell => textOf(cell.children))) });
        return;
      case 'code': {
        const info = (node.lang ?? '').toLowerCase();
        if (!fences.has(info) || !speaks(source.slice(span.start, span.end))) return;
        blocks.push({ kind: 'fence', span, info, lines: codeLines(node.value, span, source) });
        return;
      }
      case 'list':
        for (const child of node.children) {
          let first = { depth: (item?.depth ?? 0) + 1, ordered: node.ordered === true } as typeof item;
          for (const part of child.children) {
            visit(part, part.type === 'list' ? { depth: (item?.depth ?? 0) + 1, ordered: false } : first);
            if (part.type === 'paragraph') first = undefined;
          }
        }
        return;
      case 'blockquote':
        for (const child of node.children) visit(child);
        return;
      default:
        if (isMath(node) && speaks(source.slice(span.start, span.end)))
          blocks.push({ kind: 'formula', span, lines: formulaLines(span, source) });
    }
  };
  for (const node of nodes) visit(node);
  return blocks;
}

/** A bold line, a line that ends in a colon: they may say whom the blocks below are about. Items of a list do so only by a colon. */
const announces = (source: string, isItem: boolean): boolean =>
  source.length <= 120 && (isItem ? /[:：]\s*\**\s*$/u : /^\s*\*\*[^*]+\*\*|[:：]\s*\**\s*$/u).test(source);

/** What stands above no claim, as most headings and captions do, is never asked for its text. */
class Lazy {
  readonly span: Span;
  readonly #read: () => Text;
  #text: Text | undefined;

  constructor(children: readonly Nodes[], span: Span, source: string) {
    this.span = span;
    this.#read = () => visible(children, source);
  }

  get text(): Text {
    this.#text ??= this.#read();
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
  readonly item?: NonNullable<Paragraph['item']>;

  constructor({ children }: ParagraphNode, span: Span, source: string, item: Paragraph['item']) {
    super(children, span, source);
    this.quiet = source.slice(span.start, span.start + 16).replace(/^[*_\s]+/, '');
    if (item !== undefined) this.item = item;
  }
}

const isMath = (node: Nodes): boolean => (node.type as string) === 'math';

function visible(children: readonly Nodes[], source: string): Text {
  let text = '';
  const map: number[] = [];
  const strong: Span[] = [];
  const opaque: Span[] = [];
  const add = (part: string, at: number): void => {
    if (map.at(-2) !== undefined && map.at(-1)! + text.length - map.at(-2)! === at) text += part;
    else {
      if (map.at(-2) === text.length) map.length -= 2;
      map.push(text.length, at);
      text += part;
    }
  };
  const visit = (node: Nodes): void => {
    const span = spanOf(node);
    const start = text.length;
    switch (node.type) {
      case 'text':
        aligned(node.value, source, span, add);
        return;
      case 'inlineCode': {
        const inside = source.indexOf(node.value, span.start);
        add(node.value, inside < 0 || inside > span.end ? span.start : inside);
        opaque.push({ start, end: text.length });
        return;
      }
      case 'break':
        add('\n', span.start);
        return;
      case 'html':
        if (/^<br\s*\/?>$/i.test(node.value)) add('\n', span.start);
        return;
      case 'strong':
        for (const child of node.children) visit(child as PhrasingContent);
        strong.push({ start, end: text.length });
        return;
      default:
        if ((node.type as string) === 'inlineMath' || isMath(node)) {
          add(source.slice(span.start, span.end), span.start);
          opaque.push({ start, end: text.length });
        } else if ('children' in node) for (const child of node.children) visit(child as PhrasingContent);
    }
  };
  for (const child of children) visit(child);
  const linked = children[0]?.type === 'link';
  return { text, map, strong, opaque, ...(linked && { linked: true as const }) };
}

/** A text node whose source has escapes or entities is laid beside it in runs that are equal. */
function aligned(value: string, source: string, span: Span, add: (part: string, at: number) => void): void {
  if (span.end - span.start === value.length) {
    add(value, span.start);
    return;
  }
  let from = 0;
  let at = span.start;
  for (let i = 0, j = span.start; i < value.length; i++, j++) {
    if (value[i] === source[j]) continue;
    if (i > from) add(value.slice(from, i), at);
    if (source[j] === '&') {
      const end = source.indexOf(';', j);
      add(value[i]!, j);
      j = end < 0 ? j : end;
      from = i + 1;
      at = j + 1;
      continue;
    }
    while (j < span.end && source[j] !== value[i]) j++;
    from = i;
    at = j;
  }
  if (from < value.length) add(value.slice(from), at);
}

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
