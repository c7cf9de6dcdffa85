import type { Definition, Footnote, Heading, Id, Link, MalformedLink, Suppression, UndefinedReference } from '../model/facts.ts';
import type { Span } from '../model/text.ts';

/** A link as its piece alone knows it: a reference has no destination yet. */
export type PieceLink = Omit<Link, 'destination'> & { readonly destination: string | undefined };

/** What one piece of a chapter says by itself. Spans count from the start of the piece. */
export interface PieceFacts {
  readonly headings: readonly Omit<Heading, 'anchor'>[];
  readonly ids: readonly Id[];
  readonly links: readonly PieceLink[];
  readonly malformed: readonly MalformedLink[];
  readonly definitions: readonly Definition[];
  readonly footnotes: readonly Footnote[];
  readonly undefinedReferences: readonly UndefinedReference[];
  readonly suppressions: readonly Suppression[];
  /** The paragraph that the piece begins with: the lead of a heading that ends the piece before. */
  readonly firstParagraph?: Span;
  /** The piece ends with a heading. */
  readonly endsWithHeading: boolean;
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
  suppressions: [],
  endsWithHeading: false,
});
