import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { referenceFixes } from './valueFixes.ts';

export const convergenceConflict: Rule = {
  id: 'convergence-conflict',
  summary: 'Two statements of the same metric of the same subject that cannot both hold',
  severity: 'warning',
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold('convergence-conflict', chapter, index, configuration),
  fixes: referenceFixes,
};
