import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';

export const convergenceRule: Rule = {
  id: 'convergence-rule',
  summary: 'Two definitions of the same threshold that differ',
  severity: 'warning',
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold('convergence-rule', chapter, index, configuration),
};
