import type { CallForm } from '../model/calls.ts';
import type { Facts, Field, Heading, Link, LinkList, TornRow, Unread } from '../model/facts.ts';
import type { Span } from '../model/text.ts';
import type { PieceFormulas } from './pieceFormulas.ts';
import { type Growing, type Lists, Placing } from './placing.ts';

/** A reader has failed on the piece. */
export type Failure = Omit<Unread, 'span'> & { readonly span?: Span };

/** A link as its piece alone knows it: a reference has no destination yet. */
export type PieceLink = Omit<Link, 'destination'> & { readonly destination: string | undefined };

/** A heading whose anchor is still to be made. `raw`: of its text as HTML has it; `isOpen`: its text goes on in the next piece. */
export type PieceHeading = Omit<Heading, 'anchor'> & { readonly raw?: string; readonly isOpen?: true };

/** What a piece says that needs nothing but its place: all fields of it that are spans. */
const simpleFacts = {
  ids: { span: true },
  malformed: { span: true, content: true, target: true },
  definitions: { span: true, labelSpan: true, target: true },
  footnotes: { span: true },
  undefinedReferences: { span: true },
  looseHeadings: { span: true, marks: true },
  suppressions: { span: true },
  toldRenames: {},
  tocMarks: { span: true },
} satisfies Lists<Facts>;

/** What a site's templates name a page by; a link only where the site has such templates. */
export interface PieceCall {
  readonly form: CallForm;
  readonly link: PieceLink;
}

/** What one piece of a chapter says by itself, but for formulas. Spans count from the start of the piece. */
export interface PieceFacts extends Pick<Facts, keyof typeof simpleFacts> {
  readonly headings: readonly PieceHeading[];
  readonly links: readonly PieceLink[];
  readonly calls: readonly PieceCall[];
  /** Labels that are defined by a template, in whose place the site puts an address. */
  readonly templateLabels: readonly string[];
  readonly tornRows: readonly TornRow[];
  /** Every list with a link to a place in the same chapter. */
  readonly linkLists: readonly LinkList[];
  /** Every line that has the form of a field. */
  readonly fields: readonly Field[];
  /** The paragraph that the piece begins with, comments aside: the lead of a heading that ends the piece before. */
  readonly firstParagraph?: Span;
  /** What has failed, once for each kind of facts. */
  readonly unread: readonly Failure[];
  /** What it ends with; comments are nothing. */
  readonly endsWith: 'heading' | 'nothing' | 'other';
}

const simpleFormulaFacts = { statements: { span: true, lead: true } } satisfies Lists<Facts>;

export const placing = new Placing(simpleFacts);
export const placingFormulas = new Placing(simpleFormulaFacts);

/** What one piece says of formulas. Spans likewise. */
export interface PieceFormulaFacts extends Pick<Facts, keyof typeof simpleFormulaFacts> {
  readonly formulas: PieceFormulas;
  readonly unread: readonly Failure[];
}

/** The same, growing while the piece's tree is walked. */
export type Collected = Growing<PieceFacts>;

/** Written out: objects that are put together by names cost what reading a piece does. */
export const nothingCollected = (): Collected => ({
  headings: [],
  ids: [],
  links: [],
  calls: [],
  templateLabels: [],
  malformed: [],
  definitions: [],
  footnotes: [],
  undefinedReferences: [],
  looseHeadings: [],
  tornRows: [],
  suppressions: [],
  toldRenames: [],
  linkLists: [],
  tocMarks: [],
  fields: [],
  unread: [],
  endsWith: 'nothing',
});
