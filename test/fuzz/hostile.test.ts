import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileDocuments, hostileMessages, ownDocuments } from './hostile.ts';
import { mutated } from './mutate.ts';

test('a mutated document is the same for the same seed, and nearly always another than it was', () => {
  const documents = ownDocuments();
  const made = Array.from({ length: 100 }, (_, seed) => mutated(documents, seed));
  assert.deepEqual(
    Array.from({ length: 100 }, (_, seed) => mutated(documents, seed)),
    made,
  );
  assert.ok(made.filter(text => !documents.includes(text)).length > 90);
});

test('300 mutated documents: none ends the server, none is left unanswered, nothing fails', { timeout: 300_000 }, async () => {
  assert.deepEqual((await hostileDocuments(300, 1, ownDocuments())).failures, []);
});

test('10 messages of each method, wrong in any way and at any time: after each, the next request is answered', {
  timeout: 300_000,
}, async () => {
  const { told, failures } = await hostileMessages(10, 1, ownDocuments().slice(0, 40));
  assert.deepEqual(failures, []);
  assert.ok(told > 300);
});
