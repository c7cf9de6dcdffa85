import type {
  Definition,
  Field,
  Footnote,
  Heading,
  Id,
  Link,
  LinkList,
  LooseHeading,
  MalformedLink,
  Statement,
  Suppression,
  TocMark,
  ToldRename,
  TornRow,
  UndefinedReference,
  Unread,
} from '../model/facts.ts';
import type { Span } from '../model/text.ts';
import type { PieceFormulas } from './formulas.ts';

/** A reader has failed on the piece. */
export type Failure = Omit<Unread, 'span'> & { readonly span?: Span };

/** A link as its piece alone knows it: a reference has no destination yet. */
export type PieceLink = Omit<Link, 'destination'> & { readonly destination: string | undefined };

/** A heading whose anchor is still to be made. `raw`: of its text as HTML has it; `isOpen`: its text goes on in the next piece. */
export type PieceHeading = Omit<Heading, 'anchor'> & { readonly raw?: string; readonly isOpen?: true };

/** What one piece of a chapter says by itself, but for formulas. Spans count from the start of the piece. */
export interface PieceFacts {
  readonly headings: readonly PieceHeading[];
  readonly ids: readonly Id[];
  readonly links: readonly PieceLink[];
  readonly malformed: readonly MalformedLink[];
  readonly definitions: readonly Definition[];
  readonly footnotes: readonly Footnote[];
  readonly undefinedReferences: readonly UndefinedReference[];
  readonly looseHeadings: readonly LooseHeading[];
  readonly tornRows: readonly TornRow[];
  readonly suppressions: readonly Suppression[];
  readonly toldRenames: readonly ToldRename[];
  /** Every list with a link to a place in the same chapter. */
  readonly linkLists: readonly LinkList[];
  readonly tocMarks: readonly TocMark[];
  /** Every line that has the form of a field. */
  readonly fields: readonly Field[];
  /** The paragraph that the piece begins with, comments aside: the lead of a heading that ends the piece before. */
  readonly firstParagraph?: Span;
  /** What has failed, once for each kind of facts. */
  readonly unread: readonly Failure[];
  /** What it ends with; comments are nothing. */
  readonly endsWith: 'heading' | 'nothing' | 'other';
}

/** What one piece says of formulas. Spans likewise. */
export interface PieceFormulaFacts {
  readonly formulas: PieceFormulas;
  readonly statements: readonly Statement[];
  readonly unread: readonly Failure[];
}

/** The same, growing while the piece's tree is walked. */
export type Collected = { -readonly [K in keyof PieceFacts]: PieceFacts[K] extends readonly (infer E)[] ? E[] : PieceFacts[K] };

export const nothingCollected = (): Collected => ({
  headings: [],
  ids: [],
  links: [],
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
