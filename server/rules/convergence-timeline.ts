import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';

export const convergenceTimeline: Rule = {
  id: 'convergence-timeline',
  summary: 'One event at two times',
  severity: 'warning',
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold('convergence-timeline', chapter, index, configuration),
};
