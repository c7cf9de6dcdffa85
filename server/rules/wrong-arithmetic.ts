import type { ClaimProblem } from '../claims/problem.ts';
import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { miscalculationsTold } from './miscalculations.ts';
import { resultFixes } from './valueFixes.ts';

const statements: StatementRule = {
  classes: {
    j: 'an equation, a total or a change that does not compute',
    k: 'a ratio that is not the percentage beside it',
  },
  untold: ['j', 'k'],
  written: 'j',
};

export const wrongArithmetic: Rule = {
  id: 'wrong-arithmetic',
  group: 'statements',
  summary: 'An equation, a total or a change that does not compute',
  severity: 'warning',
  statements,
  repairs: 'offered',
  options: ['claims'],
  needs: ['claims'],
  *check(chapter, index, configuration) {
    yield* contradictionsTold(statements, chapter, index, configuration, calculated);
    yield* miscalculationsTold(['equation', 'change', 'total', 'percentage', 'remainder', 'composite', 'column'], chapter, configuration);
  },
  fixes: resultFixes,
};

const calculated = ({ calculation }: ClaimProblem) => calculation;
