/** How a site turns the headings of one page into anchors. */
export interface SlugScheme {
  readonly name: string;
  /** The anchor of one heading by its text alone, before it is told apart from others. `text`: what of the heading the scheme looks at – see `of`. */
  slug(text: string): string;
  /** What of a heading it looks at: its text as readers see it (with code, without markup, tags and images), or its Markdown source. */
  readonly of: 'text' | 'source';
  /** A new counter for one page: gives each heading (and reserves each explicit id) its unique anchor in order. */
  page(): PageCounter;
}

/** The anchors of one page. */
export interface PageCounter {
  /** The anchor of the next heading, by its slug. */
  anchor(slug: string): string;
  /** An id that is given by hand. Where it only counts for what comes after it, it has to be reserved at its place. */
  reserve(id: string): void;
}

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
