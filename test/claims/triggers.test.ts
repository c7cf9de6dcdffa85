import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { levelPattern, TriggerScanner, triggersOf } from '../../server/claims/triggers.ts';

const said = ['总计', '合计', '占比', 'adoption rate', 'Ä', 'σx'];
const units = [
  '占',
  '比',
  'L',
  'l',
  ' ',
  '4',
  '%',
  'a',
  'A',
  'adoption RATE',
  'ä',
  'Σ',
  'X',
  'ς',
  'x',
  '月',
  '*',
  '：',
  'Q',
  'q3',
  '\n',
  '=',
  '的',
  'milestone',
  '总',
  '计',
];

/** What speaks, in one pattern for one text. */
const pattern = (mark: string) =>
  new RegExp(`[%％★☆⭐=≈]|milestone|\\d[倍x×]|Q[1-4]|\\d\\s*月[*\\s]*[:：]|${said.join('|')}|${levelPattern(mark)}`, 'i');

test('stretches of a text say something when one pattern finds it in them', () => {
  const texts = fc.array(fc.constantFrom(...units), { maxLength: 14 }).map(parts => parts.join(''));
  const mark = fc.constantFrom('L', '级', 'Lv', '');
  fc.assert(
    fc.property(texts, mark, fc.array(fc.tuple(fc.nat(40), fc.nat(12)), { maxLength: 6 }), (text, mark, stretches) => {
      const scanner = new TriggerScanner(triggersOf(said, mark), text);
      for (const [from, length] of stretches) {
        // A block never begins right behind a letter.
        if (from >= text.length || /[a-z]/i.test(text[from - 1] ?? '')) continue;
        const to = Math.min(text.length, from + 1 + length);
        assert.equal(scanner.isIn(from, to), pattern(mark).test(text.slice(from, to)), JSON.stringify([text, from, to]));
      }
    }),
    { numRuns: 5000 },
  );
});

test('a single letter speaks in either case', () => {
  const triggers = triggersOf(['x'], 'L');
  for (const text of ['x', 'X']) assert.equal(new TriggerScanner(triggers, text).isIn(0, 1), true);
  assert.equal(new TriggerScanner(triggers, 'y').isIn(0, 1), false);
});
