import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Base, casesOf } from './kit.ts';

for (const { name, configuration, files, expected } of [...casesOf('problems.kb'), ...casesOf('arithmetic.kb')]) {
  test(name, () => {
    assert.deepEqual(new Base(files, configuration).lines().sort(), [...expected].sort());
  });
}
