import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultOf } from '../../server/tex/check.ts';
import commands from '../../server/tex/commands.json' with { type: 'json' };
import { isKnownValid } from '../../server/tex/fastValidator.ts';
import type { Macros } from '../../server/tex/macros.ts';

/** With these, `faultOf` always asks KaTeX. */
const noneOfMine: Macros = { list: [], byName: new Map(), redefining: [{ name: '\\nobodyUsesThis', body: 'x' }] };
const typesets = (source: string, display: boolean): boolean => faultOf(source, display, noneOfMine) === undefined;

/** KaTeX agrees with an approval; true when there was one. */
function holds(source: string): boolean {
  const inline = isKnownValid(source, false);
  if (inline) assert.ok(isKnownValid(source, true) && typesets(source, false), source);
  if (isKnownValid(source, true)) assert.ok(typesets(source, true), source);
  return inline;
}

const names = Object.keys(commands);
const strange = [
  '^',
  '_',
  "'",
  '{',
  '}',
  '&',
  '#',
  '%',
  '$',
  '~',
  '\\',
  '[',
  ']',
  '@',
  '²',
  '₁',
  '≠',
  '∑',
  'é',
  '\u0302',
  '\u2028',
  '😀',
  '\0',
];
const openings = [
  '\\left',
  '\\left(',
  '\\middle|',
  '\\begin{cases}',
  '\\begin{align}',
  '\\begin{array}{cc}',
  '\\text{',
  '\\frac',
  '\\sqrt[3]',
  '\\hat',
];
const closings = [
  '\\right',
  '\\right)',
  '\\right.',
  '\\end{cases}',
  '\\end{align}',
  '\\end{array}',
  '\\limits',
  '\\over',
  '\\hline',
  '\\\\[2pt]',
  '\\\\',
];
const simple = [
  'x',
  '7',
  '+',
  ' ',
  '(',
  '|',
  '中',
  '，',
  'α',
  '\\,',
  '\\ ',
  '\\{',
  '\\_',
  '\\|',
  '{a}',
  '\\mathbf x',
  '\\displaystyle ',
  '\\rm ',
];
const scrap = fc.oneof(
  fc.constantFrom(...simple),
  fc.constantFrom(...strange, ...openings, ...closings),
  fc.constantFrom(...names).map(name => `\\${name} `),
);

const { formula } = fc.letrec<{ formula: string }>(tie => {
  const part = fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.constantFrom(...simple), tie('formula'));
  const filled = (before: string, ...rest: readonly string[]) =>
    fc.tuple(...rest.map(() => part)).map(parts => before + parts.map((inner, i) => inner + rest[i]!).join(''));
  return {
    formula: fc.oneof(
      { weight: 3, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map(parts => parts.join('')) },
      { weight: 1, arbitrary: scrap },
      fc.constantFrom(...names).chain(name => filled(`\\${name}{`, '}')),
      fc.constantFrom(...names).chain(name => filled(`\\${name}{`, '}{', '}')),
      fc.constantFrom('^{', '_{', "'^{", "' ^{", '_', '^').chain(before => filled(before, before.endsWith('{') ? '}' : '')),
      fc.constantFrom('\\left(', '\\left\\{', '\\left.', '\\left\\langle ').chain(before => filled(before, '\\right|')),
      fc
        .constantFrom('cases', 'matrix', 'aligned', 'align', 'gather*', 'split', 'equation', 'array')
        .chain(name => filled(`\\begin{${name}}${name === 'array' ? '{c|c}' : ''}`, '&', '\\\\', `\\end{${name}}`)),
      filled('\\text{', '}'),
      filled('\\sqrt[', ']{', '}'),
    ),
  };
});

test('what is plainly right, KaTeX parses', () => {
  let approved = 0;
  const property = (source: string) => {
    if (holds(source)) approved++;
  };
  fc.assert(fc.property(formula, property), { numRuns: 6000 });
  fc.assert(
    fc.property(
      fc.array(scrap, { maxLength: 8 }).map(parts => parts.join('')),
      property,
    ),
    { numRuns: 6000 },
  );
  assert.ok(approved > 2000, String(approved));
});

test('so with every command in every place', () => {
  let approved = 0;
  for (const [name, value] of Object.entries(commands)) {
    const bare = `\\${name} `;
    const full = typeof value === 'number' ? `\\${name}${'{a}'.repeat(value)}` : bare;
    for (const source of [
      `${full}${full}_1^2`,
      `${full}'^2 ${full}'_1`,
      `x_${full}`,
      `x^${bare}{a}{b}`,
      `x_${bare}y`,
      `\\sqrt${bare}{a}`,
      `\\sqrt[3]${bare}`,
      `\\frac${bare}${bare}`,
      `\\hat${bare}`,
      `\\text{${full}}`,
      `\\left${bare}x\\right${bare}`,
      `\\big${bare}`,
      `\\begin{cases}${full}&${full}\\\\${full}\\end{cases}`,
      `${bare}[a]{b}{c}`,
      `${bare}*{a}`,
      `${bare}a b`,
      `${bare}{a^2}^3`,
      `${bare}{a'}'`,
      `${bare}{\\left(a}\\right)`,
      `\\${name}@`,
      full.repeat(90),
      `${full}${full}`.repeat(46),
    ]) {
      if (holds(source)) approved++;
    }
  }
  assert.ok(approved > 5000, String(approved));
});

test('so with every character in every place', () => {
  for (let c = 0; c < 0x10000; c += c > 0x3000 && c < 0xd700 ? 97 : 1) {
    const char = String.fromCharCode(c);
    for (const source of [
      char,
      `x_${char}`,
      `\\frac${char}${char}`,
      `\\text{${char}}`,
      `\\${char}`,
      `x^2${char}_1^2`,
      `\\left${char}\\right${char}`,
    ])
      holds(source);
  }
});

test('it is for what people write', () => {
  for (const source of [
    'x',
    'w_i',
    'O(n \\log n)',
    '\\theta_i^2 + a^2_i',
    "f'(x) = f''_0 + g'^2",
    '{}^2',
    'x^\\top y^\\prime_\\theta',
    'C_{\\text{math}} = 0.95',
    'P(\\text{模型 \\_ 一} \\mid x) \\ge 0.5\\%',
    '\\mathcal{L}_\\mathrm{ce}(\\theta)',
    '\\frac{\\partial f}{\\partial x_{i}}^2 \\dfrac12',
    'x^\\frac{1}{2}',
    '\\sqrt[3]{\\hat{x}^2} + \\bar x',
    '\\sum_{i=1}^{n} \\operatorname*{arg\\,max}_\\theta',
    '\\left( \\frac{a}{b} \\middle| c \\right)^2 \\bigl\\{ x \\bigr\\}',
    '\\left. \\frac{d}{dx} \\right|_{0}',
    '\\begin{cases} x, & x > 0 \\\\[2pt] 0 & \\text{否则} \\end{cases}',
    '\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}^{-1}',
    '\\begin{array}{c|c} a & b \\end{array}',
    '\\begin{aligned} a &= b \\\\ &= c \\end{aligned}',
    '\\underbrace{a + b}_{\\text{和}} \\xrightarrow{f} c',
    '对于 x ∈ A → ∞',
    '',
  ])
    assert.ok(holds(source), source);
  const aligned = '\\begin{align*} a &= b \\end{align*}';
  assert.ok(isKnownValid(aligned, true) && !isKnownValid(aligned, false) && !typesets(aligned, false));
});

test('what is wrong, or right just here and there, is left to KaTeX', () => {
  for (const source of [
    'x_i_j',
    'a^b^c',
    "x^2'",
    "x' ^2",
    "x'_i'",
    'x_',
    'x^\\hat{a}',
    'x^\\sqrt2',
    'x^\\sum',
    'x^\\mathring{a}',
    'x^\\quad',
    'x^\\dots\\int',
    'x²^2',
    'p\u0302',
    'x\\limits_1',
    '\\mod{a^2}^3',
    'a \\over b',
    'a & b',
    '{a & b}',
    '\\left( a & b \\right)',
    '{',
    '}',
    '\\frac{a}',
    '\\frac{a}_2{b}',
    '\\sqrt[a',
    '\\sqrt[_]{a}',
    '\\sqrt [',
    '\\smash[x]{a}',
    '\\left( a',
    '\\left( a }',
    '{\\left( a } \\right)',
    '{\\left( a })',
    '\\left a \\right)',
    '\\right)',
    'a \\middle| b',
    '\\begin{cases} a \\end{matrix}',
    '\\begin{cases} {a \\end{cases}}',
    '\\begin{array} a \\end{array}',
    '\\begin{array}{xy} a \\end{array}',
    '\\begin{split} a & b & c \\end{split}',
    '\\begin{unknown} a \\end{unknown}',
    '\\end{cases}',
    'a \\\\[b]',
    '\\text{a_b}',
    '\\text{a^2}',
    '\\text{\\alpha}',
    '\\text{a',
    '\\text{$a}',
    '\\operatorname',
    '\\alphax',
    '\\alpha@',
    '\\constructor',
    '\\newcommand{\\a}{b}',
    '\\color{nothing at all}',
    '\\tag{1}',
    '\\verb|a',
    'a # b',
    'a % b',
    '$a$',
    '\\',
    '≠'.repeat(400),
    '~'.repeat(1100),
    `\\text{${'~'.repeat(1100)}}`,
    '\\,'.repeat(400),
    '{'.repeat(1000) + '}'.repeat(1000),
    `\\text${'{'.repeat(1000)}${'}'.repeat(1000)}`,
    'x'.repeat(5000),
  ])
    assert.ok(!isKnownValid(source, true) && !isKnownValid(source, false), source);
});
