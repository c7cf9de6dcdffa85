import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineStarts, lineStartsAfter, matchesIn } from '../server/model/text.ts';

const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '你'), maxLength: 12 });

test('the lines of a changed text start where those of the text read afresh do', () => {
  fc.assert(
    fc.property(text, text, text, text, (before, removed, added, behind) => {
      const change = { start: before.length, oldEnd: before.length + removed.length, end: before.length + added.length };
      const now = before + added + behind;
      assert.deepEqual(lineStartsAfter(lineStarts(before + removed + behind), now, change), lineStarts(now));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern matches where `matchAll` says it does', () => {
  const patterns = [/a+/g, /a*/g, /(?:)/gu, /(?<=a)b?/gu, /你|$/g, /\p{L}/gu];
  const unit = fc.constantFrom('a', 'b', '你', '😀', '\ud83d', ' ');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 10 }), fc.constantFrom(...patterns), (text, pattern) => {
      assert.deepEqual(matchesIn(text, pattern), [...text.matchAll(new RegExp(pattern))]);
    }),
    { numRuns: 2000 },
  );
});
