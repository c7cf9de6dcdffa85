import type { Span } from '../model/text.ts';
import type { Interval } from './interval.ts';
import type { Unit } from './values.ts';

export type Construct =
  | 'kv'
  | 'quant'
  | 'matrix'
  | 'row'
  | 'list'
  | 'mermaid'
  | 'mermaid-edge'
  | 'mermaid-subgraph'
  | 'prose'
  | 'formula'
  | 'formula-factor'
  | 'formula-def'
  | 'weights'
  | 'rule'
  | 'gantt';

/** What holds a statement down: only claims with the same role, and a compatible time and scope, are compared. */
export interface Qualifier {
  /** A year, or what stands for a time. */
  readonly time?: string;
  readonly scope?: string;
  readonly role?: Role;
  readonly source?: string;
  /** Stars that the row gives its own evidence. */
  readonly confidence?: number;
  readonly approximate?: true;
}

export type Role = 'current' | 'prediction' | 'history' | 'before' | 'after';

/** A place where the text says that a subject has a metric with a value (convergence.md §1). */
export interface Claim {
  readonly construct: Construct;
  /** Offsets in the chapter. */
  readonly span: Span;
  /** Under which it is compared; null when the text names nobody: then it is compared with nothing. */
  readonly subject: string | null;
  readonly subjectText: string;
  readonly metric: string;
  readonly unit: Unit;
  /** Ratios from 0 to 1, stars 1 to 5, levels from 0. Absent for dates, and for words that are no number. */
  readonly range?: Interval;
  /** First and last day, `YYYY-MM-DD`. */
  readonly dates?: Dates;
  /** The value as a word: a status, a standing. */
  readonly word?: string;
  readonly qualifier: Qualifier;
  /** The line or cell, for people. */
  readonly text: string;
  /** The value as written. */
  readonly raw: string;
  /** Of a formula or of weights. */
  readonly form?: Form;
  /** It stands in the section on its subject, in a table or sentence of its own: what the others are measured by. */
  readonly home?: true;
  /** The subject is named by a word that may mean more or less than it. */
  readonly loose?: true;
  /** One cell says it of all members of a level. */
  readonly member?: true;
}

export interface Dates {
  readonly from: string;
  readonly to: string;
}

/** How a number is made of others. */
export interface Form {
  readonly kind: 'sum' | 'product' | 'ratio';
  /** Names of the factors, in order. */
  readonly factors: readonly string[];
  readonly weights?: readonly number[];
}

/** Claims about one thing share a key. */
export const claimKey = (subject: string, metric: string): string => `${subject}\n${metric}`;
