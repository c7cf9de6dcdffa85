import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { miscalculationsTold } from './miscalculations.ts';
import { resultFixes } from './valueFixes.ts';

export const wrongArithmetic: Rule = {
  id: 'wrong-arithmetic',
  summary: 'An equation, a total or a change that does not compute',
  severity: 'warning',
  needs: ['claims'],
  *check(chapter, index, configuration) {
    yield* contradictionsTold('wrong-arithmetic', chapter, index, configuration);
    yield* miscalculationsTold(['equation', 'change', 'total', 'percentage'], chapter, configuration);
  },
  fixes: resultFixes,
};
