import { type Span, shifted } from './text.ts';

/** What a chapter says about its subjects' metrics, and where its calculations go wrong. Plain JSON. */
export interface ClaimFacts {
  /** In the order of the text; read with `claimsIn`. */
  readonly kept: readonly KeptClaim[];
  /** Sections whose only subsection names another subject: `四、优化器` with `3.1 AdamW`. */
  readonly only: readonly { readonly parent: string; readonly child: string }[];
  readonly wholes: readonly Whole[];
  readonly miscalculations: readonly Miscalculation[];
}

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

export type Unit = 'ratio' | 'stars' | 'level' | 'count' | 'year' | 'date' | 'word' | 'formula' | 'weight-sum';

/** A range of numbers; an end that is open does not belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly lowOpen?: true;
  readonly highOpen?: true;
}

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

/** A place where the text says that a subject has a metric with a value. */
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
  readonly inOwnSection?: true;
  /** The subject is named by a word that may mean more or less than it. */
  readonly byAlias?: true;
  /** One cell says it of all members of a level. */
  readonly viaGroup?: true;
}

export interface Dates {
  readonly from: string;
  readonly to: string;
}

/** How a number is made of others. */
export interface Form {
  /** `mean`: of parts that are named elsewhere. */
  readonly kind: 'sum' | 'product' | 'ratio' | 'mean';
  /** Names of the factors, in order. */
  readonly factors: readonly string[];
  readonly weights?: readonly number[];
}

/** A percentage that stands beside percentages of named parts: a row of a table, or the end of a list. */
export interface Whole {
  readonly metric: string;
  readonly subject: string | null;
  /** 0 to 1, like the parts. */
  readonly value: number;
  /** Half a unit of its last printed digit. */
  readonly half: number;
  readonly written: string;
  readonly parts: readonly Part[];
  readonly span: Span;
}

export interface Part {
  readonly name: string;
  readonly value: number;
  readonly written: string;
}

/** A calculation in the text that does not come out. */
export interface Miscalculation {
  readonly kind:
    | 'equation'
    | 'rounding'
    | 'change'
    | 'total'
    | 'share'
    | 'share of a count'
    | 'count'
    | 'percentage'
    | 'remainder'
    | 'weights'
    | 'composite'
    | 'column';
  /** The stated result, in the chapter. */
  readonly span: Span;
  readonly expression: string;
  readonly stated: string;
  readonly actual: string;
  /** The metric that the formula is of, when it names one that the vocabulary knows. */
  readonly metric?: string;
  /** For a rounding of a ratio: how far off, 0.05 being five points. */
  readonly off?: number;
  /** Nothing says that the number is computed so; other rows are. */
  readonly isGuessed?: true;
}

/** Claims about one thing share a key. */
export const claimKey = (subject: string, metric: string): string => `${subject}\n${metric}`;

/** A claim as JSON keeps it: an end of its range that lies at infinity is null. */
export type KeptClaim = Omit<Claim, 'range'> & {
  readonly range?: Omit<Interval, 'low' | 'high'> & { readonly low: number | null; readonly high: number | null };
  /** Under which names others find it, when that is not just its `claimKey`. */
  readonly keys?: readonly string[];
};

/** `keys`: under which names others find the claim. */
export function toJson(claim: Claim, keys: readonly string[]): KeptClaim {
  const { range, subject, metric } = claim;
  const usual = subject === null ? keys.length === 0 : keys.length === 1 && keys[0] === claimKey(subject, metric);
  const unbounded = range !== undefined && !(Number.isFinite(range.low) && Number.isFinite(range.high));
  if (usual && !unbounded) return claim as KeptClaim;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    ...claim,
    ...(range && { range: { ...range, low: finite(range.low), high: finite(range.high) } }),
    ...(!usual && { keys }),
  } as KeptClaim;
}

/** The names under which a claim is told to other chapters. */
export const keysIn = ({ keys, subject, metric }: KeptClaim): readonly string[] =>
  keys ?? (subject === null ? [] : [claimKey(subject, metric)]);

const read = new WeakMap<readonly KeptClaim[], readonly Claim[]>();

/** The claims of a chapter. */
export function claimsIn({ kept }: ClaimFacts): readonly Claim[] {
  let claims = read.get(kept);
  if (claims === undefined) {
    claims = kept.map(fromJson);
    read.set(kept, claims);
  }
  return claims;
}

function fromJson(kept: KeptClaim): Claim {
  const { range } = kept;
  if (range === undefined || (range.low !== null && range.high !== null)) return kept as Claim;
  return { ...kept, range: { ...range, low: range.low ?? -Infinity, high: range.high ?? Infinity } };
}

/** What other chapters see of a claim: no place and nothing that is only for people, so that it changes only when it says something else. */
export function encodeClaim(claim: KeptClaim): string {
  let told = said.get(claim);
  if (told === undefined) {
    const { span: _span, text: _text, subjectText: _subject, keys: _keys, ...rest } = claim;
    told = JSON.stringify(rest);
    said.set(claim, told);
  }
  return told;
}

/** A chapter that is edited tells all of its claims at every key, and most are those that it told before. */
const said = new WeakMap<KeptClaim | Claim, string>();

/** The same claim in another place. */
export function movedClaim(claim: Claim, by: number): Claim {
  const moved = { ...claim, span: shifted(claim.span, by) };
  const told = said.get(claim);
  if (told !== undefined) said.set(moved, told);
  return moved;
}

const most = 20_000;
const known = new Map<string, Claim>();

/** A claim of another chapter, from what `encodeClaim` says of it; its place is not known. */
export function decodeClaim(told: string): Claim {
  const before = known.get(told);
  if (before !== undefined) return before;
  if (known.size >= most) known.clear();
  const claim = fromJson({ ...(JSON.parse(told) as KeptClaim), span: { start: 0, end: 0 }, text: '', subjectText: '' });
  known.set(told, claim);
  return claim;
}

/** Where the claim stands that is the `nth` (from 0) of those that a chapter tells under a name. */
export function claimPlace({ kept }: ClaimFacts, name: string, nth: number): Span | undefined {
  let places = placesByName.get(kept);
  if (places === undefined) {
    places = new Map();
    for (const claim of kept) {
      for (const key of keysIn(claim)) {
        const same = places.get(key);
        if (same === undefined) places.set(key, [claim.span]);
        else same.push(claim.span);
      }
    }
    placesByName.set(kept, places);
  }
  return places.get(name)?.[nth];
}

const placesByName = new WeakMap<readonly KeptClaim[], Map<string, Span[]>>();
