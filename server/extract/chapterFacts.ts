import type { Parsed, Piece } from '../markdown/parse.ts';
import { spanOf } from '../markdown/span.ts';
import type { PageCounter, SlugScheme } from '../model/anchors.ts';
import type { Facts, Field, Heading, Link, TornRow, Unread } from '../model/facts.ts';
import type { Dialect } from '../model/site.ts';
import { countOfFirst, type Span, shifted, span } from '../model/text.ts';
import { schemeFor } from '../sites/slugs/named.ts';
import { noClaims } from './claims.ts';
import { withComments } from './comments.ts';
import { endingOf } from './headingIds.ts';
import { htmlText, textBehind } from './htmlHeadings.ts';
import { LinkLists } from './linkLists.ts';
import {
  type Failure,
  nothingCollected,
  type PieceFacts,
  type PieceFormulaFacts,
  type PieceHeading,
  type PieceLink,
  placing,
  placingFormulas,
} from './pieceFacts.ts';
import { addFormulas, noFormulas, type PieceFormulas } from './pieceFormulas.ts';
import { type Growing, placed } from './placing.ts';
import type { SiteFacts } from './siteFacts.ts';

/** How many lines at the beginning and at the end of a chapter may say something about it. */
const [firstLines, lastLines] = [20, 14];

type Pieces = Parsed['pieces'];

/** The facts of a chapter, put together from those of its pieces, which are added in order. What hangs on several pieces – anchors, references, lists that go on – is found out here. */
export class ChapterFacts {
  readonly facts: Growing<Omit<Facts, 'lines' | 'formulas'>> & Pick<Facts, 'lines'> & { readonly formulas: PieceFormulas };
  readonly #pieces: Pieces;
  readonly #dialect: Dialect;
  readonly #scheme: SlugScheme;
  readonly #page: PageCounter;
  readonly #text: string;
  /** Terms that get anchors as headings do, in order. */
  readonly #terms: SiteFacts['terms'][number][];
  readonly #lists = new LinkLists();
  /** Labels that are defined by a template. */
  readonly #templateLabels = new Set<string>();
  /** Where the references stand among the links. */
  readonly #references: number[] = [];
  /** The index of the heading that the next paragraph is the first of. */
  #headingWithoutParagraph: number | undefined;
  /** The piece that begins the table or list that is gone on with. */
  #head: Pieces[number] | undefined;

  constructor(lines: Facts['lines'], { text, pieces }: Parsed, dialect: Dialect, { ids, terms, reserved, ...page }: SiteFacts) {
    this.#pieces = pieces;
    this.#dialect = dialect;
    this.#scheme = schemeFor(dialect.anchors.scheme, dialect.anchors.options);
    this.#page = this.#scheme.page();
    this.#text = text;
    this.#terms = [...terms];
    const { endsWith: _, ...nothing } = nothingCollected();
    this.facts = {
      ...nothing,
      headings: [],
      links: [],
      unread: [],
      lines,
      formulas: noFormulas(),
      statements: [],
      claims: noClaims,
      ...page,
    };
    this.facts.ids.push(...ids);
    for (const id of reserved) this.#page.reserve(id);
  }

  /** Whether some of what stands here may be a field of the chapter. */
  mayHoldFields(start: number, length: number): boolean {
    return start < this.#headerEnd || start + length >= this.#footerStart;
  }

  get #headerEnd(): number {
    return this.facts.lines[firstLines] ?? Number.POSITIVE_INFINITY;
  }

  get #footerStart(): number {
    const { lines } = this.facts;
    return lines[Math.max(0, lines.length - lastLines)]!;
  }

  /** Adds what the piece of an index says. */
  add(own: PieceFacts, index: number): void {
    const { start, piece } = this.#pieces[index]!;
    const missing = this.mayHoldFields(start, piece.length) ? own.unread : own.unread.filter(({ what }) => what !== 'fields');
    this.#addUnread(missing, index);
    placing.add(own, start, this.facts);
    this.#addHeadings(own, index);
    this.#lists.add(own, piece, start, this.facts.links.length);
    for (const link of own.links) this.#addLink(link, start);
    if (this.#dialect.calls !== undefined) this.#addCalls(own, start);
    if (piece.continues === undefined) this.#head = this.#pieces[index];
    for (const row of own.tornRows) this.facts.tornRows.push(placedRow(row, start, piece.continues && this.#head));
    for (const field of own.fields) this.#addField(field, start);
  }

  addFormulas(own: PieceFormulaFacts, index: number): void {
    const { start } = this.#pieces[index]!;
    addFormulas(this.facts.formulas, own.formulas, start);
    placingFormulas.add(own, start, this.facts);
    this.#addUnread(own.unread, index);
  }

  finished(): Facts {
    this.#addTerms(Number.POSITIVE_INFINITY);
    const moved = this.#resolveReferences();
    if (this.#templateLabels.size > 0)
      this.facts.undefinedReferences = this.facts.undefinedReferences.filter(({ label }) => !this.#templateLabels.has(folded(label)));
    this.facts.definitions = withComments(this.facts.definitions, this.facts.links);
    this.facts.linkLists = this.#lists.in(this.facts.links, moved);
    return this.facts;
  }

  /** Notes what has failed on a piece. */
  #addUnread(failures: readonly Failure[], index: number): void {
    if (failures.length === 0) return;
    const { start, piece } = this.#pieces[index]!;
    const whole = span(start, start + piece.length);
    for (const failure of failures)
      this.facts.unread.push({ ...failure, span: failure.span === undefined ? whole : shifted(failure.span, start) } satisfies Unread);
  }

  #addHeadings({ headings: own, firstParagraph, endsWith }: PieceFacts, index: number): void {
    const { headings } = this.facts;
    const { start } = this.#pieces[index]!;
    const open = this.#headingWithoutParagraph;
    if (open !== undefined && firstParagraph !== undefined)
      headings[open] = { ...headings[open]!, firstParagraph: shifted(firstParagraph, start) };
    for (const begun of own) {
      const heading = begun.isOpen ? { ...begun, ...htmlText(this.#rawText(begun.raw!, index + 1)) } : begun;
      this.#addTerms(start + heading.span.start);
      headings.push(this.#anchored(heading, start));
    }
    if (endsWith !== 'nothing') this.#headingWithoutParagraph = endsWith === 'heading' ? headings.length - 1 : undefined;
  }

  /** A heading in its place, with the anchor that the site makes of it, or that it is given by hand. */
  #anchored(heading: PieceHeading, start: number): Heading {
    const ending = heading.html ? undefined : endingOf(heading.text, this.#dialect);
    if (ending === undefined) return placedHeading(heading, start, this.#anchorOf(heading, start, heading.content));
    const text = heading.text.slice(0, -ending.length);
    const content = { ...heading.content, end: heading.content.end - ending.length };
    return {
      ...placedHeading({ ...heading, text, content }, start, ending.id ?? this.#anchorOf({ ...heading, text }, start, content)),
      ...(ending.id !== undefined && { byHand: true as const }),
    };
  }

  /** `content`: what its anchor is made of, in the piece. */
  #anchorOf({ text, raw }: PieceHeading, start: number, content: Span): string {
    const source =
      this.#scheme.of === 'source' && raw === undefined ? this.#text.slice(start + content.start, start + content.end) : undefined;
    return this.#page.anchor(this.#scheme.slug(source ?? raw ?? text));
  }

  /** Terms of definition lists before an offset. */
  #addTerms(offset: number): void {
    while (this.#terms.length > 0 && this.#terms[0]!.at < offset) {
      const { text, at } = this.#terms.shift()!;
      this.facts.ids.push({ id: this.#page.anchor(this.#scheme.slug(plainText(text))), span: span(at, at + text.length) });
    }
  }

  /** The text of a heading in HTML that goes on in the pieces from an index on. */
  #rawText(begun: string, from: number): string {
    const pieces = this.#pieces;
    let text = { raw: begun, isOpen: true };
    for (let i = from; i < pieces.length && text.isOpen; i++) text = textBehind(text.raw, pieces[i]!.piece.nodes, 0);
    return text.raw;
  }

  #addLink(link: PieceLink, start: number): void {
    const { links } = this.facts;
    if (link.destination === undefined) this.#references.push(links.length);
    links.push({
      ...link,
      destination: link.destination ?? '',
      span: shifted(link.span, start),
      target: shifted(link.target, start),
      ...(link.content === undefined ? {} : { content: shifted(link.content, start) }),
    });
  }

  #addCalls({ calls, templateLabels }: PieceFacts, start: number): void {
    for (const { form, link } of calls) if (form === this.#dialect.calls) this.#addLink(link, start);
    for (const label of templateLabels) this.#templateLabels.add(folded(label));
  }

  #addField(field: Field, by: number): void {
    const at = field.line.start + by;
    const atEnd = at >= this.#footerStart;
    if (!atEnd && at >= this.#headerEnd) return;
    this.facts.fields.push({ ...placed(field, { span: true, line: true }, by), ...(atEnd && { atEnd }) });
  }

  /** References lead where the first definition of their label says; those without one are dropped. Answers where the other links are then. */
  #resolveReferences(): (at: number) => number {
    const { facts } = this;
    const unmoved = (at: number) => at;
    if (this.#references.length === 0) return unmoved;
    const destinations = new Map<string, string>();
    for (const { label, destination } of facts.definitions) if (!destinations.has(label)) destinations.set(label, destination);
    const lost = new Set<number>();
    for (const at of this.#references) {
      const link: Link = facts.links[at]!;
      const destination = destinations.get(link.label!);
      if (destination === undefined) lost.add(at);
      else facts.links[at] = { ...link, destination };
    }
    if (lost.size === 0) return unmoved;
    facts.links = facts.links.filter((_, i) => !lost.has(i));
    const inOrder = [...lost];
    return at => at - countOfFirst(inOrder, before => before < at);
  }
}

/** `head`: what the row's table begins in, where that is another piece. */
const placedRow = (row: TornRow, by: number, head: { readonly piece: Piece; readonly start: number } | undefined): TornRow => ({
  ...placed(row, { span: true }, by),
  table: head === undefined ? row.table + by : head.start + spanOf(head.piece.nodes.at(-1)!).start,
  bars: row.bars.map(bar => bar + by),
});

/** Field by field: leaving some out of an object is slow, and there are many headings. */
const placedHeading = (heading: PieceHeading, by: number, anchor: string): Heading => ({
  level: heading.level,
  text: heading.text,
  anchor,
  span: shifted(heading.span, by),
  content: shifted(heading.content, by),
  ...(heading.firstParagraph !== undefined && { firstParagraph: shifted(heading.firstParagraph, by) }),
  ...(heading.nested && { nested: true }),
  ...(heading.html && { html: true }),
  ...(heading.raw !== undefined && heading.raw !== heading.text && { anchorText: heading.raw }),
  ...(heading.source !== undefined && { source: heading.source }),
});

/** A label as it is compared. */
const folded = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase();

/** A term without the marks of code, emphasis and links around it. */
const plainText = (written: string): string => written.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]+|(?<!\w)_+|_+(?!\w)/g, '');
