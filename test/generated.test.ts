import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outdated } from '../build/generate.ts';

test('what is made from the rules and the vocabulary is up to date: npm run generate', async () =>
  assert.deepEqual([...(await outdated()).keys()], []));
