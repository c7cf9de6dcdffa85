import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { miscalculationsTold } from './miscalculations.ts';
import { resultFixes } from './valueFixes.ts';

const statements: StatementRule = {
  classes: {
    l: 'shares of more than a whole, or of another count',
    s: 'a list of another length than is said',
  },
  untold: ['l', 's'],
};

export const convergenceSum: Rule = {
  id: 'convergence-sum',
  group: 'statements',
  summary: 'Shares that do not add up, and lists of another length than is said',
  severity: 'warning',
  statements,
  repairs: 'offered',
  options: ['claims'],
  needs: ['claims'],
  wholly: ['claims', 'arithmetic'],
  *check(chapter, index, configuration) {
    yield* contradictionsTold(statements, chapter, index, configuration);
    yield* miscalculationsTold(['share', 'share of a count', 'weights', 'count'], chapter, configuration);
  },
  fixes: resultFixes,
};
