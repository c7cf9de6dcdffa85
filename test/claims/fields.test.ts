import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known, outcomes, shortcomings } from './fields.ts';

const expected = known();

for (const outcome of outcomes()) {
  test(`in another field: ${outcome.name}`, () => {
    assert.deepEqual(shortcomings(outcome), expected.get(outcome.name));
    assert.ok(outcome.found.length + outcome.missed.length > 0, 'a fault is planted');
  });
}
