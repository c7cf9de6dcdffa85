import { defaultVocabulary, type Vocabulary } from '../claims/vocabulary.ts';
import { type Parsed, type Piece, parse } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import { anchorMaker } from '../model/anchors.ts';
import type { ClaimFacts } from '../model/claims.ts';
import type { Definition, Facts, Heading, Link, Statement, TornRow, Unread } from '../model/facts.ts';
import { allParts, type Parts } from '../model/parts.ts';
import { rememberedOf } from '../model/remembering.ts';
import { finished } from '../model/steps.ts';
import { lineStarts, type Span, shifted, span } from '../model/text.ts';
import { attemptAt } from './attempt.ts';
import { noClaims, readingClaimFacts } from './claims.ts';
import { collect, collectFormulaFacts } from './collect.ts';
import { withComments } from './comments.ts';
import { addFormulas, noFormulas, type PieceFormulas } from './formulas.ts';
import { htmlText, textBehind } from './htmlHeadings.ts';
import { LinkLists } from './linkLists.ts';
import type { Failure, PieceFacts, PieceFormulaFacts } from './pieceFacts.ts';

/**
 * The facts of a chapter's text (byte order mark taken off). Never throws; odd Markdown only has fewer facts. `parts`: what to look for beside links and headings;
 * `vocabulary`: by which its claims are read.
 */
export function extract(text: string, parts: Parts = allParts, vocabulary: Vocabulary = defaultVocabulary()): Facts {
  const parsed = parse(text);
  return factsOf(parsed, lineStarts(text), parts, unread => finished(readingClaimFacts(parsed, vocabulary, false, unread)), false);
}

/** The facts of a chapter that is read already. `claims`: reads its claims, and notes what cannot be read. `isEdited`: what its pieces say is remembered with them, so that an edit reads anew what it has changed. */
export function factsOf(
  { text, pieces }: Parsed,
  lines: Facts['lines'],
  parts: Parts,
  claims: (unread: Unread[]) => ClaimFacts,
  isEdited: boolean,
): Facts {
  const facts = {
    lines,
    headings: [] as Heading[],
    ids: [] as Facts['ids'][number][],
    links: [] as Link[],
    malformed: [] as Facts['malformed'][number][],
    definitions: [] as Definition[],
    footnotes: [] as Facts['footnotes'][number][],
    undefinedReferences: [] as Facts['undefinedReferences'][number][],
    looseHeadings: [] as Facts['looseHeadings'][number][],
    tornRows: [] as TornRow[],
    toldRenames: [] as Facts['toldRenames'][number][],
    formulas: noFormulas(),
    statements: [] as Facts['statements'][number][],
    suppressions: [] as Facts['suppressions'][number][],
    linkLists: [] as Facts['linkLists'],
    tocMarks: [] as Facts['tocMarks'][number][],
    fields: [] as Facts['fields'][number][],
    claims: noClaims,
    unread: [] as Unread[],
  };
  if (parts.has('claims'))
    attemptAt('claims', span(0, text.length), facts.unread, () => {
      facts.claims = claims(facts.unread);
    });
  const anchorOf = anchorMaker();
  const unresolved: { link: Omit<Link, 'destination'>; at: number }[] = [];
  const lists = new LinkLists();
  let leadless: number | undefined;
  /** The piece that begins the table or list that is gone on with. */
  let head: Parsed['pieces'][number] | undefined;
  const between = new Set([...parts].filter(part => part !== 'fields'));
  for (let index = 0; index < pieces.length; index++) {
    const { start, piece } = pieces[index]!;
    const mayHoldFields = start < fieldsBefore(lines) || start + piece.length >= fieldsFrom(lines);
    // What is remembered of a piece may be asked for when it stands elsewhere.
    const own = collected(piece, start, text, isEdited || mayHoldFields ? parts : between, isEdited);
    const missing = mayHoldFields ? own.unread : own.unread.filter(({ what }) => what !== 'fields');
    addUnread(facts.unread, missing, piece, start);
    if (leadless !== undefined && own.firstParagraph !== undefined) {
      facts.headings[leadless] = { ...facts.headings[leadless]!, lead: shifted(own.firstParagraph, start) };
    }
    for (const begun of own.headings) {
      const heading = begun.isOpen ? { ...begun, ...htmlText(rawText(begun.raw!, pieces, index + 1)) } : begun;
      facts.headings.push(placedHeading(heading, start, anchorOf(heading.raw ?? heading.text)));
    }
    if (own.endsWith !== 'nothing') leadless = own.endsWith === 'heading' ? facts.headings.length - 1 : undefined;
    for (const { id, span } of own.ids) facts.ids.push({ id, span: shifted(span, start) });
    if (parts.has('formulas')) {
      const formulas = formulaFactsOf(piece, start, text, parts.has('notation'), isEdited);
      addFormulaFacts(facts, formulas, start);
      addUnread(facts.unread, formulas.unread, piece, start);
    }
    if (own.linkLists.length > 0) lists.add(own, piece, start, facts.links.length);
    for (const link of own.links) {
      const placed = placedLink(link, start);
      if (link.destination === undefined) unresolved.push({ link: placed, at: facts.links.length });
      facts.links.push(placed);
    }
    for (const found of own.malformed) {
      facts.malformed.push({
        ...found,
        span: shifted(found.span, start),
        content: shifted(found.content, start),
        target: shifted(found.target, start),
      });
    }
    for (const definition of own.definitions) facts.definitions.push(placedDefinition(definition, start));
    for (const footnote of own.footnotes) facts.footnotes.push({ ...footnote, span: shifted(footnote.span, start) });
    for (const found of own.undefinedReferences) facts.undefinedReferences.push({ ...found, span: shifted(found.span, start) });
    for (const found of own.looseHeadings)
      facts.looseHeadings.push({ ...found, span: shifted(found.span, start), marks: shifted(found.marks, start) });
    if (piece.continues === undefined) head = { piece, start };
    for (const row of own.tornRows) facts.tornRows.push(placedRow(row, start, piece.continues && head));
    for (const told of own.toldRenames) facts.toldRenames.push(told);
    for (const found of own.suppressions) facts.suppressions.push({ ...found, span: shifted(found.span, start) });
    for (const field of own.fields) addField(facts, field, start);
    for (const mark of own.tocMarks) facts.tocMarks.push({ ...mark, span: shifted(mark.span, start) });
  }
  const moved = resolveReferences(facts, unresolved);
  facts.definitions = withComments(facts.definitions, facts.links);
  facts.linkLists = lists.in(facts.links, moved);
  return facts;
}

/** Notes what has failed on a piece. */
function addUnread(into: Unread[], failures: readonly Failure[], { length }: Piece, start: number): void {
  for (const failure of failures)
    into.push({ ...failure, span: failure.span === undefined ? span(start, start + length) : shifted(failure.span, start) });
}

/** The text of a heading in HTML that goes on in the pieces from an index on. */
function rawText(begun: string, pieces: Parsed['pieces'], from: number): string {
  let text = { raw: begun, isOpen: true };
  for (let i = from; i < pieces.length && text.isOpen; i++) text = textBehind(text.raw, pieces[i]!.piece.nodes, 0);
  return text.raw;
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

function addFormulaFacts(
  into: { readonly formulas: PieceFormulas; readonly statements: Statement[] },
  { formulas, statements }: PieceFormulaFacts,
  start: number,
): void {
  addFormulas(into.formulas, formulas, start);
  for (const { title, span, lead } of statements) into.statements.push({ title, span: shifted(span, start), lead: shifted(lead, start) });
}

/** How many lines at the beginning and at the end of a chapter may say something about it. */
const [firstLines, lastLines] = [20, 14];
const fieldsBefore = (lines: Facts['lines']): number => lines[firstLines] ?? Number.POSITIVE_INFINITY;
const fieldsFrom = (lines: Facts['lines']): number => lines[Math.max(0, lines.length - lastLines)]!;

function addField(
  { fields, lines }: { fields: Facts['fields'][number][]; lines: Facts['lines'] },
  field: Facts['fields'][number],
  by: number,
): void {
  const at = field.line.start + by;
  const atEnd = at >= fieldsFrom(lines);
  if (!atEnd && at >= fieldsBefore(lines)) return;
  fields.push({ ...field, span: shifted(field.span, by), line: shifted(field.line, by), ...(atEnd && { atEnd }) });
}

/** References lead where the first definition of their label says; those without one are dropped. Answers where the other links are then. */
function resolveReferences(
  facts: { links: Link[]; definitions: readonly Definition[] },
  unresolved: { link: Omit<Link, 'destination'>; at: number }[],
): (at: number) => number {
  const unmoved = (at: number) => at;
  if (unresolved.length === 0) return unmoved;
  const destinations = new Map<string, string>();
  for (const { label, destination } of facts.definitions) if (!destinations.has(label)) destinations.set(label, destination);
  const lost = new Set<number>();
  for (const { link, at } of unresolved) {
    const destination = destinations.get(link.label!);
    if (destination === undefined) lost.add(at);
    else facts.links[at] = { ...link, destination };
  }
  if (lost.size === 0) return unmoved;
  facts.links = facts.links.filter((_, i) => !lost.has(i));
  return at => at - [...lost].filter(before => before < at).length;
}

/** `head`: what the row's table begins in, where that is another piece. */
const placedRow = (row: TornRow, by: number, head: Parsed['pieces'][number] | undefined): TornRow => ({
  ...row,
  span: shifted(row.span, by),
  table: head === undefined ? row.table + by : head.start + spanOf(head.piece.nodes.at(-1)!).start,
  bars: row.bars.map(bar => bar + by),
});

const placedHeading = (heading: PieceFacts['headings'][number], by: number, anchor: string): Heading => ({
  level: heading.level,
  text: heading.text,
  anchor,
  span: shifted(heading.span, by),
  content: shifted(heading.content, by),
  ...(heading.lead === undefined ? {} : { lead: shifted(heading.lead, by) }),
  ...(heading.nested && { nested: true }),
  ...(heading.html && { html: true }),
  ...(heading.raw === undefined || heading.raw === heading.text ? {} : { anchorText: heading.raw }),
  ...(heading.source === undefined ? {} : { source: heading.source }),
});

const placedLink = (link: PieceFacts['links'][number], by: number): Link => ({
  ...link,
  destination: link.destination ?? '',
  span: shifted(link.span, by),
  target: shifted(link.target, by),
  ...(link.content === undefined ? {} : ({ content: shifted(link.content, by) } satisfies { content: Span })),
});

const placedDefinition = (definition: Definition, by: number): Definition => ({
  ...definition,
  span: shifted(definition.span, by),
  labelSpan: shifted(definition.labelSpan, by),
  target: shifted(definition.target, by),
});
