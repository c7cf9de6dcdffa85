import { memoized } from './memoize.ts';
import type { Span } from './text.ts';

/** What has the same key, in its order. */
export function groupedBy<T, K>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

interface Spanned {
  readonly span: Span;
}

/** The lists of facts are the same as long as the facts are. */
const byStart = memoized((list: readonly Spanned[]) => groupedBy(list, ({ span }) => span.start));

/** What of a list of facts begins at an offset. Every finding of a chapter asks for its own: the list is gone through once for all of them. */
export const startingAt = <T extends Spanned>(list: readonly T[], start: number): readonly T[] =>
  (byStart(list).get(start) ?? none) as readonly T[];

const none: readonly never[] = [];
