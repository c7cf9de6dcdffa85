import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extract } from '../../server/extract/extract.ts';
import { formulaAt, sourceOf, spanOfPlaces } from '../../server/model/formula.ts';
import { agreedIn, meaningIn } from '../../server/model/meanings.ts';
import { symbolsIn } from '../../server/tex/symbols.ts';

/** ⟦…⟧ is a use, ⟨…⟩ where it is said what it means; none where nobody says so. */
const cases: readonly [name: string, chapter: string][] = [
  ['a list', '$$⟦w_i⟧ x$$\n\n其中：\n\n- $⟨w_i⟩$：权重\n- $x$：输入'],
  ['a list with names first', '- 恒等态射 $⟨\\text{id}_A⟩$：每个对象都有\n\n$$f \\circ ⟦\\text{id}_A⟧$$'],
  ['a value in a list', '- $⟨K⟩ = 0.70$（环境容量）\n\n$$⟦K⟧ + 1$$'],
  ['a case is no value', '- $a_i = 0$: 样本在外\n\n$$⟦a_i⟧ + 1$$'],
  ['where', '$$⟦\\rho⟧ + 1$$\n\nwhere $⟨\\rho⟩$ is the density.'],
  ['两个一起', '如果 $⟨\\phi⟩$ 和 $\\psi$ 是公式，则 $⟦\\phi⟧ \\land \\psi$ 是公式。'],
  ['a property says nothing', '因此，$f$ 是凸的。\n\n$$⟦f⟧(x)$$'],
  ['what follows says nothing', '因此，$\\Phi$ 是同构。\n\n$$⟦\\Phi⟧(x)$$'],
  ['a condition says nothing', '若 $d = 2k$，则 $⟦d⟧ > 1$。'],
  ['a noun', '**定义**（度）：对于系统 $⟨S⟩$，度为：\n\n$$D(⟦S⟧)$$'],
  ['two nouns', '对于机器 $M$ 和输入 $⟨w⟩$：\n\n$$M(⟦w⟧)$$'],
  ['nouns in a row', '对于查询矩阵 $Q$，键矩阵 $⟨K⟩$：\n\n$$Q ⟦K⟧$$'],
  ['a value says nothing', '$$f(x) = \\text{True}$$\n\n$$⟦f⟧(y)$$'],
  ['是、为', '设市占率为$⟨M⟩(t)$，满足：\n\n$$⟦M⟧(t) = 1$$'],
  ['a noun by itself', '- 精度参数 $⟨\\epsilon⟩ > 0$\n\n$$⟦\\epsilon⟧ + 1$$'],
  ['a noun in brackets', '新增涌现机制（$⟨\\mathcal{E}⟩$）。\n\n$$⟦\\mathcal{E}⟧(x)$$'],
  ['what is used is a noun', '通过核函数 $⟨K⟩(x, y)$ 计算。\n\n$$⟦K⟧(x)$$'],
  ['a verb is no noun', '更新 $\\theta$ 之后\n\n$$⟦\\theta⟧ + 1$$'],
  ['an English noun', 'For a learned policy $⟨\\pi⟩$, we have $⟦\\pi⟧(a)$.'],
  ['a title', '**词向量 / Word Vector:** $⟨v⟩ \\in \\mathbb{R}^d$\n\n$$⟦v⟧ + 1$$'],
  ['a bound is no title', '验证：$r \\geq 0.6$\n\n$$⟦r⟧ + 1$$'],
  ['a tuple', '设 $X = (a, ⟨b⟩, c)$，分别对应甲、乙、丙，则 $⟦b⟧ > 1$。'],
  ['a pair', '- $(⟨y_w⟩, y_l)$：偏好对\n\n$$⟦y_w⟧ > 1$$'],
  ['a family', '设 $X_1, \\ldots, ⟨X_n⟩$ 是独立的变量，则 $\\sum ⟦X_i⟧ = 0$。'],
  ['one of those that are counted', '- $⟨w_i⟩$：权重\n\n$$⟦w_2⟧ + 1$$'],
  ['the whole of which one is counted', '其中 $⟨\\theta⟩$ 是参数。\n\n$$⟦\\theta_{t+1}⟧ + 1$$'],
  ['with a star it is another', '设 $h^* = \\arg\\min R$，则\n\n$$⟦h⟧(x)$$'],
  ['without a star it is the kind', '其中 $⟨h⟩$ 是假设。\n\n$$⟦h^*⟧(x)$$'],
  ['a state', '其中 $|⟨\\psi⟩\\rangle$ 为状态。\n\n$$|⟦\\psi⟧\\rangle$$'],
  ['spelled out', '$$⟨ARI⟩(t) = 0.1 t$$\n\n$⟦ARI⟧ > 1$'],
  ['a difference', '其中 $⟨\\Delta C⟩$ 为提升量。\n\n$$⟦\\Delta C⟧ > 1$$'],
  ['an equation', '$$⟨q_{ij}⟩ = a + b$$\n\n$$\\log ⟦q_{ij}⟧$$'],
  ['an equation in a fence', '```math\n⟨S⟩ = Q K\n```\n\n$⟦S⟧ + 1$'],
  ['not from itself', '$$V(t) = V(t-1) + 1$$\n\n$$⟦V⟧(2)$$'],
  ['not a condition', '$$w = v \\Rightarrow \\frac{a}{b}$$\n\n$$⟦w⟧ + 1$$'],
  ['a signature', '$$⟨f⟩: A \\to B$$\n\n$$⟦f⟧(x)$$'],
  [
    'what follows at once, not what was said of another',
    '其中 $\\mathcal{A}$ 是集合。\n\n$$X = (⟦\\mathcal{A}⟧, B)$$\n\n- $⟨\\mathcal{A}⟩$ 为机制',
  ],
  ['another section has its own letters', '## 一\n\n其中 $k$ 是常数。\n\n## 二\n\n$$⟦k⟧ + 1$$'],
  ['the section above', '## 一\n\n其中 $⟨k⟩$ 是常数。\n\n### 1\n\n$$⟦k⟧ + 1$$'],
  ['foundations', '## 3.1 形式化定义\n\n其中 $⟨S⟩$ 是系统。\n\n## 二\n\n$$⟦S⟧ + 1$$'],
  ['said alike in two sections', '## 一\n\n其中 $S$ 是系统。\n\n## 二\n\n其中 $⟨S⟩$ 是系统。\n\n## 三\n\n$$⟦S⟧ + 1$$'],
  ['letters that count are not listed', '## 一\n\n$$\\sum_{⟦n⟧=1} a$$\n\n## 符号表\n\n| 符号 | 含义 |\n| --- | --- |\n| $n$ | 数量 |'],
  ['a value behind “where”', '其中 $c$ 是常数。\n\n### 1\n\n$$N^{⟦\\alpha⟧}$$\n\n其中$⟨\\alpha⟩ \\approx 0.6-0.7$，所以更大。'],
  ['a noun behind an object', '表示对象 $O$ 在系统 $⟨S⟩$ 中的映射。\n\n$$f(⟦S⟧)$$'],
  ['the sign of a bound is no name', '时间复杂度为 $O(n^2)$。\n\n$$⟦O⟧(n)$$'],
  ['what runs with time is not counted', '其中 $h_m$ 是模型。\n\n$$⟦h_t⟧ + 1$$'],
  ['what is counted, wherever it stands', '其中 $⟨h_i⟩$ 是模型。\n\n$$⟦h_j⟧ + 1$$'],
  ['a limit', '其中 $⟨T⟩$ 是步数。\n\n$$\\sum_{t=1}^⟦T⟧ x_t$$'],
  ['what a definition is about', '**定义**（元认知）：对于系统 $S$，元认知 $⟨\\text{Meta}⟩(S)$ 是对自身的认知。\n\n$$⟦\\text{Meta}⟧(S)$$'],
  ['the whole that a definition calls so', '对于表示 $⟨d⟩$：\n\n$$⟦d_2⟧ > 1$$'],
  ['a noun behind a tuple', '对于模型 $M = (W, R)$ 和世界 $⟨w⟩ \\in W$：\n\n$$M(⟦w⟧)$$'],
  ['the j-th of it', '其中 $⟨x⟩$ 是输入。\n\n$$w_j ⟦x_j⟧$$'],
  ['of some size', '当模型规模 $⟨s⟩$ 变大时，$⟦s⟧ > 1$'],
  ['one of the vectors', '其中 $⟨\\mathbf{x}⟩$ 是输入。\n\n$$⟦\\mathbf{x}_j⟧ + 1$$'],
  ['a capital of another section', '## 一\n\n其中 $⟨N⟩$ 是规模。\n\n## 二\n\n$$⟦N⟧ + 1$$'],
  ['a capital said in more and fewer words', '## 一\n\n对于状态 $M$。\n\n### 1\n\n- $⟨M⟩$：状态集合\n\n## 二\n\n$$⟦M⟧ + 1$$'],
  ['a capital said in two ways', '## 一\n\n其中 $N$ 是规模。\n\n## 二\n\n其中 $N$ 是层数。\n\n## 三\n\n$$⟦N⟧ + 1$$'],
  ['a small letter of another section', '## 一\n\n其中 $r$ 是秩。\n\n## 二\n\n$$⟦r⟧ + 1$$'],
  ['a name of another part', '## 一\n\n### 1\n\n其中 $⟨\\text{Meta}⟩$ 是度量。\n\n## 二\n\n$$⟦\\text{Meta}⟧ + 1$$'],
  ['a name that is only said later', '## 一\n\n$$⟦\\text{Meta}⟧ + 1$$\n\n## 二\n\n其中 $⟨\\text{Meta}⟩$ 是度量。'],
  [
    'a name of the nearer of two parts',
    '## 一\n\n### 1\n\n其中 $⟨\\text{Meta}⟩$ 是度量。\n\n### 2\n\n$$⟦\\text{Meta}⟧ + 1$$\n\n## 二\n\n其中 $\\text{Meta}$ 是层级。',
  ],
  ['the last of two before it', '其中 $k$ 是常数。\n\n其中 $⟨k⟩$ 是层数。\n\n$$⟦k⟧ + 1$$\n\n后文\n\n其中 $k$ 是宽度。'],
  ['what is explained goes before what is equated', '其中 $⟨k⟩$ 是常数。\n\n$$k = 2 + m$$\n\n$$⟦k⟧ + 1$$'],
  ['a glossary', '## 一\n\n$$⟦\\alpha⟧ + 1$$\n\n## 符号表\n\n| 符号 | 含义 |\n| --- | --- |\n| $⟨\\alpha⟩$ | 学习率 |'],
];

describe('what a symbol means', () => {
  for (const [name, marked] of cases) {
    test(name, () => {
      const [text, use, definition] = unmarked(marked);
      const facts = extract(text);
      const formula = formulaAt(facts.formulas.packed, use);
      assert(formula);
      const { source, places } = sourceOf(formula, text);
      const symbol = symbolsIn(source).findLast(({ start, end }) => spanOfPlaces(places, start, end).start === use);
      assert(symbol);
      assert.equal((meaningIn(symbol.name, use, facts) ?? agreedIn(symbol.name, use, facts))?.span.start, definition);
    });
  }
});

/** The text without its marks, and where the use and the definition begin. */
function unmarked(marked: string): [text: string, use: number, definition: number | undefined] {
  const at = (mark: string) => {
    const index = marked.indexOf(mark);
    return index < 0 ? undefined : marked.slice(0, index).replace(/[⟦⟧⟨⟩]/g, '').length;
  };
  return [marked.replace(/[⟦⟧⟨⟩]/g, ''), at('⟦') ?? 0, at('⟨')];
}
