import type { Link as LinkNode, LinkReference, Nodes, PhrasingContent, Table } from 'mdast';
import type { Placement } from '../markdown/nodes.ts';
import type { Piece } from '../markdown/parse.ts';
import { destinationOf, labelOf, spanOf } from '../markdown/span.ts';
import type { TheoremBlock } from '../model/facts.ts';
import type { Parts } from '../model/parts.ts';
import type { Span } from '../model/text.ts';
import { attempt } from './attempt.ts';
import { collectFormulas } from './formulas.ts';
import { collectHtml } from './html.ts';
import { collectHtmlHeadings, endsHeading } from './htmlHeadings.ts';
import { mayHoldHeading } from './looseHeadings.ts';
import { headingOf, imageOf, linkOf, referenceOf, wikiLinkOf } from './nodeFacts.ts';
import { plainSource } from './phrasing.ts';
import { type Collected, type Failure, nothingCollected, type PieceFacts, type PieceFormulaFacts } from './pieceFacts.ts';
import { noFormulas } from './pieceFormulas.ts';
import { readers } from './readers.ts';
import { columnsOf } from './tornRows.ts';

/** What one piece says of formulas. `text`: the piece's own text. */
export function collectFormulaFacts({ nodes }: Piece, text: string, notation: boolean): PieceFormulaFacts {
  const into = { formulas: noFormulas(), statements: [] as TheoremBlock[], unread: [] as Failure[] };
  collectFormulas(nodes, text, notation, into);
  if (notation)
    attempt('theorems', into, () => {
      into.statements = readers.theorems(nodes, text);
    });
  return into;
}

/** The facts of one piece, but for formulas. `text`: the piece's own text; `parts`: what to look for beside links and headings. */
export function collect(piece: Piece, text: string, parts: Parts): PieceFacts {
  const into = nothingCollected();
  into.unread.push(...(piece.unread ?? []));
  attempt('links', into, () => pieceReader.links(piece, text, parts, into));
  return into;
}

/** How links and headings are read, as `readers` has it for what is simpler. */
export const pieceReader = { links: collectPiece };

function collectPiece(piece: Piece, text: string, parts: Parts, into: Collected): void {
  const marks: Marks = {
    any: new Occurrences(text, /[[<@&]|www|:\\?\/\\?\//gi),
    calls: new Occurrences(text, /\{[{%]/g),
    blocks: new Occurrences(text, /[#＃|]|^[^\S\n]*(?:>[^\S\n]*)*(?:=+|-+)[^\S\n]*\r?$/gm),
    links: new Occurrences(text, /[\]］】][(（]/g),
    references: new Occurrences(text, /\]\[|\[\^/g),
    tightBars: new Occurrences(text, /\|(?=[^\s|`:-])/g),
  };
  const [first] = piece.nodes.filter(node => !isComment(node));
  if (first?.type === 'paragraph') into.firstParagraph = spanOf(first);
  attempt('renames', into, () => {
    into.toldRenames = readers.renames(text);
  });
  const last = piece.nodes.findLast(node => !isComment(node));
  into.endsWith = last === undefined ? 'nothing' : last.type === 'heading' || endsHeading(last) ? 'heading' : 'other';
  piece.nodes.forEach((node, i) => {
    if (node.type === 'heading') into.headings.push(headingOf(node, leadBehind(piece.nodes, i), text));
    else if (node.type === 'paragraph') attempt('contents', into, () => readers.tocParagraph(text, spanOf(node), into));
    if (parts.has('fields')) attempt('fields', into, () => readers.fields(node, text, into));
    const links = into.links.length;
    collectNode(node, text, marks, into, undefined);
    if (node.type === 'html') collectHtmlHeadings(piece.nodes, i, text, true, into);
    if (node.type === 'list' && parts.has('contents'))
      attempt('contents', into, () => readers.linkList(node, links, into, i === 0 && piece.continues !== undefined));
  });
}

/** The paragraph right behind a node. */
function leadBehind(nodes: readonly Nodes[], i: number): Span | undefined {
  let next = i + 1;
  while (nodes[next] !== undefined && isComment(nodes[next]!)) next++;
  return nodes[next]?.type === 'paragraph' ? spanOf(nodes[next]!) : undefined;
}

/** Readers see nothing of it. */
const isComment = (node: Nodes): boolean => node.type === 'html' && /^<!--(?:(?!-->)[\s\S])*-->\s*$/.test(node.value);

/** What stands in a piece without which its nodes say nothing of links. */
interface Marks {
  /** Links, HTML and footnotes may begin here. */
  readonly any: Occurrences;
  /** What may be a call of a template. */
  readonly calls: Occurrences;
  /** Or headings and tables in a list or a quote. */
  readonly blocks: Occurrences;
  /** What may look like a link, and like a reference. */
  readonly links: Occurrences;
  readonly references: Occurrences;
  /** Bars of a table without a space behind. */
  readonly tightBars: Occurrences;
}

/** Where a pattern occurs in a text, found as somebody asks: nodes are asked about in order, and most hold nothing. */
class Occurrences {
  readonly #text: string;
  readonly #pattern: RegExp;
  /** None stands between these two. */
  #from = 0;
  #next = -1;

  /** `pattern`: global. */
  constructor(text: string, pattern: RegExp) {
    this.#text = text;
    this.#pattern = pattern;
  }

  areIn(node: Nodes): boolean {
    const { from, to } = node as unknown as Placement;
    return this.areBetween(from, to);
  }

  areBetween(from: number, to: number): boolean {
    if (from < this.#from || from > this.#next) {
      this.#pattern.lastIndex = from;
      this.#next = this.#pattern.exec(this.#text)?.index ?? Number.POSITIVE_INFINITY;
    }
    this.#from = from;
    return this.#next < to;
  }
}

/** What of a node without blocks in it is told, by its type. */
type ReadLeaf<T extends Nodes['type']> = (node: Extract<Nodes, { type: T }>, text: string, into: Collected) => void;

const nothing = () => {};
const leaves: { readonly [T in Nodes['type']]?: ReadLeaf<T> } = {
  text: nothing,
  inlineCode: nothing,
  inlineMath: nothing,
  math: nothing,
  code: nothing,
  html: (node, text, into) => collectHtml(node.value, text, spanOf(node), into),
  image: (node, text, into) => into.links.push(imageOf(node, text)),
  wikiLink: (node, text, into) => into.links.push(wikiLinkOf(node, text)),
  imageReference: (node, _, into) => into.links.push(referenceOf(node)),
  definition: (node, _, into) =>
    into.definitions.push({
      label: node.identifier,
      span: spanOf(node),
      labelSpan: labelOf(node) ?? spanOf(node),
      destination: node.url,
      target: destinationOf(node) ?? spanOf(node),
    }),
  footnoteReference: (node, _, into) => into.footnotes.push({ label: node.identifier, defines: false, span: spanOf(node) }),
};

/** `parent`: nothing at the top level. */
function collectNode(node: Nodes, text: string, marks: Marks, into: Collected, parent: Nodes | undefined): void {
  const leaf = leaves[node.type] as ReadLeaf<Nodes['type']> | undefined;
  if (leaf !== undefined) leaf(node, text, into);
  else if (node.type === 'table') collectTable(node, text, marks, into);
  else if (collectItself(node, text, marks, into, parent)) collectChildren(node, text, marks, into);
}

/** What a node tells that holds others. False when these tell nothing. */
function collectItself(node: Nodes, text: string, marks: Marks, into: Collected, parent: Nodes | undefined): boolean {
  switch (node.type) {
    case 'heading':
      // Headings in quotes and lists have anchors too.
      if (parent !== undefined) into.headings.push({ ...headingOf(node, undefined, text), nested: true });
      collectPhrasing(node, text, marks, into);
      return marks.any.areIn(node);
    case 'paragraph':
      if (mayHoldHeading(parent, node)) attempt('typos', into, () => readers.looseHeadings(text, spanOf(node), into));
      collectPhrasing(node, text, marks, into, parent?.type === 'listItem' && parent.children[0] === node);
      return marks.any.areIn(node);
    case 'tableCell':
    case 'containerTitle':
      collectPhrasing(node, text, marks, into);
      return marks.any.areIn(node);
    case 'list':
    case 'blockquote':
      return marks.any.areIn(node) || marks.links.areIn(node) || marks.blocks.areIn(node) || marks.calls.areIn(node);
    case 'link':
      // `new int[n]()` is code that nobody has marked as such.
      if (node.url !== '' || !/\w/.test(text[spanOf(node).start - 1] ?? '')) into.links.push(linkOf(node, text));
      collectImages(node, text, marks, into);
      return true;
    case 'linkReference':
      into.links.push(referenceOf(node));
      collectImages(node, text, marks, into);
      return true;
    case 'footnoteDefinition':
      into.footnotes.push({ label: node.identifier, defines: true, span: labelOf(node) ?? spanOf(node) });
      return true;
    default:
      return true;
  }
}

function collectChildren(node: Nodes, text: string, marks: Marks, into: Collected): void {
  if (!('children' in node)) return;
  // Without an iterator for each node.
  for (let i = 0; i < node.children.length; i++) {
    const child = node.children[i]!;
    collectNode(child, text, marks, into, node);
    if (child.type === 'html' && node.type !== 'heading') collectHtmlHeadings(node.children, i, text, false, into);
  }
}

/** The cells that are shown; of the others, that they are there. */
function collectTable(table: Table, text: string, marks: Marks, into: Collected): void {
  const columns = columnsOf(table);
  const isPlain = !marks.any.areIn(table) && !marks.links.areIn(table) && !marks.calls.areIn(table);
  const mayTear = marks.tightBars.areIn(table);
  for (let i = 0; i < table.children.length; i++) {
    const row = table.children[i]!;
    if (mayTear || row.children.length > columns)
      attempt('typos', into, () => readers.tornRow(row, table, text, marks.tightBars.areIn(row), into));
    if (isPlain) continue;
    const shown = Math.min(columns, row.children.length);
    for (let k = 0; k < shown; k++) collectNode(row.children[k]!, text, marks, into, row);
  }
}

function collectPhrasing(node: { children: PhrasingContent[] } & Nodes, text: string, marks: Marks, into: Collected, isItem = false): void {
  const mayBeLink = marks.links.areIn(node);
  const mayBeReference = marks.references.areIn(node);
  const mayBeCall = marks.calls.areIn(node);
  if (!mayBeLink && !mayBeReference && !mayBeCall) return;
  const { start, end } = spanOf(node);
  const source = plainSource(text, start, end, node.children);
  if (mayBeLink)
    attempt('typos', into, () => {
      for (const found of readers.malformedLinks(source, start)) into.malformed.push(found);
    });
  if (mayBeCall) {
    attempt('links', into, () => {
      for (const found of readers.calls(source, start)) into.calls.push(found);
    });
    attempt('links', into, () => {
      for (const label of readers.templateLabels(source)) into.templateLabels.push(label);
    });
  }
  if (mayBeReference)
    attempt('typos', into, () => {
      for (const found of readers.undefinedReferences(source, start, isItem)) into.undefinedReferences.push(found);
    });
}

/** What should be an image in the text of a link. */
function collectImages({ children }: LinkNode | LinkReference, text: string, marks: Marks, into: Collected): void {
  const [first, last] = [children[0], children.at(-1)];
  if (first === undefined || last === undefined) return;
  const inside = { start: spanOf(first).start, end: spanOf(last).end };
  if (!marks.references.areBetween(inside.start, inside.end)) return;
  const source = plainSource(text, inside.start, inside.end, children);
  attempt('typos', into, () => {
    for (const found of readers.undefinedImages(source, inside.start)) into.undefinedReferences.push(found);
  });
}
