import type { Fence, Paragraph, Text } from '../language/source.ts';
import type { Steps } from '../model/steps.ts';
import type { Context } from './context.ts';
import type { Keyed, Led } from './leads.ts';
import type { PlannedTable } from './tables.ts';

/** What a block may be to constructs: see `formsOf`. */
export interface Forms {
  /** A paragraph with code or formulas in it. */
  readonly 'with formulas': Paragraph;
  readonly 'with an equation': Paragraph;
  readonly 'item with a number': Paragraph;
  /** A paragraph with a lead, or none, and times and what comes then. */
  readonly 'dated line': Paragraph;
  /** A paragraph with words of the vocabulary. */
  readonly words: Paragraph;
  /** A paragraph that begins with the name of a measure as its key. */
  readonly keyed: Keyed;
  /** A paragraph that begins with a formula. */
  readonly 'formula first': Paragraph;
  readonly sentences: Led;
  readonly 'metric rows': PlannedTable;
  readonly 'level rows': PlannedTable;
  readonly 'subject rows': PlannedTable;
  /** Any table with words of the vocabulary. */
  readonly rows: PlannedTable;
  readonly diagram: Fence;
  /** A block of plain text with an equation. */
  readonly code: Text;
  readonly formula: Text;
}

/** A block as one of its forms. */
export type Form = { [F in keyof Forms]: { readonly form: F; readonly of: Forms[F] } }[keyof Forms];

/** One way in which a text states something, complete. */
export interface Construct<F extends keyof Forms> {
  readonly form: F;
  /** In each language Markdown, and what is stated in it: `construct | subject | metric | value | limits`. A test reads them. */
  readonly examples: Readonly<Record<'en' | 'zh', readonly [text: string, ...stated: string[]]>>;
  /** Says what it finds to the context. Where there may be thousands of rows or lines, it rests between them. */
  readonly read: (of: Forms[F], context: Context) => Steps<void> | void;
}

export type AnyConstruct = { [F in keyof Forms]: Construct<F> }[keyof Forms];
