import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../../server/arithmetic/expression.ts';
import { plainCalculation } from '../../server/arithmetic/plainCalculation.ts';
import { tokens } from '../../server/arithmetic/tokens.ts';
import { type Random, randomOf } from '../random.ts';

const result = (text: string, tex: boolean): string | undefined =>
  evaluate(tokens(text, tex), tex)?.value.toSignificantDigits(20).toString();

/** A formula and its value, worked out beside the parser. */
interface Made {
  readonly tex: string;
  readonly value: number;
  /** Must be in brackets as a factor, or under a power. */
  readonly loose: 'sum' | 'product' | 'no';
}

const inBrackets = (tex: string): string => `\\left(${tex}\\right)`;
const factor = ({ tex, loose }: Made): string => (loose === 'sum' ? inBrackets(tex) : tex);
const power = ({ tex, loose }: Made): string => (loose === 'no' ? tex : inBrackets(tex));

function made(random: Random, depth: number): Made {
  if (depth === 0) {
    const tex = random.oneOf(['1', '2', '3', '7', '10', '0.5', '12', '2.25']);
    return { tex, value: Number(tex), loose: 'no' };
  }
  const a = made(random, depth - 1 - random.below(depth));
  const b = made(random, depth - 1 - random.below(depth));
  switch (random.below(7)) {
    case 0:
      return { tex: `${a.tex} + ${b.tex}`, value: a.value + b.value, loose: 'sum' };
    case 1:
      return { tex: `${a.tex} - ${factor(b)}`, value: a.value - b.value, loose: 'sum' };
    case 2:
      return { tex: `${factor(a)} \\times ${power(b)}`, value: a.value * b.value, loose: 'product' };
    case 3:
      return { tex: `${factor(a)} / ${power(b)}`, value: a.value / b.value, loose: 'product' };
    case 4:
      return { tex: `\\frac{${a.tex}}{${b.tex}}`, value: a.value / b.value, loose: 'product' };
    case 5:
      return { tex: `${power({ ...a, loose: 'sum' })}^{2}`, value: a.value ** 2, loose: 'no' };
    default:
      return { tex: `\\sqrt{${a.tex}}`, value: Math.sqrt(a.value), loose: 'no' };
  }
}

test('a calculation means the same in TeX, in a line, and to a pocket calculator', () => {
  const random = randomOf(7);
  let read = 0;
  for (let i = 0; i < 3000; i++) {
    const { tex, value } = made(random, 1 + random.below(4));
    const own = result(tex, true);
    // Dividing by nothing, roots of what is below it, powers beyond all measure.
    if (own === undefined || !Number.isFinite(value)) continue;
    read++;
    assert.ok(Math.abs(Number(own) - value) <= 1e-9 * Math.max(1, Math.abs(value)), `${tex} is ${value}, not ${own}`);
    const plain = plainCalculation(tex);
    assert.doesNotMatch(plain, /[\\{}]/u);
    const again = result(plain, false);
    if (again !== undefined) assert.equal(again, own, `${tex} → ${plain}`);
  }
  assert.ok(read > 2000, String(read));
});

test('what may be read in two ways has no value', () => {
  for (const tex of [
    '(12)(34)',
    '(12)34',
    '12(3)',
    '2\\frac{1}{2}',
    '1/2(3+4)',
    '2^10',
    '2x+1',
    '4k+3',
    '3!!',
    '2^3!',
    '\\sqrt16',
    '\\frac123',
    '\\log 2^3',
    '\\{1+2\\}',
    '(1+2]',
    '{1+2} \\times 3',
    '052+1',
    '2e3',
  ])
    assert.equal(result(tex, true), undefined, tex);
  for (const text of ['2x + 1', '3 – 2', '70-80', '20dB + 20dB', '9点 + 5点', '3m + 2cm', '2^3^2', '007 + 1', '6m² / 2'])
    assert.equal(result(text, false), undefined, text);
});

test('what TeX and pocket calculators both know has one', () => {
  for (const [tex, value] of [
    ['\\dfrac14', '0.25'],
    ['\\tfrac1{2}', '0.5'],
    ['\\sqrt4+1', '3'],
    ['4!', '24'],
    ['\\frac{6!}{4!}', '30'],
    ['2(3+4)', '14'],
    ['(1+2)(3+4)', '21'],
    ['2\\sqrt{9}', '6'],
    ['-2^2', '-4'],
    ['2^{3^2}', '512'],
    ['5\\%\\times 200', '10'],
  ])
    assert.equal(result(tex!, true), value, tex);
});

test('a run of signs has a value or is refused: nothing that goes wrong is taken for a refusal', () => {
  const parts = ['1', '12', '0.5', '1e9', '1e400', '+', '-', '*', '/', '^', '(', ')', '{', '}', '%', '!', '\\frac', '\\sqrt', 'ln', 'exp']
    .concat(['e', '万', 'K', '²', '⁻', '¹⁻²', '10^', '\\times', '–', '.'])
    .map(part => `${part} `);
  const random = randomOf(7);
  for (let i = 0; i < 20_000; i++) {
    const text = Array.from({ length: 1 + random.below(9) }, () =>
      parts[random.below(parts.length)]!.slice(0, random.below(5) === 0 ? undefined : -1),
    ).join('');
    for (const tex of [true, false])
      for (const manner of [{}, { log: 2 }, { xor: true }, { ofIt: true }, { binary: true }] as const)
        evaluate(tokens(text, tex), tex, manner);
  }
  // What is no run at all is a fault, and told.
  assert.throws(() => evaluate([undefined as never], false), TypeError);
});
