import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as l10n from '@vscode/l10n';
import { miscalculationMessage } from '../../server/arithmetic/kinds.ts';
import { contradictionClasses } from '../../server/claims/check.ts';
import { closed } from '../../server/rules/convergenceMessages.ts';
import { rules } from '../../server/rules/index.ts';
import { Base, casesOf } from './kit.ts';

const problems = casesOf('problems.kb').flatMap(({ files, configuration }) => {
  const base = new Base(files, configuration);
  return [...base.chapters.keys()].flatMap(path => base.problems(path));
});

const toldOf = (letter: string, subject: string): string =>
  closed(problems.find(problem => problem.class === letter && problem.subject === subject)!.message());

test('a contradiction is told by name and with both values', () => {
  assert.equal(toldOf('b', '乙法'), '收敛度 of 乙法: 95% here, 99% in a (2 places in all).');
});

test('every class is found and told in sentences of its own, with nothing left open', () => {
  const letters = new Set(problems.map(problem => problem.class));
  assert.deepEqual(
    [...new Set(contradictionClasses.flatMap(one => one.letters))].filter(letter => !letters.has(letter)),
    [],
  );
  for (const problem of problems) assert.doesNotMatch(problem.message(), /\{\d\}|undefined|Infinity|NaN/, problem.class);
});

test('every letter belongs to one rule', () => {
  const known = rules.flatMap(({ statements }) => Object.keys(statements?.classes ?? {}));
  assert.equal(new Set(known).size, known.length);
  for (const letter of contradictionClasses.flatMap(one => one.letters)) assert.ok(known.includes(letter), letter);
});

test('a number is not told to be itself', () => {
  const wrong = { kind: 'equation', span: { start: 0, end: 1 }, expression: '0.004', stated: '0.01', actual: '0.004' } as const;
  assert.equal(miscalculationMessage(wrong), '0.004 is not about 0.01.');
  const tex = String.raw`\frac{0.70}{1.234} \times 100\%`;
  assert.equal(
    miscalculationMessage({ ...wrong, expression: tex, stated: String.raw`68\%`, actual: '56.73%' }),
    '0.70 / 1.234 × 100% is 56.73%, not 68%.',
  );
});

test('a calculation is told with the brackets that it needs in a line', () => {
  const wrong = { kind: 'equation', span: { start: 0, end: 1 }, stated: '720', actual: '750' } as const;
  const told = (expression: string): string => miscalculationMessage({ ...wrong, expression });
  assert.equal(told(String.raw`\frac{30 \times 50^2}{4 \times 25}`), '30 × 50^2 / (4 × 25) is 750, not 720.');
  assert.equal(told(String.raw`\left(\dfrac{2+4}{3}\right)^{1+1}`), '((2+4) / 3)^(1+1) is 750, not 720.');
  assert.equal(told(String.raw`6 \div \frac12 + \sqrt{9+16}`), '6 ÷ (1 / 2) + √(9+16) is 750, not 720.');
});

test('in Chinese it is what a colleague would say', () => {
  l10n.config({ contents: JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) });
  try {
    assert.equal(toldOf('b', '乙法'), '乙法的收敛度：此处 95%，a 为 99%（共 2 处）。');
    assert.equal(toldOf('c', '丁法'), '丁法的收敛度为 90%，而 L2 的范围是 60% < … ≤ 80%。');
    assert.equal(toldOf('c', 'L4'), 'L4 的收敛度为 95%，恰好落在边界上：完全收敛（L4）的范围是 > 95%。');
    const wrong = { kind: 'equation', span: { start: 0, end: 1 }, expression: '0.2 + 0.3', stated: '0.6', actual: '0.5' } as const;
    assert.equal(miscalculationMessage(wrong), '0.2 + 0.3 等于 0.5，不是 0.6。');
  } finally {
    l10n.config({ contents: {} });
  }
});
