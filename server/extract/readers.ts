import { callsIn, templateLabels } from './calls.ts';
import { collectDirective } from './directives.ts';
import { collectFields } from './fields.ts';
import { collectLinkList } from './linkLists.ts';
import { collectLooseHeadings } from './looseHeadings.ts';
import { malformedLinks } from './malformed.ts';
import { toldRenames } from './renames.ts';
import { collectStatements } from './statements.ts';
import { collectTocComment, collectTocParagraph } from './tocMarks.ts';
import { collectTornRow } from './tornRows.ts';
import { undefinedImages, undefinedReferences } from './undefinedReferences.ts';

/**
 * What is read off the nodes of a chapter, each kind of facts by a reader of its own, called by `attempt`: one that fails costs what it would have told, and no other.
 */
export const readers = {
  calls: callsIn,
  comment: collectDirective,
  fields: collectFields,
  linkList: collectLinkList,
  looseHeadings: collectLooseHeadings,
  malformedLinks,
  renames: toldRenames,
  templateLabels,
  theorems: collectStatements,
  tocComment: collectTocComment,
  tocParagraph: collectTocParagraph,
  tornRow: collectTornRow,
  undefinedImages,
  undefinedReferences,
};
