import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { miscalculationsTold } from './miscalculations.ts';
import { resultFixes } from './valueFixes.ts';

const statements: StatementRule = {
  classes: {
    f: 'a product or weighted sum that comes out otherwise',
    i: 'weights that do not add up to 1, or differ',
    n: 'a layer whose value does not follow from its members',
  },
  untold: ['f'],
};

export const convergenceComposite: Rule = {
  id: 'convergence-composite',
  group: 'statements',
  summary: 'A composite, a weighting or a whole that does not follow from its parts',
  severity: 'warning',
  statements,
  repairs: 'offered',
  options: ['claims'],
  needs: ['claims'],
  wholly: ['claims'],
  *check(chapter, index, configuration) {
    yield* contradictionsTold(statements, chapter, index, configuration);
    yield* miscalculationsTold(['rounding'], chapter, configuration);
  },
  fixes: resultFixes,
};
