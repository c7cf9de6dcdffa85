import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../server/extract/extract.ts';
import { formulasIn } from '../../server/model/formula.ts';
import { faultOf } from '../../server/tex/check.ts';
import { plainTeX } from '../../server/tex/plain/find.ts';

/** Plain text, and TeX as a mathematician would write it. */
const cases: [plain: string, tex: string][] = [
  ['E = mc²', 'E = mc^2'],
  ['a_n = (b_n / c)^β_n + d', 'a_n = \\left( \\frac{b_n}{c} \\right)^{\\beta_{n}} + d'],
  [
    'Score(Q, K) = softmax(QK^T / √d_k) V',
    '\\operatorname{Score}(Q, K) = \\operatorname{softmax}\\left( \\frac{QK^T}{\\sqrt{d_k}} \\right) V',
  ],
  [
    'w_{t+1} = w_t - η (m_t / (√v_t + ε) + λ w_t)',
    'w_{t+1} = w_t - \\eta \\left( \\frac{m_t}{\\sqrt{v_t} + \\varepsilon} + \\lambda w_t \\right)',
  ],
  ['s_t = β₁ s_{t-1} + (1-β₁) g_t²', 's_t = \\beta_1 s_{t-1} + (1 - \\beta_1) g_t^2'],
  ['p(t) = 1 - e^{-t/τ}', 'p(t) = 1 - e^{-t/\\tau}'],
  ['f(N) = a·N^(-α)', 'f(N) = a \\cdot N^{-\\alpha}'],
  ['dM/dt = r·M·(1-M/K)', '\\frac{dM}{dt} = r \\cdot M \\cdot \\left( 1 - \\frac{M}{K} \\right)'],
  ['σ = M y / I', '\\sigma = \\frac{My}{I}'],
  ['σ = M y/I + 2 a b / c d', '\\sigma = M \\frac{y}{I} + \\frac{2ab}{c} d'],
  ['E = 1/2 m v² / t', 'E = \\frac{1}{2} \\frac{mv^2}{t}'],
  ['E = 1/2 m v²', 'E = \\frac{1}{2} m v^2'],
  ['s = Σ x_i / n', 's = \\sum \\frac{x_i}{n}'],
  ['k = (a + b) c / (d e)', 'k = \\frac{(a + b)c}{d e}'],
  ['∂ f / ∂ x = α', '\\frac{\\partial f}{\\partial x} = \\alpha'],
  ['强度 = 荷载 / 面积 × 100%', '\\text{强度} = \\frac{\\text{荷载}}{\\text{面积}} \\times 100\\%'],
  [
    'z* = argmax_z E_{x~p} [r(x) - β * KL(p(·|x) || q)]',
    'z^* = \\operatorname*{arg\\,max}_z \\mathbb{E}_{x\\sim p} [r(x) - \\beta \\cdot \\operatorname{KL}(p(\\cdot \\mid x) \\,\\Vert\\, q)]',
  ],
  ['R(θ) = (1/n) * Σ l(x_i; θ)', 'R(\\theta) = \\frac{1}{n} \\, \\sum l(x_i; \\theta)'],
  ["P(y|x) = exp(s(y|x)) / Σ exp(s(y'|x))", "P(y \\mid x) = \\frac{\\exp(s(y \\mid x))}{\\sum\\exp(s(y' \\mid x))}"],
  ['A ≈ U × Σ × V^T', 'A \\approx U \\times \\Sigma \\times V^T'],
  ['ȳ_t = tanh(W·[h, x̃_t])', '\\bar{y}_t = \\tanh(W \\cdot [h, \\tilde{x}_t])'],
  ['L = ||ε - ε_θ(x)||²', 'L = \\lVert\\varepsilon - \\varepsilon_{\\theta}(x)\\rVert^2'],
  ['μ_i = (1/|C_i|) Σ_{x∈C_i} x', '\\mu_i = \\frac{1}{\\lvert C_i\\rvert} \\sum_{x\\in C_i} x'],
  ['y = w_0 + Σ <v_i, v_j> x_i', 'y = w_0 + \\sum \\langle v_i, v_j\\rangle x_i'],
  ['y = max(x1, x2)', 'y = \\max(x_1, x_2)'],
  ['a = (1 +\n 2) × b\n  = 3 × b', 'a = (1 + 2) \\times b = 3 \\times b'],
  ['a = α b\nc = β d', '\\begin{aligned}\na &= \\alpha b \\\\\nc &= \\beta d\n\\end{aligned}'],
];

describe('plain text is read as a mathematician would write it', () => {
  for (const [plain, tex] of cases) test(plain, () => assert.equal(plainTeX(plain), tex));
});

/** The plain formulas of a text, as written. */
const found = (text: string) =>
  [...formulasIn(extract(text).formulas.packed)].map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`);

describe('plain formulas are found', () => {
  const places: [text: string, ...formulas: string[]][] = [
    ['```text\nE = mc²\n```', 'plain fence: ```text\nE = mc²\n```'],
    ['```\na = α b\nc = β d\n```', 'plain fence: ```\na = α b\nc = β d\n```'],
    ['```text\n遗忘门: f_t = σ(W_f · x_t)\n说明文字\n```', 'plain line: f_t = σ(W_f · x_t)'],
    ['```text\nE = mc² （质能方程）\nwords\n```', 'plain line: E = mc²'],
    ['其中价值V(t) = V₀·e^{αt}，α 为增长率。', 'plain: V(t) = V₀·e^{αt}'],
    ['**效率**：效率 = 产出 / (投入 × 时间)。', 'plain: 效率 = 产出 / (投入 × 时间)'],
    ['| f(N) = a·N^(-α) | x |\n| --- | --- |\n', 'plain: f(N) = a·N^(-α)'],
    ['see `f(N) = a·N^(-α)` there', 'plain: f(N) = a·N^(-α)'],
    ['> ```text\n> E = mc²\n> ```', 'plain fence: ```text\n> E = mc²\n> ```'],
  ];
  for (const [text, ...formulas] of places) test(text, () => assert.deepEqual(found(text), formulas));
});

describe('code, prose and money are no plain formulas', () => {
  for (const text of [
    '```python\nx = α * 2\n```',
    '```text\nlabel_smoothing = smoothing_value * 2\n```',
    '```text\nif (a == b) { return c; }\n```',
    '```text\nE := E.add(x)\nP := next_candidate(G)\n```',
    '```\n增量：$3B × 20% = $600M\n```',
    '```text\nA → B\n├── src/\n```',
    'x = 3 and size = 4',
    'The option `--level=2` and `is_set = f(x)`',
    '设置 width=100% 即可',
    '[f(x) = α·x](a.md)',
    'H = Σ(每次决策的 **收益**)',
    'a $b = \\alpha$ c',
    '见 https://example.org/?a=b(c)·d',
  ])
    test(JSON.stringify(text), () =>
      assert.deepEqual(
        found(text).filter(formula => formula.startsWith('plain')),
        [],
      ),
    );
});

test('whatever the text, what is read typesets, and nothing throws', () => {
  const piece = fc.constantFrom(
    ...'abxyNΣσα√∑∏∫∂∇(){}[]|_^/*·×+-=≈∈,.;:\'"~<> 12₀₁²ⁿ中文…∞‖'.split(''),
    '...',
    '||',
    'log',
    'softmax',
    'head',
    'E[',
    '(1/n)',
    ' = ',
    'x_1',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const tex = plainTeX(pieces.join(''));
      if (tex !== undefined) assert.equal(faultOf(tex, true), undefined, tex);
    }),
    { numRuns: 3000 },
  );
});

test('deep and long plain text is read in bounded time', () => {
  for (const text of [
    '('.repeat(50_000),
    `a = ${'√'.repeat(50_000)}`,
    `a = ${'x_'.repeat(20_000)}`,
    `${'a = b + '.repeat(20_000)}`,
    '=('.repeat(20_000),
    'α=|'.repeat(20_000),
  ]) {
    const begun = process.cpuUsage();
    plainTeX(text);
    extract(text);
    extract(`\`\`\`text\n${text}\n\`\`\``);
    assert.ok(process.cpuUsage(begun).user < 5e6, text.slice(0, 20));
  }
});
