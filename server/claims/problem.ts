import { datesShown } from '../language/dates.ts';
import type { Claim, Interval, Whole } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A claim and the chapter that makes it. */
export interface Stated {
  readonly path: string;
  readonly claim: Claim;
  /** The claim as the chapter tells it to others, without its place: it is the `nth` (from 0) that it tells under this name. */
  readonly name?: string;
  readonly nth?: number;
}

/** What all chapters state. Sorted by path, those of one chapter in the order of its text. */
export interface Statements {
  /** All claims on this metric of this subject (`claimKey`). The same list, for every chapter that asks, as long as nobody says otherwise (`once`). */
  about(key: string): readonly Stated[];
  /** One of the chapter that asks with its place; one of another chapter as it is. */
  placed(one: Stated): Stated;
}

/** One kind of contradiction, complete: how it is found, and how each is told. */
export interface ContradictionClass {
  /** The letters by which comments name what it finds (`convergence: ignore b`); what they stand for is said by the rule that has them (`Rule.statements`). */
  readonly letters: readonly string[];
  /** As the chapter that asks is to show them, in the order of its text. */
  find(situation: Situation): Steps<ClaimProblem[]>;
}

/** A statement that cannot hold beside others. */
export interface ClaimProblem {
  /** The letter by which comments name contradictions of its kind. The rule that has it (`Rule.statements`) tells the problem. */
  readonly class: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly span: Span;
  readonly subject: string | null;
  readonly metric: string;
  /** What a writer is told, in the language of messages. The statements elsewhere are said to differ, not to be right. */
  readonly message: () => string;
  readonly related: readonly Stated[];
  /** Both names may stand for one subject. */
  readonly oneSubject?: { readonly parent: string; readonly child: string };
  /** What is computed from what, where it is that. */
  readonly calculation?: { readonly expression: string; readonly stated: string; readonly actual: string };
  /** The statement that the others are measured by, if one is. */
  readonly reference?: Stated;
}

/** A problem at a claim. */
export const problemAt = ({ span, subject, metric }: Claim, more: Omit<ClaimProblem, 'span' | 'subject' | 'metric'>): ClaimProblem => ({
  span,
  subject,
  metric,
  ...more,
});

/** What is found at each of many things, with rests between them. */
export function* ofEach<T>(all: Iterable<T>, find: (one: T) => readonly ClaimProblem[]): Steps<ClaimProblem[]> {
  const rest = resting();
  const found: ClaimProblem[] = [];
  for (const one of all) {
    if (rest()) yield;
    found.push(...find(one));
  }
  return found;
}

export interface Chapter {
  readonly path: string;
  readonly claims: readonly Claim[];
  readonly wholes: readonly Whole[];
  /** Sections whose only subsection names another subject: `四、优化器` with `3.1 AdamW`. */
  readonly only: readonly { readonly parent: string; readonly child: string }[];
}

/** Everything a check is given. Pure: the same things, the same problems. */
export interface Situation {
  readonly chapter: Chapter;
  readonly statements: Statements;
  readonly vocabulary: Vocabulary;
}

const asides = new Set(['rule', 'weights', 'formula-def', 'formula-factor']);

/** A claim that says what is: not a rule, a formula, a weight. */
export const isValue = (claim: Claim): boolean => !asides.has(claim.construct) && claim.unit !== 'formula' && claim.unit !== 'weight-sum';

/** A claim of how much each of some factors counts. */
export const isWeighting = ({ construct, form }: Claim): boolean => construct === 'weights' && form?.weights !== undefined;

/** One that is to agree with its like. */
export function isCompared(claim: Claim, vocabulary: Vocabulary): boolean {
  if (claim.subject === null || claim.range === undefined || claim.unit === 'level' || !isValue(claim)) return false;
  return vocabulary.metrics.find(({ name }) => name === claim.metric)?.compared !== false;
}

export const isDiagram = ({ construct }: Claim): boolean => construct.startsWith('mermaid') || construct === 'gantt';

/** A percentage as it is printed. */
const percent = (value: number): string => `${Number((value * 100).toPrecision(10))}%`;

const printed: { readonly [U in Claim['unit']]?: (value: number) => string } = {
  ratio: percent,
  stars: value => `★${value}`,
  level: value => `L${value}`,
};

/** What a reader sees of a value. */
export function shown({ raw, range, unit, word, dates }: Claim): string {
  if (dates !== undefined) return datesShown(dates);
  if (word !== undefined) return word;
  return range === undefined ? raw.trim() : boundsShown(range, unit);
}

function boundsShown({ low, high, lowOpen, highOpen }: Interval, unit: Claim['unit']): string {
  const print = printed[unit] ?? String;
  const [atMost, atLeast] = [`${highOpen ? '<' : '≤'}${print(high)}`, `${lowOpen ? '>' : '≥'}${print(low)}`];
  if (low === high) return print(low);
  if (!Number.isFinite(low)) return atMost;
  if (unit === 'ratio' && high === 1) return atLeast;
  if (unit === 'ratio' && low === 0) return atMost;
  return Number.isFinite(high) ? `${print(low)}–${print(high)}` : `${print(low)}+`;
}

export const isCurrent = ({ qualifier }: Claim): boolean =>
  qualifier.role === undefined || qualifier.role === 'current' || qualifier.role === 'after';

export const isSuperlative = (claim: Claim, { words }: Vocabulary): boolean =>
  claim.word !== undefined && words.levels.superlatives.includes(claim.word);

/** What a reader sees of the range that a level has. */
export function rangeShown({ low, high, lowOpen, highOpen }: Interval): string {
  if (low === 0 && !lowOpen && (high < 1 || highOpen)) return `${highOpen ? '<' : '≤'} ${percent(high)}`;
  if (high >= 1 && !highOpen) return `${lowOpen ? '>' : '≥'} ${percent(low)}`;
  if (!Number.isFinite(low)) return `${highOpen ? '<' : '≤'} ${percent(high)}`;
  return `${percent(low)} ${lowOpen ? '<' : '≤'} … ${highOpen ? '<' : '≤'} ${percent(high)}`;
}
