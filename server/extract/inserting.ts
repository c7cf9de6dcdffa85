import type { Nodes, RootContent } from 'mdast';
import type { Placement } from '../markdown/nodes.ts';
import type { Parsed, Placed } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import type { Facts } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import type { Steps } from '../model/steps.ts';
import { contains, type Span, shifted } from '../model/text.ts';
import { readFormulasAhead } from './extract.ts';
import type { IncrementalExtraction } from './incrementalExtraction.ts';

/** A block of a chapter, or a row or cell of a table. */
export interface Block {
  readonly type: RootContent['type'];
  readonly span: Span;
  /** Of an item of a list: where what the item before it says begins, if there is one. */
  readonly before?: number;
}

/** Blocks in which there is only text. */
const leaves = new Set(['paragraph', 'heading', 'tableCell']);

/** What stands around an offset, innermost first. */
export function blocksAround({ pieces }: Parsed, offset: number): Block[] {
  const index = pieces.findLastIndex(({ start }) => start <= offset);
  if (index < 0) return [];
  const [first, last] = wholeAround(pieces, index);
  const { start } = pieces[index]!;
  const found: Block[] = [];
  const visit = (nodes: readonly Nodes[], isItem: boolean): void => {
    const at = nodes.findLastIndex(node => contains(shifted(spanOf(node), start), offset));
    const node = nodes[at];
    if (node === undefined) return;
    const [content] = isItem && at > 0 ? (nodes[at - 1] as { children: Nodes[] }).children : [];
    found.unshift({
      type: node.type as Block['type'],
      span: shifted(spanOf(node), start),
      ...(content && { before: start + spanOf(content).start }),
    });
    if ('children' in node && !leaves.has(node.type)) visit(node.children, node.type === 'list');
  };
  visit(pieces[index]!.piece.nodes, false);
  const whole = found.at(-1);
  // A long table or list is read in several pieces.
  if (whole !== undefined && first !== last) {
    const [head, tail] = [pieces[first]!, pieces[last]!];
    const span = { start: head.start + spanOf(head.piece.nodes.at(-1)!).start, end: tail.start + spanOf(tail.piece.nodes.at(-1)!).end };
    found[found.length - 1] = { ...whole, span };
  }
  return found;
}

/** The pieces of the table or list that one is part of. */
function wholeAround(pieces: readonly Placed[], index: number): [first: number, last: number] {
  let [first, last] = [index, index];
  while (first > 0 && pieces[first]!.piece.continues) first--;
  while (pieces[last + 1]?.piece.continues) last++;
  return [first, last];
}

/** Whether comments that are inserted into a chapter leave all else that it says as it was: every block, and what is read off them. */
export function* isUnchangedBy(edits: readonly Edit[], before: IncrementalExtraction, after: IncrementalExtraction): Steps<boolean> {
  const comments = edits.map(({ newText }) => newText.replace(/^[\s>]+|\s+$/g, ''));
  const [one, other] = differing(before.parse().pieces, after.parse().pieces);
  // Comments like those inserted may stand there already.
  const outlined = outline(one, comments);
  yield;
  if (outlined !== outline(other, comments)) return false;
  yield;
  if (notation(one, before.text) !== notation(other, after.text)) return false;
  yield;
  return isTold(told(before.firstFacts), told(after.firstFacts), edits);
}

/** The pieces in which two versions of a chapter differ. */
function differing(one: readonly Placed[], other: readonly Placed[]): [readonly Placed[], readonly Placed[]] {
  const same = (a: Placed | undefined, b: Placed | undefined) => a !== undefined && a.piece.nodes === b?.piece.nodes;
  let start = 0;
  while (same(one[start], other[start])) start++;
  let behind = 0;
  while (behind < Math.min(one.length, other.length) - start && same(one[one.length - 1 - behind], other[other.length - 1 - behind]))
    behind++;
  // Tables and lists are compared as wholes.
  while (start > 0 && (one[start]?.piece.continues || other[start]?.piece.continues)) start--;
  while (behind > 0 && (one[one.length - behind]?.piece.continues || other[other.length - behind]?.piece.continues)) behind--;
  return [one.slice(start, one.length - behind), other.slice(start, other.length - behind)];
}

/** What the nodes of pieces say, without their places, white space and certain comments. */
function outline(pieces: readonly Placed[], comments: readonly string[]): string {
  const nodes: Nodes[] = [];
  const joined = new Map<Nodes, Nodes[]>();
  for (const { piece } of pieces) {
    const [first, ...rest] = piece.nodes;
    const whole = nodes.at(-1);
    if (!piece.continues || whole === undefined || !('children' in whole) || first === undefined || !('children' in first)) {
      nodes.push(...piece.nodes);
      continue;
    }
    // The children of a long table or list are put together in an array of their own.
    const children = joined.get(whole) ?? [...whole.children];
    for (const child of first.children) children.push(child);
    const all = { ...whole, ...spreadOf(whole, first), children } as Nodes;
    joined.set(all, children);
    nodes.splice(-1, 1, all, ...rest);
  }
  return JSON.stringify(said(nodes, comments));
}

const spreadOf = (one: Nodes, other: Nodes) => ('spread' in one && 'spread' in other ? { spread: one.spread || other.spread } : {});

function said(nodes: readonly Nodes[], comments: readonly string[]): unknown[] {
  const found: unknown[] = [];
  let text = '';
  const flush = () => {
    if (text.trim() !== '') found.push(text.replace(/\s+/g, ' ').trim());
    text = '';
  };
  for (const node of nodes) {
    if (node.type === 'text') {
      text += node.value;
      continue;
    }
    const html = node.type === 'html' ? comments.reduce((rest, comment) => rest.replaceAll(comment, ''), node.value).trim() : undefined;
    if (html === '') continue;
    flush();
    const { from: _, to: __, data: ___, children, ...own } = node as unknown as Placement & { data?: object; children?: Nodes[] };
    found.push(ordered(html === undefined ? own : { ...own, value: html }), ...(children === undefined ? [] : [said(children, comments)]));
  }
  flush();
  return found;
}

/** What an object says, whatever its order. Nodes, and facts that go on in the next piece, are made in two ways, which name what they know in another order and leave out what is not there or not. */
const ordered = (own: object): [string, unknown][] =>
  Object.entries(own)
    .filter(([, value]) => value !== undefined && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** The formulas of pieces, and what they say of their symbols. */
function notation(pieces: readonly Placed[], text: string): string {
  const read = pieces.map(({ piece, start }) => readFormulasAhead(piece, start, text));
  const formulas = read.map(one => one.formulas);
  return JSON.stringify([
    formulas.flatMap(({ packed }) => packed.filter((_, i) => i % 3 === 2)),
    formulas.flatMap(({ needsKatex }) => needsKatex.map(({ source }) => source)),
    formulas.flatMap(({ symbols }) => symbols.map(({ name, by, words }) => [name, by, words])),
    formulas.flatMap(({ katexOnly }) => katexOnly.map(({ name }) => name)),
    formulas.flatMap(({ typos }) => typos.map(({ kind }) => kind)),
    formulas.map(({ money, adjoining, unescaped }) => [money.length, adjoining.length, unescaped.length]).reduce(added, [0, 0, 0]),
    read.flatMap(({ statements }) => statements.map(({ title }) => title)),
  ]);
}

const added = (one: readonly number[], other: readonly number[]): number[] => one.map((count, i) => count + other[i]!);

/** What rules read. */
function told({
  headings,
  ids,
  links,
  malformed,
  definitions,
  footnotes,
  undefinedReferences,
  linkLists,
  tocMarks,
  fields,
}: Facts): unknown {
  const lists = linkLists.map(list => ({ ...list, starts: list.starts.map(start => ({ start })) }));
  return [headings, ids, links, malformed, definitions, footnotes, undefinedReferences, lists, tocMarks, fields];
}

/** Whether both say the same; the other has offsets as they are with what was inserted. */
function isTold(one: unknown, other: unknown, inserted: readonly Edit[], name = ''): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return one === (name === 'start' || name === 'end' ? withoutInserted(other as number, inserted) : other);
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((value, i) => isTold(value, other[i], inserted));
  const [mine, theirs] = [one, other].map(said => ordered(said));
  return (
    mine!.length === theirs!.length &&
    mine!.every(([key, value], i) => theirs![i]![0] === key && isTold(value, theirs![i]![1], inserted, key))
  );
}

/** The offset in the text before edits that only insert, of one in the text after them. They stand in order. */
function withoutInserted(offset: number, edits: readonly Edit[]): number {
  let by = 0;
  for (const { span, newText } of edits) {
    if (offset - by <= span.start) break;
    if (offset - by < span.start + newText.length) return span.start;
    by += newText.length;
  }
  return offset - by;
}
