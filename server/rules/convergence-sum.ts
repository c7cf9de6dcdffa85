import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { miscalculationsTold } from './miscalculations.ts';
import { resultFixes } from './valueFixes.ts';

export const convergenceSum: Rule = {
  id: 'convergence-sum',
  summary: 'Shares that do not add up, and lists of another length than is said',
  severity: 'warning',
  needs: ['claims'],
  wholly: ['claims', 'arithmetic'],
  *check(chapter, index, configuration) {
    yield* contradictionsTold('convergence-sum', chapter, index, configuration);
    yield* miscalculationsTold(['share', 'share of a count', 'count'], chapter, configuration);
  },
  fixes: resultFixes,
};
