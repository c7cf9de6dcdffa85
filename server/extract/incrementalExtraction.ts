import { vocabularyOf } from '../claims/vocabulary.ts';
import { changeBetween } from '../markdown/change.ts';
import { type Parsed, parsing, reparsing } from '../markdown/parse.ts';
import type { ClaimFacts } from '../model/claims.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Facts, Unread } from '../model/facts.ts';
import { allParts, type Parts } from '../model/parts.ts';
import { reasonOf } from '../model/reason.ts';
import { type Dialect, gitHubDialect, isSameSyntax } from '../model/site.ts';
import { finished, type Steps } from '../model/steps.ts';
import { lineStarts, lineStartsAfter, span } from '../model/text.ts';
import { loadFor } from '../tex/check.ts';
import { readClaimsAhead, readingClaimFacts } from './claims.ts';
import { factsOf, readAhead, readFormulasAhead } from './extract.ts';

/** By which claims are read, as the configuration has them. */
export type Words = Configuration['claims'];

/** What is read of a chapter before anything else: links, headings, tables of contents. Formulas and claims take ten times as long. */
const firstParts: Parts = new Set([...allParts].filter(part => part !== 'formulas' && part !== 'claims'));

/** How an edit is read. */
export const edited = { reparsing };

/** One version of a chapter that is edited, read a little at a time or at once. */
export class IncrementalExtraction {
  readonly text: string;
  /** By which its claims are read. */
  readonly words: Words;
  /** Who renders it. */
  readonly dialect: Dialect;
  /** The version to go on from, until this one is parsed. */
  #before: Parsed | undefined;
  #parsed: Parsed | undefined;
  #parsing: Steps<Parsed> | undefined;
  #lines: Lines | undefined;
  /** How many pieces have been read ahead, but for formulas and claims, and with these. */
  #first = 0;
  #ahead = 0;
  /** Claims, which depend on what stands before them, begun and read. */
  #claiming: Steps<ClaimFacts> | undefined;
  #claims: ClaimFacts | undefined;
  readonly #unreadClaims: Unread[] = [];
  #isPrepared: boolean;
  #firstFacts: Facts | undefined;
  #facts: Facts | undefined;
  #unread: readonly Unread[] = [];

  /** `previous`: another version of the chapter, of which this one takes what is the same. */
  constructor(text: string, words: Words, previous?: IncrementalExtraction, dialect: Dialect = previous?.dialect ?? gitHubDialect) {
    this.text = text;
    this.words = words;
    this.dialect = dialect;
    this.#isPrepared = previous !== undefined;
    if (previous === undefined) return;
    if (isSameSyntax(dialect, previous.dialect)) this.#before = previous.#parsed ?? previous.#before;
    this.#lines = previous.#lines;
  }

  /** Parses the text, unless that was done already. */
  parse(): Parsed {
    this.parseOn(() => false);
    return this.#parsed!;
  }

  /** Parses on until `enough` says so. True when all is parsed. */
  parseOn(enough: () => boolean): boolean {
    if (this.#parsed !== undefined) return true;
    this.#parsing ??= this.#steps();
    for (let step = this.#parsing.next(); ; step = this.#parsing.next()) {
      if (step.done) {
        this.#parsed = step.value;
        break;
      }
      if (enough()) return false;
    }
    this.#before = undefined;
    this.#parsing = undefined;
    return true;
  }

  /** Reads what the version before does not tell of this one. Should that fail, the text tells the same. */
  *#steps(): Steps<Parsed> {
    if (this.#before !== undefined)
      try {
        return yield* edited.reparsing(this.#before, this.text);
      } catch (error) {
        this.#unread = [{ what: 'markdown', span: span(0, 0), reason: reasonOf(error) }];
      }
    return yield* parsing(this.text, this.dialect);
  }

  /** All facts, read in steps. */
  *reading(): Steps<Facts> {
    let looks = 0;
    // Between two looks at the clock there is at most one piece to read; before the first piece it is looked at twice.
    while (!this.readOn(() => ++looks % 4 === 0)) yield;
    return this.facts;
  }

  /** All facts. What has not been read yet is read now. */
  get facts(): Facts {
    this.#facts ??= this.#factsOf(allParts);
    this.#firstFacts = undefined;
    return this.#facts;
  }

  /** The facts but for formulas and claims. */
  get firstFacts(): Facts {
    this.#firstFacts ??= this.#facts ?? this.#factsOf(firstParts);
    return this.#facts ?? this.#firstFacts;
  }

  #factsOf(parts: Parts): Facts {
    const claims = (unread: Unread[]): ClaimFacts => {
      this.#claims ??= finished(this.#readingClaims());
      unread.push(...this.#unreadClaims);
      return this.#claims;
    };
    const facts = factsOf(this.parse(), this.#lineStarts(), parts, claims, true, this.dialect);
    return this.#unread.length === 0 ? facts : { ...facts, unread: [...this.#unread, ...facts.unread] };
  }

  /** Nothing is left to read for `firstFacts`. */
  get hasFirst(): boolean {
    return this.#first === this.#parsed?.pieces.length;
  }

  /** Reads on, piece by piece, until `enough` says so. True when `firstFacts` need no more. */
  readFirst(enough: () => boolean): boolean {
    if (!this.parseOn(enough)) return false;
    const { text, pieces } = this.parse();
    for (; this.#first < pieces.length; this.#first++) {
      if (enough()) return false;
      const { start, piece } = pieces[this.#first]!;
      readAhead(piece, start, text);
    }
    return true;
  }

  /** Reads on likewise. True when all is read. */
  readOn(enough: () => boolean): boolean {
    if (!this.readFirst(enough) || enough()) return false;
    try {
      if (!this.#readAhead(enough)) return false;
    } catch {
      // What fails here fails again where the facts are made, which takes note of it.
      this.#ahead = this.parse().pieces.length;
      this.#claiming = undefined;
    }
    if (this.#facts === undefined && enough()) return false;
    return this.facts !== undefined;
  }

  /** Reads what takes long: formulas and claims. */
  #readAhead(enough: () => boolean): boolean {
    const { text, pieces } = this.parse();
    if (!this.#isPrepared) {
      this.#isPrepared = true;
      loadFor(text);
      if (enough()) return false;
    }
    // The first to ask waits for patterns to be made of the words.
    const vocabulary = vocabularyOf(this.words);
    for (; this.#ahead < pieces.length && this.#facts === undefined; this.#ahead++) {
      if (enough()) return false;
      const { start, piece } = pieces[this.#ahead]!;
      readFormulasAhead(piece, start, text);
      if (enough()) return false;
      readClaimsAhead(piece, start, text, vocabulary);
    }
    while (this.#claims === undefined && this.#facts === undefined) {
      const step = this.#readingClaims().next();
      if (step.done) this.#claims = step.value;
      if (enough()) return false;
    }
    return true;
  }

  #readingClaims(): Steps<ClaimFacts> {
    this.#claiming ??= readingClaimFacts(this.parse(), vocabularyOf(this.words), true, this.#unreadClaims);
    return this.#claiming;
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
