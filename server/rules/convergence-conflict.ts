import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { referenceFixes } from './valueFixes.ts';

const statements: StatementRule = {
  classes: {
    a: 'two values of one thing in one chapter',
    b: 'two values of one thing in different chapters',
    e: 'a diagram with another value than the text or a table',
    h: 'a mean outside the range of its parts',
  },
  areOfTwoValues: true,
};

export const convergenceConflict: Rule = {
  id: 'convergence-conflict',
  group: 'statements',
  summary: 'Two statements of the same metric of the same subject that cannot both hold',
  severity: 'warning',
  statements,
  repairs: 'offered',
  options: ['claims'],
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold(statements, chapter, index, configuration),
  fixes: referenceFixes,
};
