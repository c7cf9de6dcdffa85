import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { miscalculations } from '../../server/arithmetic/miscalculations.ts';
import { readClaims } from '../../server/claims/read.ts';
import { vocabulary } from '../../server/claims/vocabulary.ts';
import { type Block, plain } from '../../server/language/source.ts';
import { Base, blocksOf } from './kit.ts';

const words = vocabulary();

test('what is longer takes longer in the same measure', () => {
  const shapes: ((n: number) => string)[] = [
    n => `| a | b |\n| --- | --- |\n${'| x | 0 |\n'.repeat(n)}| 合计 | 5 |\n`,
    n => `| a | b |\n| --- | --- |\n${Array.from({ length: n }, (_, i) => `| ${i % 50}.${i}.${i}.1 x | 1 |\n`).join('')}| 合计 | 5 |\n`,
    n => '3 + 4 = 8\n\n'.repeat(n),
    n => '$3+4=8$ '.repeat(n),
    n => '甲法收敛度 45%，仍属准收敛。\n\n'.repeat(n),
    n => '$$C = 0.5 \\cdot A + 0.5 \\cdot B$$\n\n'.repeat(n),
    n => `\`\`\`mermaid\ngantt\n${' '.repeat(4 * n)}x\n\`\`\`\n`,
    n => `\`\`\`\n${'1\n'.repeat(n)}= 2\n\`\`\`\n`,
  ];
  const cost = (text: string): number => {
    const blocks = blocksOf(text, words);
    const before = process.cpuUsage();
    readClaims(blocks, words);
    miscalculations(blocks, words.wording);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  for (const shape of shapes) {
    cost(shape(300));
    const [small, large] = [cost(shape(400)), cost(shape(1600))];
    assert.ok(large < 10 * small + 60, `${shape(1)}: ${small} ms, four times as long ${large} ms`);
  }
});

/** One text in every place that a chapter has for it. */
const everywhere = (text: string): Block[] => {
  const span = { start: 0, end: text.length };
  const cell = plain(text);
  return [
    { kind: 'heading', depth: 1, span, text: cell },
    {
      kind: 'paragraph',
      span,
      text: { ...cell, strong: [{ start: 0, end: Math.min(5, text.length) }] },
      item: { depth: 1, ordered: false },
    },
    {
      kind: 'table',
      span,
      rows: [
        [plain('维度'), plain('特征'), cell],
        [plain('收敛度'), cell, cell],
        [cell, cell, cell],
      ],
    },
    {
      kind: 'fence',
      span,
      info: 'mermaid',
      lines: [
        { text: 'graph TD', at: 0 },
        { text: `  A[${text}] --> B[收敛度 95%]`, at: 9 },
        { text, at: 99 },
      ],
    },
    { kind: 'fence', span, info: 'math', lines: [{ text, at: 0 }] },
    { kind: 'fence', span, info: 'text', lines: [{ text, at: 0 }] },
  ];
};

test('endless and unbalanced text is read, or left alone, without a throw', () => {
  const repeated = [
    '(',
    '采用率',
    '从',
    '1+',
    '1 = ',
    '收敛度 95%，',
    '、',
    '（',
    '是',
    '2025-',
    '<',
    '$',
    '★',
    'w_1 = 0.4, ',
    '\\frac{',
    '已',
    '|',
    '\\',
    '^',
    '3!',
    '!',
    '{',
    '3 + 4 = 8 ',
    '$3+4=8$ ',
    '1\n',
    '仍属',
    '若',
    '\\begin{aligned}',
    '\\sqrt[',
  ];
  for (const part of repeated) {
    for (const length of [3, 300, 30_000]) {
      const blocks = everywhere(`${part.repeat(length)}收敛度 = 1`).map(block => ({ start: 0, block }));
      assert.ok(Array.isArray(readClaims(blocks, words).claims));
      assert.ok(Array.isArray(miscalculations(blocks, words.wording)));
    }
  }
});

const fragment = fc.constantFrom(
  '收敛度',
  '采用率',
  '95%',
  '99%+',
  '<30%',
  '50-70%',
  'L4',
  '完全收敛',
  '未收敛',
  '**',
  '|',
  '\n',
  '\n\n',
  '：',
  '，',
  '。',
  '、',
  '- ',
  '1. ',
  '## ',
  '★★★☆☆',
  '=',
  '≈',
  '0.5',
  ' × ',
  ' + ',
  '(',
  '）',
  '$',
  '$$',
  '```mermaid\n',
  '```\n',
  'graph TD\n',
  'A[',
  ']',
  ' --> ',
  '从',
  '提升到',
  '2026 Q2',
  '总计',
  '占比',
  '甲法',
  'w_1 = 0.4',
  '\\frac{1}{2}',
  '\\text{收敛度}',
);

test('whatever is written, reading and checking do not throw, and spans lie in the text', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 40 }), fc.array(fragment, { maxLength: 40 }), (one, two) => {
      const base = new Base(
        new Map([
          ['a.md', one.join('')],
          ['b.md', two.join('')],
        ]),
      );
      for (const [path, chapter] of base.chapters) {
        const spans = [...chapter.claims, ...chapter.wrong, ...base.problems(path)].map(({ span }) => span);
        for (const { start, end } of spans)
          assert.ok(0 <= start && start <= end && end <= chapter.text.length, JSON.stringify(chapter.text));
      }
    }),
    { numRuns: 300 },
  );
});

test('a configuration that says nonsense is read as far as it makes sense', () => {
  const odd = vocabulary({
    metrics: [{ name: 'x', unit: 'ratio', phrases: ['(', '{value} x'], words: { high: 'nonsense' } }],
    levels: { bounds: ['a', '(1,0'], names: [] },
  });
  assert.ok(Array.isArray(readClaims(blocksOf('x: 95%, 20% x', odd), odd).claims));
});

test('words of the configuration are never patterns', () => {
  const evil = vocabulary({
    metrics: [{ name: 'adoption', unit: 'ratio', phrases: ['(a+)+b {value}', '{value} (roughly) of {subject}'] }],
    levels: { mark: 'M(' },
  });
  const text = `adoption of 95% ${'a'.repeat(60)} 3% c.\n\n40% (roughly) of teams.\n\n- **M(4**: $C_4 > 0.95$\n`;
  assert.ok(readClaims(blocksOf(text, evil), evil).claims.some(({ range }) => range?.low === 0.4));
});
