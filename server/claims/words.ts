import type { Unit } from '../model/claims.ts';
import ai from './packs/ai.json' with { type: 'json' };
import convergence from './packs/convergence.json' with { type: 'json' };
import en from './packs/en.json' with { type: 'json' };
import zh from './packs/zh.json' with { type: 'json' };

/** Lists one behind the other, objects key by key; of lists of named things those of one name are one. What is neither is that of the last. */
export function joined<A extends object, B extends object>(one: A, other: B): A & B {
  const all = { ...one } as Record<string, unknown>;
  for (const [key, more] of Object.entries(other)) all[key] = both(all[key], more);
  return all as A & B;
}

function both(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) {
    const known = new Set(one.map(nameOf));
    return [
      ...one.map(entry => {
        const same = nameOf(entry) === undefined ? undefined : other.find(more => nameOf(more) === nameOf(entry));
        return same === undefined ? entry : joined(entry, same);
      }),
      ...other.filter(more => nameOf(more) === undefined || !known.has(nameOf(more))),
    ];
  }
  return isObject(one) && isObject(other) ? joined(one, other) : other;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (entry: unknown): unknown => (isObject(entry) && 'name' in entry ? entry.name : undefined);

/** The words of a domain, of the knowledge base that it was made for, and of the languages: how headers, headings and sentences are worded in each. */
export const defaultWords = [ai, zh, en].reduce(joined, convergence) as typeof convergence & typeof ai & typeof zh & typeof en;

/** How a metric is written. Everything but the name has a default. */
export interface MetricWords {
  readonly name: string;
  /** Other names, read wherever a number follows or precedes. */
  readonly aliases?: readonly string[];
  /** Names that are also ordinary words: read only as the key of a table row, column or list item. */
  readonly keys?: readonly string[];
  readonly keysOnly?: boolean;
  readonly unit: Unit;
  /** Names in formulas: `C` also stands for `C_{\text{…}}` and `C(…)`. */
  readonly symbols?: readonly string[];
  /** Names of one minus the metric. */
  readonly complements?: readonly string[];
  /** Words that are values: a range such as `(0.5,1]`, or null for a word without number. */
  readonly words?: Readonly<Record<string, string | null>>;
  /** Any other text in its cell is a value too. */
  readonly text?: boolean;
  /** The levels grade it, so its number and a level can be compared. */
  readonly graded?: boolean;
  /** `label`: written as a level; `status`: as a status word. */
  readonly level?: 'label' | 'status';
  /** A status word may stand beside it in its table row. */
  readonly status?: boolean;
  /** Whom it is about when nothing says so: a word, or `chapter`. */
  readonly about?: string;
  /** Its subject is the nearest text to the left in its row, not the first cell. */
  readonly named?: 'left';
  /** A part of a whole: a column of them adds up to 1. */
  readonly share?: boolean;
  /** False: claims are listed, and compared with nothing. */
  readonly compared?: boolean;
  /** Occurs as a factor only. */
  readonly factor?: boolean;
  /** It is a word of standing (industrial standard). */
  readonly standing?: boolean;
  /** Regular expressions of sentences that state it without naming it: `{value}` a number, `{subject}` whom it is about. */
  readonly phrases?: readonly string[];
  /** Words that sentences of `phrases` have, when they have no percentage. */
  readonly cues?: readonly string[];
}

/** What `concord.json` may say about claims: the same shape as the default vocabulary. Metrics and aliases are added, all else replaces. */
export interface ClaimsConfiguration {
  readonly metrics?: readonly MetricWords[];
  readonly levels?: Partial<Omit<typeof defaultWords.levels, 'presets' | 'words' | 'stars'>> & {
    readonly presets?: Readonly<Record<string, readonly string[]>>;
    readonly words?: Readonly<Record<string, readonly [number, number] | null>>;
    readonly stars?: Readonly<Record<string, number>>;
    /** The lowest level first. Overrides the preset. */
    readonly bounds?: readonly string[];
  };
  readonly subjects?: { readonly [K in keyof typeof defaultWords.subjects]?: (typeof defaultWords.subjects)[K] };
  readonly tables?: { readonly [K in keyof typeof defaultWords.tables]?: readonly string[] };
  readonly standings?: Partial<typeof defaultWords.standings>;
  /** Globs, from the root, of chapters whose claims are history. */
  readonly archives?: readonly string[];
  /** The values that others must agree with: subject → metric → value as written. */
  readonly reference?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
