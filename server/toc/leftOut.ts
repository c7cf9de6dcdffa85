import { plainAnchor } from '../model/anchors.ts';
import type { Facts, Heading } from '../model/facts.ts';
import { groupedBy } from '../model/grouping.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import { positionAt } from '../model/text.ts';

/**
 * The headings that a table leaves out on purpose: those that a comment on their line or on the one above says so of, alone; those that the configuration names, each with all
 * below it, as Markdown All in One has it; those with a title that comes again and again and is never listed; and those whose text makes no anchor (none at all, or an
 * emoji alone), since no entry could lead there.
 */
export function leftOut(
  outline: readonly Heading[],
  isListed: readonly boolean[],
  { tocMarks, lines }: Facts,
  titles: readonly string[],
): Set<number> {
  const left = new Set<number>();
  outline.forEach(({ text }, i) => {
    if (!isListed[i] && plainAnchor(text) === '') left.add(i);
  });
  const omits = omitsOf(tocMarks);
  if (omits.length > 0) {
    // In order, like the headings: the last one that begins before the end of a heading stands in it, or on the line above, or has nothing to do with it.
    let next = 0;
    outline.forEach(({ span }, i) => {
      while (next < omits.length && omits[next]!.span.start < span.end) next++;
      const last = omits[next - 1]?.span;
      if (last === undefined) return;
      const isAbove = last.end <= span.start && positionAt(lines, last.end).line === positionAt(lines, span.start).line - 1;
      const isAnothers = outline[i - 1] !== undefined && last.start < outline[i - 1]!.span.end;
      if (last.start >= span.start || (isAbove && !isAnothers)) left.add(i);
    });
  }
  if (titles.length > 0) {
    const named = new Set(titles.map(squashed));
    let above = 7;
    outline.forEach(({ level, text }, i) => {
      if (level <= above) above = 7;
      if (named.has(squashed(text)) || named.has(squashed(numberedTitle(text).title))) above = Math.min(above, level);
      if (level >= above) left.add(i);
    });
  }
  const same = groupedBy(outline.keys(), i => outline[i]!.text);
  for (const found of same.values()) if (found.length > 2 && found.every(i => !isListed[i])) for (const i of found) left.add(i);
  return left;
}

const remembered = new WeakMap<Facts['tocMarks'], Facts['tocMarks']>();

/** The comments that leave a heading out. A chapter may have as many tables as comments, and each of them asks. */
function omitsOf(tocMarks: Facts['tocMarks']): Facts['tocMarks'] {
  const known = remembered.get(tocMarks) ?? tocMarks.filter(({ kind }) => kind === 'omit');
  remembered.set(tocMarks, known);
  return known;
}
