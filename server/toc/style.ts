import type { Facts, Heading } from '../model/facts.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import { positionAt } from '../model/text.ts';
import type { Table } from './table.ts';

/** Which headings of a chapter a table of contents lists. */
export interface Style {
  /** Headings of level 1. */
  readonly title: boolean;
  /** The levels below the title. */
  readonly from: number;
  readonly to: number;
  /** Headings that stand above the table. */
  readonly before: boolean;
  /** The heading of the table. */
  readonly self: boolean;
}

/** What a table without entries lists. */
export const plainStyle: Style = { title: false, from: 2, to: 6, before: false, self: false };

/**
 * The style that a table shows: of all, the one that has fewest headings missing or surplus, in doubt the deepest. `isListed`: by heading. What is left out on
 * purpose does not count.
 */
export function styleOf(table: Table, outline: readonly Heading[], isListed: readonly boolean[], leftOut: ReadonlySet<number>): Style {
  const titles = { listed: 0, all: 0 };
  let self = false;
  let from = 7;
  // By level: how many headings there are above and below the table, and how many of these it lists.
  const [above, below] = [counts(), counts()];
  outline.forEach((heading, i) => {
    if (leftOut.has(i)) return;
    const listed = isListed[i] ? 1 : 0;
    if (heading === table.heading) self = isListed[i]!;
    else if (heading.level === 1) {
      titles.listed += listed;
      titles.all++;
    } else {
      if (listed && heading.level < from) from = heading.level;
      const count = (heading.span.start < table.span.start ? above : below)[heading.level]!;
      count.listed += listed;
      count.all++;
    }
  });
  const title = titles.listed > 0 && 2 * titles.listed >= titles.all;
  if (from === 7) {
    // Nothing that it lists is there any more: as many levels as it has, from the highest.
    from = Math.min(6, ...outline.filter(heading => heading.level > 1 && heading !== table.heading).map(({ level }) => level));
    if (!title && !self && table.levels === undefined)
      return { title, from, to: from + Math.max(0, ...table.entries.map(({ depth }) => depth)), before: false, self };
  }
  if (table.levels !== undefined) {
    const [stated, to] = table.levels;
    const first = Math.max(2, stated);
    const { before } = best(above, below, first, [Math.max(to, 1)], self || title);
    return { title: stated === 1, from: first, to, before, self };
  }
  return {
    title,
    from,
    self,
    ...best(
      above,
      below,
      from,
      [6, 5, 4, 3, 2].filter(to => to >= from),
      self || title,
    ),
  };
}

interface Count {
  listed: number;
  all: number;
}

const counts = (): Count[] => Array.from({ length: 7 }, () => ({ listed: 0, all: 0 }));

function best(
  above: readonly Count[],
  below: readonly Count[],
  from: number,
  ends: readonly number[],
  likely: boolean,
): { to: number; before: boolean } {
  let found = { to: ends[0]!, before: likely };
  let least = Number.POSITIVE_INFINITY;
  for (const before of [likely, !likely]) {
    for (const to of ends) {
      let wrong = 0;
      for (let level = 2; level <= 6; level++) {
        const inside = level >= from && level <= to;
        const [up, down] = [above[level]!, below[level]!];
        wrong += inside ? down.all - down.listed : down.listed;
        wrong += inside && before ? up.all - up.listed : up.listed;
      }
      if (wrong < least) {
        least = wrong;
        found = { to, before };
      }
    }
  }
  return found;
}

/** Whether a style lists a heading. */
export function lists(style: Style, heading: Heading, table: Pick<Table, 'heading' | 'span'>): boolean {
  if (heading === table.heading) return style.self;
  if (heading.level === 1) return style.title;
  if (heading.level < style.from || heading.level > style.to) return false;
  return style.before || heading.span.start > table.span.start;
}

/** The headings that a table leaves out on purpose, each with all below it: by comment, by configuration, or a title that comes again and again and is never listed. */
export function leftOut(
  outline: readonly Heading[],
  isListed: readonly boolean[],
  { tocMarks, lines }: Facts,
  titles: readonly string[],
): Set<number> {
  const left = new Set<number>();
  const omits = tocMarks.filter(({ kind }) => kind === 'omit');
  if (omits.length > 0 || titles.length > 0) {
    const named = new Set(titles.map(squashed));
    let above = 7;
    outline.forEach(({ level, span, text }, i) => {
      if (level <= above) above = 7;
      const line = positionAt(lines, span.start).line;
      const marked = omits.some(
        mark => (mark.span.start >= span.start && mark.span.end <= span.end) || positionAt(lines, mark.span.end).line === line - 1,
      );
      if (marked || named.has(squashed(text)) || named.has(squashed(numberedTitle(text).title))) above = Math.min(above, level);
      if (level >= above) left.add(i);
    });
  }
  const same = new Map<string, number[]>();
  outline.forEach(({ text }, i) => {
    const found = same.get(text);
    if (found === undefined) same.set(text, [i]);
    else found.push(i);
  });
  for (const found of same.values()) if (found.length > 2 && found.every(i => !isListed[i])) for (const i of found) left.add(i);
  return left;
}
