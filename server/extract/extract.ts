import { defaultVocabulary, type Vocabulary } from '../claims/vocabulary.ts';
import { type Parsed, type Piece, parse } from '../markdown/parse.ts';
import type { ClaimFacts } from '../model/claims.ts';
import type { Facts, Unread } from '../model/facts.ts';
import { allParts, type Parts } from '../model/parts.ts';
import { rememberedOf } from '../model/remembering.ts';
import { type Dialect, gitHubDialect } from '../model/site.ts';
import { finished } from '../model/steps.ts';
import { lineStarts, span } from '../model/text.ts';
import { attemptAt } from './attempt.ts';
import { ChapterFacts } from './chapterFacts.ts';
import { readingClaimFacts } from './claims.ts';
import { collect, collectFormulaFacts } from './collect.ts';
import type { PieceFacts, PieceFormulaFacts } from './pieceFacts.ts';
import { siteFactsOf } from './siteFacts.ts';

/**
 * The facts of a chapter's text (byte order mark taken off). Never throws; odd Markdown only has fewer facts. `parts`: what to look for beside links and headings;
 * `vocabulary`: by which its claims are read; `dialect`: who renders it.
 */
export function extract(
  text: string,
  parts: Parts = allParts,
  vocabulary: Vocabulary = defaultVocabulary(),
  dialect: Dialect = gitHubDialect,
): Facts {
  const parsed = parse(text, dialect);
  return factsOf(parsed, lineStarts(text), parts, unread => finished(readingClaimFacts(parsed, vocabulary, false, unread)), false, dialect);
}

/** The facts of a chapter that is read already. `claims`: reads its claims, and notes what cannot be read. `isEdited`: what its pieces say is remembered with them, so that an edit reads anew what it has changed. */
export function factsOf(
  parsed: Parsed,
  lines: Facts['lines'],
  parts: Parts,
  claims: (unread: Unread[]) => ClaimFacts,
  isEdited: boolean,
  dialect: Dialect,
): Facts {
  const { text, pieces } = parsed;
  const chapter = new ChapterFacts(lines, parsed, dialect, siteFactsOf(parsed, dialect));
  const { unread } = chapter.facts;
  if (parts.has('claims'))
    attemptAt('claims', span(0, text.length), unread, () => {
      chapter.facts.claims = claims(unread);
    });
  const withoutFields = new Set([...parts].filter(part => part !== 'fields'));
  for (const [index, { start, piece }] of pieces.entries()) {
    const mayHoldFields = chapter.mayHoldFields(start, piece.length);
    // What is remembered of a piece may be asked for when it stands elsewhere.
    chapter.add(collected(piece, start, text, isEdited || mayHoldFields ? parts : withoutFields, isEdited), index);
    if (parts.has('formulas')) chapter.addFormulas(formulaFactsOf(piece, start, text, parts.has('notation'), isEdited), index);
  }
  return chapter.finished();
}

/** What the pieces of chapters that are edited say, and what their formulas do. */
const remembered = new WeakMap<Piece, PieceFacts>();
const rememberedFormulas = new WeakMap<Piece, PieceFormulaFacts>();

const collected = (piece: Piece, start: number, text: string, parts: Parts, isEdited: boolean): PieceFacts =>
  rememberedOf(remembered, piece, isEdited, () => collect(piece, text.slice(start, start + piece.length), parts));

/** Reads of a piece what the facts of its chapter are made of, but for formulas and claims. */
export const readAhead = (piece: Piece, start: number, text: string): unknown => collected(piece, start, text, allParts, true);

/** Reads what they need of its formulas. */
export const readFormulasAhead = (piece: Piece, start: number, text: string): PieceFormulaFacts =>
  formulaFactsOf(piece, start, text, true, true);

const formulaFactsOf = (piece: Piece, start: number, text: string, notation: boolean, isEdited: boolean): PieceFormulaFacts =>
  rememberedOf(rememberedFormulas, piece, isEdited, () => collectFormulaFacts(piece, text.slice(start, start + piece.length), notation));
