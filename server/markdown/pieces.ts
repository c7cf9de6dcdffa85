import type { List, RootContent, Table } from 'mdast';
import { reasonOf } from '../model/reason.ts';
import type { Syntax } from '../model/site.ts';
import type { Steps } from '../model/steps.ts';
import { borderBehind, fartherBorder, readUpToBorder } from './blockBoundary.ts';
import { type Defined, definedIn, nothingDefined } from './defined.ts';
import { readBlocks } from './direct/blocks.ts';
import { readBody } from './direct/bodies.ts';
import { behindBlankLines, declined, incomplete, type LineReader, leaveToRemark, lineOffset, readingOf } from './direct/lineReader.ts';
import { readRowsAlone } from './direct/tables.ts';
import { frontMatterEnd, frontMatterNode, opensFrontMatter } from './frontMatter.ts';
import { exceedsLimits, limitExceeded } from './limits.ts';
import { means } from './means.ts';
import type { Piece } from './parse.ts';

/** A piece with what reading it again depends on. */
export interface ReadPiece extends Piece {
  /** Whether it would be another if other references were defined in the chapter. */
  readonly refers: boolean;
  readonly defined: Defined;
  /** How many of its characters were left to remark. */
  readonly declined: number;
  readonly continues?: ReadPiece;
}

export interface Request {
  readonly defined: Defined;
  readonly syntax: Syntax;
  /** Whether the chapter begins with the text. */
  readonly isStart: boolean;
  /** Whether the chapter ends with the text. */
  readonly isRest: boolean;
  /** The piece that the text goes on with in the middle of a table or list. */
  readonly continues?: ReadPiece | undefined;
  /**
   * Whether reading may end at an offset where a block begins (`within` undefined), or a row or item of a table or list that began in a
   * piece that was read, or of one that is being read.
   */
  readonly stopsAt: (offset: number, within: ReadPiece | 'unfinished' | undefined) => boolean;
}

export interface Result {
  readonly pieces: readonly ReadPiece[];
  /** Sum of their lengths. */
  readonly end: number;
}

/** Blocks are read together until a piece has this many characters. */
const enough = 1200;
/** Rows of a table and items of a list that are read together. */
const run = 64;

/**
 * Reads text that begins where a block of the chapter does, a block or a few at a time. `'more'` when it depends on what follows the text; `'whole'` when it continues
 * a table or list that must be read as a whole.
 */
export function* readingPieces(text: string, request: Request): Steps<Result | 'more' | 'whole'> {
  try {
    return yield* new PieceReader(text, request).read();
  } catch (error) {
    if (error !== incomplete) throw error;
    return 'more';
  }
}

class PieceReader {
  private readonly request: Request;
  private readonly r: LineReader;
  private readonly pieces: ReadPiece[] = [];
  private nodes: RootContent[] = [];
  private begin = 0;
  private line = 0;
  private continues: ReadPiece | undefined;

  constructor(text: string, request: Request) {
    this.request = request;
    this.continues = request.continues;
    const stopsAt = (offset: number) => request.stopsAt(offset, 'unfinished');
    this.r = readingOf(text, { ...request, readBlocks, readBody, stopsAt });
  }

  *read(): Steps<Result | 'whole'> {
    if (this.continues && !(yield* this.readDirectly())) return 'whole';
    if (this.request.isStart) this.readFrontMatter();
    while (!this.stopped && (yield* this.readOn()));
    return { pieces: this.pieces, end: this.begin };
  }

  /** Reads the next block. False when there is none, or reading may end before it. */
  private *readOn(): Steps<boolean> {
    const { r } = this;
    yield;
    this.line = behindBlankLines(r, this.line, r.lineCount);
    if (this.line >= r.lineCount) {
      if (!this.request.isRest) throw incomplete;
      if (r.text.length > this.begin || this.pieces.length === 0) this.endPiece(r.text.length);
      return false;
    }
    const offset = r.raw[this.line]!;
    if (this.stops(offset)) return false;
    if (offset - this.begin >= enough) this.endPiece(offset);
    const before = this.mark();
    if (yield* this.readDirectly()) return true;
    this.backTo(before);
    if (offset > this.begin) this.endPiece(offset);
    this.readByRemark();
    return true;
  }

  /** Where reading stands, to come back to. */
  private mark() {
    const { pieces, nodes, begin, line, r } = this;
    return {
      pieces: pieces.length,
      nodes,
      count: nodes.length,
      begin,
      line,
      refers: r.refers,
      defines: r.defines,
      isTooHard: r.isTooHard,
      declined: r.unsupported,
    };
  }

  private backTo({ pieces, nodes, count, begin, line, refers, defines, isTooHard, declined }: ReturnType<PieceReader['mark']>): void {
    const { r } = this;
    this.pieces.length = pieces;
    this.nodes = nodes.slice(0, count);
    this.begin = begin;
    this.line = line;
    this.continues = undefined;
    r.base = begin;
    r.depth = 0;
    r.quotes = 0;
    r.refers = refers;
    r.defines = defines;
    r.isTooHard = isTooHard;
    r.unsupported = declined;
    r.start.set(r.raw.subarray(line, r.lineCount), line);
    r.lazy.fill(0, line);
  }

  private stopped = false;
  /** What has gone wrong since the piece before. */
  private unread: NonNullable<Piece['unread']>[number] | undefined;

  private stops(offset: number): boolean {
    if (offset === 0 || !this.request.stopsAt(offset, this.continues)) return false;
    if (offset > this.begin) this.endPiece(offset);
    this.stopped = true;
    return true;
  }

  /** Reads what comes next, or the rest of a table or list. False when that is not for the direct reader. */
  private *readDirectly(): Steps<boolean> {
    try {
      if (this.continues) yield* this.readRuns();
      else yield* this.readNext();
      return true;
    } catch (error) {
      if (error === incomplete) throw error;
      // A mistake in the direct reader costs nothing: remark reads it.
      if (error !== declined) this.unread = { what: 'markdown', reason: reasonOf(error) };
      return false;
    }
  }

  private *readNext(): Steps<void> {
    const { r, line } = this;
    const before = this.mark();
    r.goesOn = false;
    if (r.text.charCodeAt(r.raw[line]!) === 0xfeff) throw declined;
    this.line = means.direct(r, line, r.lineCount, this.nodes, run);
    if (!r.goesOn) return;
    // The rest of a long table or list hangs on the piece that it begins in: it begins one, so that an edit above it changes nothing of it.
    if (before.count > 0) {
      this.backTo(before);
      this.endPiece(r.raw[line]!);
      this.line = means.direct(r, line, r.lineCount, this.nodes, run);
    }
    this.continues = this.endPiece(r.raw[this.line]!);
    yield* this.readRuns();
  }

  /** Reads on in a table or list, run by run. */
  private *readRuns(): Steps<void> {
    const { r } = this;
    const head = this.continues!;
    const first = head.nodes.at(-1) as Table | List;
    do {
      yield;
      const offset = r.raw[this.line]!;
      if (this.stops(offset)) return;
      r.goesOn = false;
      if (first.type === 'table') this.line = readRowsAlone(r, this.line, first.align ?? [], this.nodes, run);
      else this.line = means.direct(r, this.line, r.lineCount, this.nodes, run);
      this.endRun();
    } while (r.goesOn);
    this.continues = undefined;
  }

  /** What was read of a table or list, and the blank lines behind it, becomes a piece. */
  private endRun(): void {
    const { r } = this;
    if (this.nodes.length === 0) throw declined;
    const end = behindBlankLines(r, this.line, r.lineCount);
    if (end >= r.lineCount && !this.request.isRest) throw declined;
    this.endPiece(lineOffset(r, end));
    this.line = end;
  }

  private readByRemark(): void {
    const { r, request } = this;
    const start = r.raw[this.line]!;
    for (let end = borderBehind(r, this.line, r.lineCount); ; end = fartherBorder(r, this.line, end, r.lineCount)) {
      if (end >= r.lineCount && !request.isRest) throw incomplete;
      const children = this.childrenUpTo(end, start);
      if (children === undefined) continue;
      this.nodes = children;
      this.line = end;
      r.defines = true;
      this.endPiece(lineOffset(r, end));
      return;
    }
  }

  /** The nodes of the lines from offset `start` to line `end`; undefined when something goes on there. */
  private childrenUpTo(end: number, start: number): RootContent[] | undefined {
    const { r } = this;
    const stop = lineOffset(r, end);
    const text = r.text.slice(start, stop);
    if (exceedsLimits(text)) {
      r.isTooHard = true;
      return [];
    }
    const children = this.childrenOf(text, end < r.lineCount ? r.text.slice(stop, r.end[end]) : undefined, start);
    if (children === undefined) return;
    // What remark gives up, nested too deep for it, it has no nodes of.
    if (children.length === 0 && text.trim() !== '' && this.unread === undefined) r.isTooHard = true;
    r.refers = text.includes('[');
    leaveToRemark(r, text);
    return children;
  }

  /** The nodes of a text from an offset on, which ends the chapter or is followed by a line; undefined when something goes on there. None, should remark fail. */
  private childrenOf(text: string, next: string | undefined, start: number): RootContent[] | undefined {
    const { defined, syntax } = this.request;
    const isStart = this.request.isStart && start === 0;
    try {
      return next === undefined
        ? means.remark(text, defined, isStart, syntax).children
        : readUpToBorder(text, next, defined, isStart, syntax);
    } catch (error) {
      this.unread = { what: 'links', reason: reasonOf(error) };
      return [];
    }
  }

  private readFrontMatter(): void {
    const { r } = this;
    const end = frontMatterEnd(r.text);
    if (end < 0 && !r.isRest && opensFrontMatter(r.text)) throw incomplete;
    if (end < 0) return;
    this.nodes.push(frontMatterNode(r.text, end) as RootContent);
    while (this.line < r.lineCount && r.raw[this.line]! < end) this.line++;
  }

  /** What was read since the piece before becomes a piece up to offset `end`. */
  private endPiece(end: number): ReadPiece {
    const { r, nodes, continues, unread } = this;
    const piece: ReadPiece = {
      length: end - this.begin,
      nodes,
      refers: r.refers,
      defined: r.defines ? definedIn(nodes) : nothingDefined,
      declined: r.unsupported,
      ...(continues && { continues }),
      ...((unread || r.isTooHard) && { unread: [unread, r.isTooHard ? limitExceeded : undefined].filter(one => one !== undefined) }),
    };
    this.pieces.push(piece);
    this.begin = end;
    this.nodes = [];
    this.unread = undefined;
    r.base = end;
    r.refers = false;
    r.defines = false;
    r.isTooHard = false;
    r.unsupported = 0;
    return piece;
  }
}
