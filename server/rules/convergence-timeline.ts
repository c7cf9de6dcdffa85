import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';

const statements: StatementRule = {
  classes: {
    o: 'one event at two times',
  },
};

export const convergenceTimeline: Rule = {
  id: 'convergence-timeline',
  group: 'statements',
  summary: 'One event at two times',
  severity: 'warning',
  statements,
  options: ['claims'],
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold(statements, chapter, index, configuration),
};
