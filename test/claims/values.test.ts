import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical, listed } from '../../server/claims/subjects.ts';
import { vocabulary } from '../../server/claims/vocabulary.ts';
import { datesIn } from '../../server/language/dates.ts';
import { holds, meets, parseInterval, point } from '../../server/language/interval.ts';
import { quantities, starsIn } from '../../server/language/quantities.ts';
import type { Interval } from '../../server/model/claims.ts';

const written: readonly (readonly [string, string])[] = [
  ['95%', '[0.95,0.95]'],
  ['95\\%', '[0.95,0.95]'],
  ['95%+', '[0.95,1]'],
  ['95% 以上新产品', '[0.95,1]'],
  ['≥95%', '[0.95,1]'],
  ['>95%', '(0.95,1]'],
  ['超过 95%', '(0.95,1]'],
  ['< 30%', '[0,0.3)'],
  ['不超过 30%', '[0,0.3]'],
  ['50-70%', '[0.5,0.7]'],
  ['50% 至 70%', '[0.5,0.7]'],
  ['70\\% \\sim 80\\%', '[0.7,0.8]'],
  ['约95%', '[0.94,0.96]'],
  ['≈95%', '[0.94,0.96]'],
  ['95%左右', '[0.94,0.96]'],
  ['over 90%', '(0.9,1]'],
  ['at least 90%', '[0.9,1]'],
  ['25 to 30%', '[0.25,0.3]'],
  ['0.1%', '[0.001,0.001]'],
  ['200+', '[200,inf]'],
  ['1,200', '[1200,1200]'],
  ['3-5 家', '[3,5]'],
];

test('values as written', () => {
  for (const [text, range] of written) {
    const [found, ...more] = quantities(text);
    assert.ok(found !== undefined && more.length === 0, text);
    const { low, high, lowOpen, highOpen } = found;
    assert.deepEqual({ low, high, lowOpen, highOpen }, { lowOpen: undefined, highOpen: undefined, ...parseInterval(range) }, text);
  }
});

test('names with digits hold no values', () => {
  for (const text of ['GPT-4o', 'H100', 'x_1', 'v2.0.1', 'FP16', 'O(n2)', 'w_{1}']) assert.deepEqual(quantities(text), [], text);
});

test('stars', () => {
  assert.equal(starsIn('★★★☆☆ 分数可预测')?.stars, 3);
  assert.equal(starsIn('⭐⭐⭐⭐⭐')?.stars, 5);
  assert.equal(starsIn('★'), undefined);
});

test('two single numbers agree within half a point, ranges when they share a number', () => {
  const range = (text: string): Interval => quantities(text)[0]!;
  const agree: [string, string][] = [
    ['100%', '99%+'],
    ['99%+', '95%以上'],
    ['60%', '60%以上'],
    ['95%', '95.5%'],
    ['<30%', '29%'],
    ['50-70%', '70%'],
  ];
  const differ: [string, string][] = [
    ['95%', '99%'],
    ['<30%', '30%'],
    ['>95%', '95%'],
    ['50-70%', '71%'],
    ['95%', '94%'],
  ];
  for (const [a, b] of agree) assert.ok(meets(range(a), range(b)) && meets(range(b), range(a)), `${a} ${b}`);
  for (const [a, b] of differ) assert.ok(!meets(range(a), range(b)) && !meets(range(b), range(a)), `${a} ${b}`);
  assert.equal(holds(parseInterval('(0.95,1]')!, 0.95), 'edge');
  assert.equal(holds(parseInterval('(0.6,0.8]')!, 0.8), true);
});

test('meeting is symmetric, and a range meets itself', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.boolean(), fc.boolean())
    .map(([a, b, lowOpen, highOpen]): Interval => {
      const [low, high] = [Math.min(a, b) / 100, Math.max(a, b) / 100];
      return {
        low,
        high,
        ...(lowOpen && low < high && { lowOpen: true as const }),
        ...(highOpen && low < high && { highOpen: true as const }),
      };
    });
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      assert.equal(meets(a, b), meets(b, a));
      assert.ok(meets(a, a));
    }),
  );
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), value => meets(point(value), point(value))));
});

const words = vocabulary({ subjects: { aliases: [['编码层', '编码表示层']] } });

test('subjects are compared under one name', () => {
  const same: readonly (readonly [string, string | null])[] = [
    ['**编码层收敛**', '编码层'],
    ['编码表示层', '编码层'],
    ['3.1 编码层 收敛', '编码层'],
    ['AdamW 优化器（带权重衰减）', 'AdamW'],
    ['8-bit AdamW', '8-bit AdamW'],
    ['Adam', 'Adam'],
    ['03.1.1-L4: 完全收敛（工业标准）', 'L4'],
    ['完全收敛', 'L4'],
    ['L2 正则化', 'L2 正则化'],
    ['长上下文（128K+） vs RAG（检索增强生成）', '长上下文 vs RAG'],
    ['Transformer 统治', 'Transformer'],
    ['Decoder-only 架构', 'Decoder-only'],
    ['注意力机制', '注意力机制'],
    ['“推理机制”', '推理机制'],
    ['  ', null],
  ];
  for (const [text, name] of same) assert.equal(canonical(text, words)?.replace(/\s/g, '') ?? null, name?.replace(/\s/g, '') ?? null, text);
});

test('a list of names', () => {
  assert.deepEqual(listed('变换编码、帧间预测（双向、单向）和熵编码等'), ['变换编码', '帧间预测（双向、单向）', '熵编码']);
  assert.deepEqual(listed('MoE vs Dense'), ['MoE vs Dense']);
  assert.deepEqual(listed('epoxy primer, zinc primer and mill scale'), ['epoxy primer', 'zinc primer', 'mill scale']);
});

test('dates', () => {
  const dates: readonly (readonly [string, string, string])[] = [
    ['2027-06-30', '2027-06-30', '2027-06-30'],
    ['2027 Q4', '2027-10-01', '2027-12-31'],
    ['2026年第二季度', '2026-04-01', '2026-06-30'],
    ['2026-2027', '2026-01-01', '2027-12-31'],
    ['2024年2月', '2024-02-01', '2024-02-29'],
    ['2025年', '2025-01-01', '2025-12-31'],
  ];
  for (const [text, from, to] of dates) {
    const found = datesIn(text);
    assert.deepEqual([found?.from, found?.to], [from, to], text);
  }
  assert.equal(datesIn('12025 份'), undefined);
});
