import type { Chapter } from '../model/chapter.ts';
import type { Miscalculation } from '../model/claims.ts';
import type { Problem } from '../model/rule.ts';
import { miscalculationMessage } from './convergenceMessages.ts';

/** The calculations of some kinds that do not come out. */
export function* miscalculationsTold(kinds: readonly Miscalculation['kind'][], { facts }: Chapter): Iterable<Problem> {
  for (const wrong of facts.claims.miscalculations)
    if (kinds.includes(wrong.kind))
      yield {
        span: wrong.span,
        message: miscalculationMessage(wrong),
        severity: wrong.kind === 'equation' && wrong.metric === undefined ? 'error' : 'warning',
        data: { expression: wrong.expression, stated: wrong.stated, actual: wrong.actual },
      };
}

export const miscalculationAt = ({ facts }: Chapter, { span, message }: Problem): Miscalculation | undefined =>
  facts.claims.miscalculations.find(wrong => wrong.span.start === span.start && miscalculationMessage(wrong) === message);
