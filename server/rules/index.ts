// Written by `npm run generate`.
import type { Rule } from '../model/rule.ts';
import { ambiguousSymbol } from './ambiguous-symbol.ts';
import { convergenceComposite } from './convergence-composite.ts';
import { convergenceConflict } from './convergence-conflict.ts';
import { convergenceLevel } from './convergence-level.ts';
import { convergenceRule } from './convergence-rule.ts';
import { convergenceSum } from './convergence-sum.ts';
import { convergenceTimeline } from './convergence-timeline.ts';
import { duplicateDefinition } from './duplicate-definition.ts';
import { duplicateTitle } from './duplicate-title.ts';
import { emptyLink } from './empty-link.ts';
import { footer } from './footer.ts';
import { formulaPortability } from './formula-portability.ts';
import { formulaSyntax } from './formula-syntax.ts';
import { headingLevel } from './heading-level.ts';
import { headingNumber } from './heading-number.ts';
import { malformedHeading } from './malformed-heading.ts';
import { malformedLink } from './malformed-link.ts';
import { missingAnchor } from './missing-anchor.ts';
import { missingDefinition } from './missing-definition.ts';
import { missingFile } from './missing-file.ts';
import { missingSection } from './missing-section.ts';
import { moneyAsFormula } from './money-as-formula.ts';
import { outsideRoot } from './outside-root.ts';
import { pathCase } from './path-case.ts';
import { staleToc } from './stale-toc.ts';
import { titleNumber } from './title-number.ts';
import { tornRow } from './torn-row.ts';
import { undefinedSymbol } from './undefined-symbol.ts';
import { unlistedChapter } from './unlisted-chapter.ts';
import { unreadable } from './unreadable.ts';
import { unusedDefinition } from './unused-definition.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { wrongArithmetic } from './wrong-arithmetic.ts';

/** Every rule, in the order in which settings and documentation list them. */
export const rules: readonly Rule[] = [
  unreadable,
  duplicateDefinition,
  emptyLink,
  malformedLink,
  missingAnchor,
  missingDefinition,
  missingFile,
  outsideRoot,
  pathCase,
  unlistedChapter,
  unusedDefinition,
  duplicateTitle,
  footer,
  headingLevel,
  headingNumber,
  malformedHeading,
  missingSection,
  staleToc,
  titleNumber,
  tornRow,
  ambiguousSymbol,
  formulaPortability,
  formulaSyntax,
  moneyAsFormula,
  undefinedSymbol,
  convergenceComposite,
  convergenceConflict,
  convergenceLevel,
  convergenceRule,
  convergenceSum,
  convergenceTimeline,
  wrongArithmetic,
  unusedSuppression,
];
