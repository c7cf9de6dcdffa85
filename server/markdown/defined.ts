/** What text anywhere in a chapter may refer to. */
export interface Defined {
  /** Identifiers of link definitions, as micromark normalises them. */
  readonly definitions: readonly string[];
  /** Identifiers of footnote definitions, likewise. */
  readonly footnotes: readonly string[];
}

export const nothingDefined: Defined = { definitions: [], footnotes: [] };
