import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabulary } from '../../server/claims/vocabulary.ts';
import { casesOf, claimLine, readChapter } from './kit.ts';

for (const { name, configuration, files, expected } of casesOf('claims.kb')) {
  test(name, () => {
    const [[path, text] = ['', '']] = [...files];
    const { claims } = readChapter(path, text, vocabulary(configuration));
    const lines = claims.map(claim => claimLine(text, claim));
    assert.deepEqual(lines.sort(byLine), [...expected].sort(byLine));
  });
}

const byLine = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);
