import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';

const statements: StatementRule = {
  classes: {
    m: 'a level that is defined by other bounds',
  },
};

export const convergenceRule: Rule = {
  id: 'convergence-rule',
  group: 'statements',
  summary: 'Two definitions of the same threshold that differ',
  severity: 'warning',
  statements,
  options: ['claims'],
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold(statements, chapter, index, configuration),
};
