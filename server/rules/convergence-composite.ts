import type { Rule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { miscalculationsTold } from './miscalculations.ts';
import { resultFixes } from './valueFixes.ts';

export const convergenceComposite: Rule = {
  id: 'convergence-composite',
  summary: 'A composite, a weighting or a whole that does not follow from its parts',
  severity: 'warning',
  needs: ['claims'],
  wholly: ['claims'],
  *check(chapter, index, configuration) {
    yield* contradictionsTold('convergence-composite', chapter, index, configuration);
    yield* miscalculationsTold(['rounding'], chapter, configuration);
  },
  fixes: resultFixes,
};
