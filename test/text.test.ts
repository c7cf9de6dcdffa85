import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type KbPath, relativePath } from '../server/model/path.ts';
import { lineStarts, lineStartsAfter, matchesIn } from '../server/model/text.ts';
import { visible } from '../server/model/visible.ts';

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
  const unit = fc.constantFrom('a', 'b', '你', '😀', '\u{10000}', '\ud83d', ' ');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 10 }), fc.constantFrom(...patterns), (text, pattern) => {
      assert.deepEqual(matchesIn(text, pattern), [...text.matchAll(new RegExp(pattern))]);
    }),
    { numRuns: 2000 },
  );
});

test('what would be obeyed is shown, and nothing else is changed', () => {
  for (const [text, shown] of [
    ['a\nb\tc\u001bd', 'a␤b␉c␛d'],
    ['\u0000\u001f \u007f', '␀␟ ␡'],
    ['\u0080\u009f\u00a0', '<U+0080><U+009F>\u00a0'],
    ['\u202e桥\u2066é😀', '<U+202E>桥<U+2066>é😀'],
  ] as const)
    assert.equal(visible(text), shown);
});

test('a link is written from the folder that it stands in', () => {
  for (const [folder, to, written] of [
    ['', 'a.md', 'a.md'],
    ['', '', '.'],
    ['d', 'd', '.'],
    ['d', '', '..'],
    ['d/e', 'd/e/a.md', 'a.md'],
    ['d/e', 'd/f/a.md', '../f/a.md'],
    ['d/e', 'f/e/a.md', '../../f/e/a.md'],
    ['d', 'd/e', 'e'],
    ['d/e', 'd', '..'],
  ] as [KbPath, KbPath, string][])
    assert.equal(relativePath(folder, to), written, `${folder} → ${to}`);
});
