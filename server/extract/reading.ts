import { vocabularyOf } from '../claims/vocabulary.ts';
import { changeBetween } from '../markdown/change.ts';
import { type Parsed, parse, reparse } from '../markdown/parse.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Facts } from '../model/facts.ts';
import { allParts, type Parts } from '../model/parts.ts';
import { lineStarts, lineStartsAfter } from '../model/text.ts';
import { claimFacts, readClaimsAhead } from './claims.ts';
import { factsOf, readAhead } from './extract.ts';

/** By which claims are read, as the configuration has them. */
export type Words = Configuration['claims'];

/** What is read of a chapter before anything else: links, headings, tables of contents. Formulas and claims take ten times as long. */
const firstParts: Parts = new Set([...allParts].filter(part => part !== 'formulas' && part !== 'claims'));

/** So many pieces are read before their claims are. */
const stretch = 8;

/** One version of a chapter that is edited, read a little at a time or at once. */
export class Reading {
  readonly text: string;
  /** By which its claims are read. */
  readonly words: Words;
  /** The version to go on from, until this one is parsed. */
  #before: Parsed | undefined;
  #parsed: Parsed | undefined;
  #lines: Lines | undefined;
  /** How many pieces have been read ahead. */
  #ahead = 0;
  /** How many of them nobody had read before. */
  #fresh = 0;
  #facts: Facts | undefined;

  /** `previous`: another version of the chapter, of which this one takes what is the same. */
  constructor(text: string, words: Words, previous?: Reading) {
    this.text = text;
    this.words = words;
    if (previous === undefined) return;
    this.#before = previous.#parsed ?? previous.#before;
    this.#lines = previous.#lines;
  }

  /** Parses the text, unless that was done already. */
  parse(): Parsed {
    this.#parsed ??= this.#before === undefined ? parse(this.text) : reparse(this.#before, this.text);
    this.#before = undefined;
    return this.#parsed;
  }

  /** All facts. What has not been read yet is read now. */
  get facts(): Facts {
    this.#facts ??= factsOf(this.parse(), this.#lineStarts(), allParts, () => vocabularyOf(this.words), true);
    return this.#facts;
  }

  /** The facts but for formulas and claims. */
  get firstFacts(): Facts {
    return this.#facts ?? factsOf(this.parse(), this.#lineStarts(), firstParts, () => vocabularyOf(this.words), true);
  }

  /** Reads on, piece by piece, until `enough` says so. True when all is read. */
  readOn(enough: () => boolean): boolean {
    const { text, pieces } = this.parse();
    const vocabulary = vocabularyOf(this.words);
    for (; this.#ahead < pieces.length && this.#facts === undefined; this.#ahead++) {
      if (enough()) return false;
      const { start, piece } = pieces[this.#ahead]!;
      readAhead(piece, start, text);
      if (readClaimsAhead(piece, start, text, vocabulary) && ++this.#fresh % stretch === 0)
        // What a claim is about depends on what stands before it: read so far, the whole is read quickly.
        claimFacts({ text, pieces: pieces.slice(0, this.#ahead + 1) }, vocabulary, true);
    }
    if (this.#facts === undefined && enough()) return false;
    return this.facts !== undefined;
  }

  #lineStarts(): readonly number[] {
    const { text } = this;
    const before = this.#lines;
    if (before?.text === text) return before.starts;
    this.#lines = {
      text,
      starts: before === undefined ? lineStarts(text) : lineStartsAfter(before.starts, text, changeBetween(before.text, text)),
    };
    return this.#lines.starts;
  }
}

/** Where the lines of a text start: this version's or, until somebody asks, another's. */
interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
}
