import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { referenceFixes } from './valueFixes.ts';

export const convergenceLevel: Rule = {
  id: 'convergence-level',
  summary: 'A number, a status word and a level that do not fit each other',
  severity: 'warning',
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold('convergence-level', chapter, index, configuration),
  fixes: referenceFixes,
};
