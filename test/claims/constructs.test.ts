import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constructs } from '../../server/claims/constructs/index.ts';
import { type ClaimsConfiguration, vocabulary } from '../../server/claims/vocabulary.ts';
import { claimLine, readChapter } from './kit.ts';

/** Words of a knowledge base in English. */
const english: ClaimsConfiguration = {
  metrics: [
    { name: 'adoption rate', unit: 'ratio', phrases: ['{value} of yards use'] },
    { name: 'convergence degree', unit: 'ratio', graded: true, symbols: ['C'] },
    { name: 'convergence level', unit: 'level', level: 'label' },
    { name: 'convergence status', unit: 'level', level: 'status' },
    { name: 'Convergence', unit: 'ratio' },
  ],
  levels: {
    names: [['diverging'], ['not converged'], ['converging'], ['nearly converged'], ['fully converged']],
    words: { 'fully converged': [4, 4], 'nearly converged': [3, 3] },
  },
};

const languages = { en: vocabulary(english), zh: vocabulary() };

for (const { form, examples } of constructs)
  for (const [language, words] of Object.entries(languages)) {
    const [text, ...stated] = examples[language as 'en' | 'zh'];
    test(`${form} (${language}): ${text}`, () => {
      const { claims } = readChapter('a.md', text, words);
      assert.ok(stated.length > 0);
      assert.deepEqual(
        claims.map(claim => claimLine(text, claim).replace(/^\d+ /, '')),
        stated,
      );
    });
  }
