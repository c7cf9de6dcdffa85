import type { SlugScheme } from '../../model/anchors.ts';

/**
 * Obsidian has no anchors: a link names the words of a heading, and both are compared without punctuation (`[[a#b]]` ends at some of it), runs of blanks and capitals. obsidianmd/obsidian-api, obsidian.d.ts:
 * `stripHeading`, “normalizes headings for link matching by stripping out special characters and shrinking consecutive spaces”. Of equal headings the first is meant.
 */
export const obsidian: SlugScheme = {
  name: 'obsidian',
  of: 'text',
  slug: text =>
    text
      .replace(/[!"#$%&()*+,.:;<=>?@^`{|}~/[\]\\\r\n]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase(),
  page: () => ({ anchor: slug => slug, reserve() {} }),
};
