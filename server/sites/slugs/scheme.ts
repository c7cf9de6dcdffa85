import type { PageCounter } from '../../model/anchors.ts';

/** How a scheme is set, by the names that its `…` in `named.ts` says. */
export type SlugOptions = Readonly<Record<string, string | boolean>>;

/** `a`, `a-1`, `a-2` by how often `a` was there, whatever else is: `a`, `a-1`, `a` is `a`, `a-1`, `a-1`. Ids given by hand do not count. */
export function byCount(): PageCounter {
  const counts = new Map<string, number>();
  return {
    anchor(slug) {
      const count = counts.get(slug) ?? 0;
      counts.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    },
    reserve() {},
  };
}

/** The first that is free of `a`, `a-1`, `a-2`. Where a number was found is remembered, so that many equal headings cost no more than others. */
export function firstFree(): PageCounter {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return {
    anchor(slug) {
      let [anchor, count] = [slug, next.get(slug) ?? 1];
      while (taken.has(anchor)) anchor = `${slug}-${count++}`;
      next.set(slug, count);
      taken.add(anchor);
      return anchor;
    },
    reserve: id => taken.add(id),
  };
}

/** As `firstFree`, but ids given by hand do not count. */
export const firstFreeOfHeadings = (): PageCounter => ({ ...firstFree(), reserve() {} });
