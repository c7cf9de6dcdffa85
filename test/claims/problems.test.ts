import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Base, casesOf } from './kit.ts';

const fixtures = ['problems.kb', 'arithmetic.kb', 'rightNumbers.kb', 'wrongNumbers.kb'];

for (const { name, configuration, files, expected } of fixtures.flatMap(casesOf)) {
  test(name, () => {
    assert.deepEqual(new Base(files, configuration).lines().sort(), [...expected].sort());
  });
}
