import type { List, Table } from 'mdast';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { reasonOf } from '../model/reason.ts';
import type { Syntax } from '../model/site.ts';
import { finished, type Steps } from '../model/steps.ts';
import { changeBetween } from './change.ts';
import { type Defined, definedTogether, definesSame, nothingDefined } from './defined.ts';
import { frontMatterEnd } from './frontMatter.ts';
import { exceedsLimits, limitExceeded } from './limits.ts';
import { means } from './means.ts';
import type { Parsed, Placed } from './parse.ts';
import { type ReadPiece, type Result, readingPieces } from './pieces.ts';

interface PlacedPiece extends Placed {
  readonly piece: ReadPiece;
}

/** A chapter that was read, with what reading it again needs. */
export class Chapter implements Parsed {
  readonly text: string;
  readonly syntax: Syntax;
  readonly pieces: readonly PlacedPiece[];
  /** What its pieces define together; pieces that refer were read with it. */
  private readonly defined: Defined;

  get isReadWhole(): boolean {
    return isUnusual(this.text);
  }

  constructor(text: string, syntax: Syntax, pieces: readonly PlacedPiece[], defined: Defined) {
    this.text = text;
    this.syntax = syntax;
    this.pieces = pieces;
    this.defined = defined;
  }

  static of = (text: string, syntax: Syntax): Chapter => finished(Chapter.reading(text, syntax));

  static *reading(text: string, syntax: Syntax): Steps<Chapter> {
    // Characters that change what every reader sees of a text: rare enough to leave to remark.
    if (isUnusual(text)) return new Chapter(text, syntax, [{ start: 0, piece: readWholly(text, syntax) }], nothingDefined);
    const request = { defined: nothingDefined, syntax, isStart: true, isRest: true, stopsAt: never };
    const { pieces } = (yield* readingPieces(text, request)) as Result;
    yield;
    return yield* resolving(text, syntax, placed(pieces, 0), nothingDefined);
  }

  /** The chapter with another text. */
  *editing(text: string): Steps<Chapter> {
    const { pieces, syntax } = this;
    if (isUnusual(text) || isUnusual(this.text)) return yield* Chapter.reading(text, syntax);
    // A line anywhere can close what the first line opens.
    if (frontMatterEnd(text) > 0 !== frontMatterEnd(this.text) > 0) return yield* Chapter.reading(text, syntax);
    const change = changeBetween(this.text, text);
    let first = pieces.length - 1;
    while (first > 0 && dependsOn(this.text, pieces[first]!.start, change.start)) first--;
    for (;;) {
      const read = yield* this.readingFrom(first, text, change);
      if (read !== 'whole') return yield* resolving(text, syntax, read, this.defined);
      // The table or list cannot be gone on with: read it from its head.
      while (pieces[first]!.piece.continues) first--;
    }
  }

  /** The pieces of `text`, those before index `first` and those behind the change kept. */
  private *readingFrom(first: number, text: string, change: { oldEnd: number; end: number }): Steps<PlacedPiece[] | 'whole'> {
    const { pieces } = this;
    const { start, piece } = pieces[first]!;
    const by = change.end - change.oldEnd;
    let next = first + 1;
    while (next < pieces.length && pieces[next]!.start < change.oldEnd) next++;
    const stopsAt = (offset: number, within: ReadPiece | 'unfinished' | undefined): boolean => {
      const index = pieceAt(pieces, next, offset + start - by);
      if (index === undefined) return false;
      const { continues } = pieces[index]!.piece;
      if (within === undefined || continues === undefined) return within === continues;
      return within === 'unfinished' || alike(within, continues);
    };
    // Text enough to end in, and if it is not, more.
    for (let count = 2; ; count *= 8) {
      const isRest = next + count >= pieces.length;
      const end = isRest ? text.length : pieces[next + count]!.start + by;
      const { defined, syntax } = this;
      const request = { defined, syntax, isStart: start === 0, isRest, continues: piece.continues, stopsAt };
      const result = yield* readingPieces(isRest && start === 0 ? text : copied(text, start, end), request);
      if (result === 'whole') return 'whole';
      if (result === 'more') continue;
      const rest = pieceAt(pieces, next, result.end + start - by);
      return [
        ...pieces.slice(0, first),
        ...placed(result.pieces, start),
        ...(rest === undefined ? [] : keptFrom(pieces, rest, result.pieces.at(-1)!, by)),
      ];
    }
  }
}

/** The index, not before `first`, of the piece that begins at an offset. */
function pieceAt(pieces: readonly PlacedPiece[], first: number, offset: number): number | undefined {
  let low = first;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low]?.start === offset ? low : undefined;
}

const never = (): boolean => false;

const isUnusual = (text: string): boolean => text.includes('\0') || (text.includes('\r') && /\r(?!\n)/.test(text));

function readWholly(text: string, syntax: Syntax): ReadPiece {
  const piece = { length: text.length, nodes: [], refers: false, defined: nothingDefined, declined: text.length };
  const unread = { ...piece, unread: [limitExceeded] };
  if (exceedsLimits(text)) return unread;
  try {
    const nodes = means.remark(text, nothingDefined, true, syntax).children;
    return nodes.length === 0 && text.trim() !== '' ? unread : { ...piece, nodes };
  } catch (error) {
    return { ...piece, unread: [{ what: 'links', reason: reasonOf(error) }] };
  }
}

function placed(pieces: readonly ReadPiece[], from: number): PlacedPiece[] {
  let start = from;
  return pieces.map(piece => {
    start += piece.length;
    return { start: start - piece.length, piece };
  });
}

/**
 * Whether the piece at offset `start` could begin otherwise, or not at all, after a change at `change`: what comes before it could go on
 * with its first line, which only that line and the next decide.
 */
function dependsOn(text: string, start: number, change: number): boolean {
  if (change <= start) return true;
  const firstEnd = text.indexOf('\n', start);
  const secondEnd = firstEnd < 0 ? -1 : text.indexOf('\n', firstEnd + 1);
  return secondEnd < 0 ? change <= text.length : change <= secondEnd;
}

/** Whether rows or items behind one piece can be those behind another. */
function alike(a: ReadPiece, b: ReadPiece): boolean {
  if (a === b) return true;
  const head = a.nodes.at(-1) as List | Table;
  const other = b.nodes.at(-1) as List | Table;
  if (head.type === 'list' || other.type === 'list') return head.type === other.type;
  return JSON.stringify(head.align) === JSON.stringify(other.align);
}

/** A copy that does not keep `text` in memory, as a slice would. */
function copied(text: string, start: number, end: number): string {
  return ` ${text.slice(start, end)}`.slice(1);
}

/** The pieces from index `first` on, moved; those that continue a table or list now continue that of `before`. */
function keptFrom(pieces: readonly PlacedPiece[], first: number, before: ReadPiece, by: number): PlacedPiece[] {
  const head = before.continues ?? before;
  const kept: PlacedPiece[] = [];
  let index = first;
  for (; pieces[index]?.piece.continues && pieces[index]!.piece.continues !== head; index++) {
    const { start, piece } = pieces[index]!;
    // Those of another table or list behind it have their own head.
    if (piece.continues !== pieces[first]!.piece.continues) break;
    kept.push({ start: start + by, piece: { ...piece, continues: head } });
  }
  for (; index < pieces.length; index++) {
    const { start, piece } = pieces[index]!;
    kept.push(by === 0 ? pieces[index]! : { start: start + by, piece });
  }
  return kept;
}

/** The chapter, pieces read again whose references mean something else now. `before`: what they were read with. */
function* resolving(text: string, syntax: Syntax, pieces: PlacedPiece[], before: Defined): Steps<Chapter> {
  const defined = definedTogether(definers(pieces));
  if (definesSame(defined, before)) return new Chapter(text, syntax, pieces, before);
  const changed = changedLabels(defined, before);
  const again: PlacedPiece[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const { start, piece } = pieces[i]!;
    if (piece.refers) yield;
    if (!piece.refers || !mayMean(text, start, piece, changed)) {
      again.push(pieces[i]!);
      continue;
    }
    // A table or list is read again as one.
    let first = again.length;
    let end = start + piece.length;
    let from = start;
    if (piece.continues) {
      while (again[first - 1]!.piece.continues) first--;
      from = again[--first]!.start;
    }
    while (pieces[i + 1]?.piece.continues) end += pieces[++i]!.piece.length;
    again.length = first;
    const result = yield* readingRange(text, syntax, from, end, defined);
    again.push(...placed(result.pieces, from));
  }
  return new Chapter(text, syntax, again, defined);
}

/** Reads pieces again that are known to end at offset `end`; what that line begins with may decide where code that is open ends. */
function* readingRange(text: string, syntax: Syntax, from: number, end: number, defined: Defined): Steps<Result> {
  const request = { defined, syntax, isStart: from === 0 };
  const lineEnd = text.indexOf('\n', end);
  if (end < text.length) {
    const window = text.slice(from, lineEnd < 0 ? text.length : lineEnd + 1);
    const result = yield* readingPieces(window, {
      ...request,
      isRest: lineEnd < 0,
      stopsAt: (offset, within) => offset === end - from && !within,
    });
    if (typeof result === 'object' && result.end === end - from) return result;
  }
  return (yield* readingPieces(text.slice(from, end), { ...request, isRest: true, stopsAt: never })) as Result;
}

function* definers(pieces: readonly PlacedPiece[]): Iterable<Defined> {
  for (const { piece } of pieces) if (piece.defined !== nothingDefined) yield piece.defined;
}

/** So many labels are looked for in a piece before all that refer to anything are read again. */
const fewLabels = 16;

/** The labels that are defined or no longer so; undefined for more than a few, or for one that may stand on two lines. */
function changedLabels(defined: Defined, before: Defined): readonly string[] | undefined {
  const changed: string[] = [];
  for (const kind of ['definitions', 'footnotes'] as const) {
    for (const label of defined[kind]) if (!before[kind].has(label)) changed.push(label);
    for (const label of before[kind]) if (!defined[kind].has(label)) changed.push(label);
    if (changed.length > fewLabels) return undefined;
  }
  return changed.some(label => /\s/.test(label)) ? undefined : changed;
}

/** Whether a piece that refers to something may refer to one of these labels. */
function mayMean(text: string, start: number, { length }: ReadPiece, labels: readonly string[] | undefined): boolean {
  if (labels === undefined) return true;
  const folded = normalizeIdentifier(text.slice(start, start + length));
  return labels.some(label => ['[', '[ ', '[^'].some(opening => folded.includes(opening + label)));
}
