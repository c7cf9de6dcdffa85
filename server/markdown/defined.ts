import type { Nodes } from 'mdast';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';

/** What text anywhere in a chapter may refer to. */
export interface Defined {
  /** Identifiers of link definitions, as micromark normalises them. */
  readonly definitions: ReadonlySet<string>;
  /** Identifiers of footnote definitions, likewise. */
  readonly footnotes: ReadonlySet<string>;
}

export const nothingDefined: Defined = { definitions: new Set(), footnotes: new Set() };

/** What several pieces define together. */
export function definedTogether(all: Iterable<Defined>): Defined {
  const definitions = new Set<string>();
  const footnotes = new Set<string>();
  for (const one of all) {
    for (const label of one.definitions) definitions.add(label);
    for (const label of one.footnotes) footnotes.add(label);
  }
  return definitions.size + footnotes.size > 0 ? { definitions, footnotes } : nothingDefined;
}

/** Whether both define the same. */
export const definesSame = (a: Defined, b: Defined): boolean =>
  a === b || (equal(a.definitions, b.definitions) && equal(a.footnotes, b.footnotes));

function equal(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const label of a) if (!b.has(label)) return false;
  return true;
}

/**
 * Tells micromark's list of the labels that it knows while it reads one text of those in the rest of the chapter. It goes through that list for each reference, which in a chapter
 * with many definitions would cost the square of their number: so the list answers from sets. It stays the same object, since whoever defines something may hold it already.
 */
export function tell(known: string[], chapter: ReadonlySet<string>): string[] {
  const own = new Set(known);
  known.includes = label => chapter.has(label) || own.has(label);
  known.push = (...labels) => {
    for (const label of labels) own.add(label);
    return own.size;
  };
  return known;
}

/** What is defined in some nodes. */
export function definedIn(nodes: readonly Nodes[]): Defined {
  const definitions = new Set<string>();
  const footnotes = new Set<string>();
  const visit = (node: Nodes): void => {
    if (node.type === 'definition') definitions.add(normalizeIdentifier(node.identifier));
    if (node.type === 'footnoteDefinition') footnotes.add(normalizeIdentifier(node.identifier));
    if ('children' in node) node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return definitions.size + footnotes.size > 0 ? { definitions, footnotes } : nothingDefined;
}
