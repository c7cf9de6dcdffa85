import type { Rule, StatementRule } from '../model/rule.ts';
import { contradictionsTold } from './contradictions.ts';
import { referenceFixes } from './valueFixes.ts';

const statements: StatementRule = {
  classes: {
    c: 'a number outside the bounds of the level that is said of the same thing',
    d: 'two status words that do not fit, or a superlative that something else exceeds',
    g: 'stars that usually go with other percentages',
    p: 'a value outside the range that a rule admits',
    q: 'one thing on two levels',
    r: 'a level under the name of another',
  },
};

export const convergenceLevel: Rule = {
  id: 'convergence-level',
  group: 'statements',
  summary: 'A number, a status word and a level that do not fit each other',
  severity: 'warning',
  statements,
  repairs: 'offered',
  options: ['claims'],
  needs: ['claims'],
  check: (chapter, index, configuration) => contradictionsTold(statements, chapter, index, configuration),
  fixes: referenceFixes,
};
