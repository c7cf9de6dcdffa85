import type { Construct } from '../construct.ts';
import { readWrongNames } from '../levelNames.ts';

/** The mark of a level, and right behind it the name of another one. */
export const misnamedLevel: Construct<'words'> = {
  form: 'words',
  examples: {
    en: [
      '# Paint\n\nPrimer is at L3 (fully converged).',
      'row | L3 | 层级名称 | fully converged',
      'prose | Primer | convergence level | L3',
      'prose | Primer | convergence status | fully converged',
    ],
    zh: ['# 涂料\n\n底漆：L3（完全收敛）。', 'row | L3 | 层级名称 | 完全收敛'],
  },
  read: ({ text }, context) => {
    if (!text.linked) readWrongNames(text, context);
  },
};
