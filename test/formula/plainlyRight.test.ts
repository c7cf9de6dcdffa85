import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import katex from 'katex';
import { isPlainlyRight } from '../../server/tex/plainlyRight.ts';

const typesets = (source: string, displayMode: boolean): boolean => {
  try {
    katex.renderToString(source, { displayMode, throwOnError: true, strict: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

test('what is plainly right typesets', () => {
  const scraps = [
    'x',
    'N',
    '7',
    '_',
    '^',
    '{',
    '}',
    ' ',
    '+',
    '=',
    '(',
    ')',
    '|',
    '<',
    '[',
    ']',
    ',',
    '\\,',
    '\\ ',
    '\\alpha',
    '\\quad',
    '\\lim',
    '\\log',
    '\\sum',
    '\\in',
    '\\text{a b}',
    '\\mathbb{R}',
    '\\le',
    '\\leq ',
    '\\frac',
    '&',
    '#',
    '%',
    "'",
    '\\',
  ];
  const formula = fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map(parts => parts.join(''));
  let plain = 0;
  fc.assert(
    fc.property(formula, fc.boolean(), (source, display) => {
      if (!isPlainlyRight(source)) return;
      plain++;
      assert.ok(typesets(source, display), source);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(plain > 1000, String(plain));
});

test('it is for what people write most, and for nothing else', () => {
  for (const source of ['x', 'w_i', 'x_{t+1}', 'O(n \\log n)', 'C_{\\text{math}} = 0.95', '\\theta_i^2', '\\mathcal{L}(\\theta)'])
    assert.ok(isPlainlyRight(source), source);
  for (const source of ['x_i_j', 'a^b^c', '\\alphax', '{', '\\frac{a}{b}', 'a & b', '#', 'x_', '\\text{模}', `${'x'.repeat(300)}`])
    assert.ok(!isPlainlyRight(source), source);
});
