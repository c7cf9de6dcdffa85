import type { Configuration } from './configuration.ts';
import { type KbPath, root } from './path.ts';
import type { Rule } from './rule.ts';
import { type Dialect, gitHubDialect } from './site.ts';

/**
 * What facts may hold beside links and headings: formulas and what their symbols mean; of them (`notation`) those
 * in plain text, which symbols each uses, definitions and theorems; lists that may be tables of contents, the fields of headers and footers, and claims.
 */
export type Part = 'formulas' | 'notation' | 'contents' | 'fields' | 'claims';
export type Parts = ReadonlySet<Part>;

/** What is to be read of chapters. `claims`: by which words claims are read, as the configuration has them. */
export interface Wanted {
  readonly parts: Parts;
  readonly claims: object;
  /** Who renders the chapters of which folders, the innermost first; all others are GitHub's. */
  readonly dialects: Dialects;
}

export type Dialects = readonly (readonly [folder: KbPath, dialect: Dialect])[];

/** Who renders a chapter. */
export const dialectAt = (path: KbPath, dialects: Dialects): Dialect =>
  dialects.find(([folder]) => folder === root || path.startsWith(`${folder}/`))?.[1] ?? gitHubDialect;

/** Everything: what an editor needs, whose features ask for more than rules do. */
export const allParts: Parts = new Set<Part>(['formulas', 'notation', 'contents', 'fields', 'claims']);

/** What the rules that are switched on need: enough for a program that only checks. */
export function partsFor(rules: readonly Rule[], configuration: Configuration): Parts {
  const needed = new Set(rules.flatMap(rule => ((configuration.rules[rule.id] ?? rule.severity) === 'off' ? [] : (rule.needs ?? []))));
  return needed.size === allParts.size ? allParts : needed;
}
