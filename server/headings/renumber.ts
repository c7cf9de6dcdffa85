import type { Chapter } from '../model/chapter.ts';
import type { Edit } from '../model/fix.ts';
import type { FixContext } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import { numberingOf, renumberedText } from './numbering.ts';
import { headingEdits } from './renameHeadings.ts';

/** Counts the numbers of all headings of a chapter anew, with everything that leads to them. */
export function renumbering(chapter: Chapter, workshop: FixContext): Steps<Edit[]> {
  const changes = numberingOf(chapter.facts.headings).numbering.map(one => ({
    heading: one.heading,
    at: one.ordinal.at,
    before: one.ordinal.written,
    after: renumberedText(one),
  }));
  return headingEdits(chapter, changes, workshop);
}
