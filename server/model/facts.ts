import type { Span } from './text.ts';

/**
 * What one chapter says, read off its Markdown once: plain JSON, so that it can cross threads and lie in a cache. Spans are offsets into the
 * chapter's text (byte order mark taken off). Odd Markdown has fewer facts, never an error.
 */
export interface Facts {
  /** Offset of the first character of every line. */
  readonly lines: readonly number[];
  readonly headings: readonly Heading[];
  /** Explicit anchors: `<a id>`, `<a name>` and every other `id=` in HTML. */
  readonly ids: readonly Id[];
  readonly links: readonly Link[];
  /** What was meant as a link and is none to CommonMark. */
  readonly malformed: readonly MalformedLink[];
  readonly definitions: readonly Definition[];
  readonly footnotes: readonly Footnote[];
  /** `[text][label]`, `[text][]` and `[^label]` whose definition the chapter lacks: plain text to CommonMark. */
  readonly undefinedReferences: readonly UndefinedReference[];
  readonly suppressions: readonly Suppression[];
}

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** As a reader sees it, without markup. */
  readonly text: string;
  /** The fragment that leads here, unique in the chapter, as GitHub makes it. */
  readonly anchor: string;
  /** From the first `#` to the end of the line (for a setext heading, of its underline). */
  readonly span: Span;
  /** The text as written, with markup, without `#`. */
  readonly content: Span;
  /** The paragraph right below, if one follows before the next heading. */
  readonly lead?: Span;
}

export interface Id {
  readonly id: string;
  readonly span: Span;
}

export type LinkKind = 'link' | 'image' | 'autolink' | 'reference' | 'image reference' | 'html' | 'html image';

export interface Link {
  readonly kind: LinkKind;
  /** The whole construct. */
  readonly span: Span;
  /** As a reader sees it, without markup; the alternative text of an image. */
  readonly text: string;
  /** Between the brackets, as written; absent for autolinks, images in HTML, and collapsed or shortcut references. */
  readonly content?: Span;
  /** Where it leads, escapes and entities resolved, not percent-decoded. For references, the destination of their definition. */
  readonly destination: string;
  /** The destination as written, inside `<…>` if there; for references, the label (what to edit stands in the definition). */
  readonly target: Span;
  /** The destination stands in `<…>`. */
  readonly angled?: true;
  /** For references: the label as matched (case folded, white space collapsed). */
  readonly label?: string;
}

export interface MalformedLink {
  readonly flaw: 'space' | 'bracket' | 'fullwidth';
  /** From the opening bracket to the closing parenthesis (or what stands for them). */
  readonly span: Span;
  readonly text: string;
  readonly content: Span;
  /** As written, outer white space taken off. */
  readonly destination: string;
  readonly target: Span;
}

export interface Definition {
  readonly label: string;
  readonly span: Span;
  readonly labelSpan: Span;
  readonly destination: string;
  readonly target: Span;
}

export interface Footnote {
  readonly label: string;
  /** The definition (true) or a call of it. */
  readonly defines: boolean;
  readonly span: Span;
}

export interface UndefinedReference {
  readonly label: string;
  readonly span: Span;
}

export interface Suppression {
  readonly form: 'line' | 'next-line' | 'disable' | 'enable' | 'file';
  /** Rule names; none stands for all. */
  readonly rules: readonly string[];
  /** The comment. */
  readonly span: Span;
}
