import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Hover, Location, MarkupContent } from 'vscode-languageserver-protocol';
import { equatedSymbol, listedSymbols } from '../../server/tex/saidSymbols.ts';
import { symbolsIn } from '../../server/tex/symbols.ts';
import { testEditor } from '../lsp/editor.ts';

describe('symbols of a formula', () => {
  const formulas: [source: string, ...symbols: string[]][] = [
    ['x + y', 'x', 'y'],
    ['w_i', 'w_i', 'i'],
    ['D_{\\text{tech}}(T)', 'D_{\\text{tech}}', '\\text{tech}', 'T'],
    ['\\theta_{t+1}^2', '\\theta_{t+1}', 't'],
    ['P_{emerged} w_{ij}', 'P_{emerged}', 'w_{ij}', 'i', 'j'],
    ['x^2_i', 'x^2_i', 'i'],
    ['\\mathcal{L}_\\text{CE} \\le \\hat{y}', '\\mathcal{L}_\\text{CE}', '\\text{CE}', '\\hat{y}'],
    ['\\begin{aligned} \\alpha &= \\frac{a}{2} \\end{aligned}', '\\alpha', 'a'],
    ['\\sum_{i=1}^{N} \\log p_i', 'i', 'N', 'p_i', 'i'],
    ['\\text{模型性能} = f(\\Delta)', '\\text{模型性能}', 'f', '\\Delta'],
    ['Q K^T + \\mathbf{w}^{T}', 'Q', 'K', '\\mathbf{w}'],
    ['\\sum_{t=1}^T (1-L)^T', 't', 'T', 'L', 'T'],
    ['{', ''],
  ];
  for (const [source, ...symbols] of formulas) {
    test(source, () =>
      assert.deepEqual(
        symbolsIn(source).map(({ start, end }) => source.slice(start, end)),
        symbols.filter(symbol => symbol !== ''),
      ),
    );
  }
  test('spelled otherwise, named alike', () => {
    const names = (source: string) => symbolsIn(source)[0]?.name;
    assert.equal(names('w_{i}'), names('w_i'));
    assert.equal(names('\\boldsymbol{x}'), names('\\mathbf x'));
    assert.notEqual(names('w_i'), names('w_j'));
    assert.notEqual(names('\\mathbf{x}'), names('x'));
  });
  test('what a formula lists or equates', () => {
    assert.deepEqual(
      listedSymbols('a, b_1, f(x)').map(({ name }) => name),
      ['a', 'b _ 1', 'f'],
    );
    assert.deepEqual(listedSymbols('a + b'), []);
    assert.equal(equatedSymbol('A = (E, C, D)')?.name, 'A');
    assert.equal(equatedSymbol('\\begin{aligned} L(\\theta) &= 1 + x')?.name, 'L');
    assert.equal(equatedSymbol('t = 0'), undefined);
    assert.equal(equatedSymbol('a + b = c'), undefined);
  });
});

const chapter = `# 题

## 一、甲

$$D_{\\text{tech}}(T) = \\sum_i w_i x_i + \\lambda \\rho$$

其中：

- $w_i$：权重系数
- $x_i$ 是第 $i$ 项
- **$\\lambda$**：正则强度

where $\\rho$ is the density, see [b](b.md).

## 二、乙

**定义**（收敛）：对于系统 $A = (E, C)$，$w_i$ 也要用到 $q_{\\max}$。

| 符号 | 含义 |
| --- | --- |
| $E$ | 环境 |

$E$ 与 $A$ 与 $\\beta_0$
`;

test('F12, hover and references on symbols', { timeout: 60_000 }, async () => {
  const files = { 'a.md': chapter, 'b.md': '# B\n\n- $\\beta_0$：基准值\n' };
  const editor = await testEditor({ files });
  try {
    await editor.ready();
    await editor.open('a.md', chapter);
    const target = async (text: string, at = 1): Promise<string | undefined> => {
      const position = editor.position('a.md', text);
      const [place] = ((await editor.request('textDocument/definition', 'a.md', {
        position: { ...position, character: position.character + at },
      })) ?? []) as Location[];
      const path = place?.uri.split('/').at(-1);
      return place && `${path}:${place.range.start.line + 1}:${place.range.start.character + 1}`;
    };
    assert.equal(await target('w_i x_i', 0), 'a.md:9:4');
    assert.equal(await target('\\lambda \\rho'), 'a.md:11:6');
    assert.equal(await target('\\rho$$'), 'a.md:13:8');
    assert.equal(await target('w_i$ 也', 0), 'a.md:9:4');
    assert.equal(await target('E$ 与', 0), 'a.md:21:4');
    assert.equal(await target('A$ 与', 0), 'a.md:17:18');
    assert.equal(await target('\\beta_0'), 'b.md:3:4');
    assert.equal(await target('q_{\\max}'), undefined);
    const hover = (await editor.request('textDocument/hover', 'a.md', { position: editor.position('a.md', 'w_i x_i') })) as Hover;
    assert.match((hover.contents as MarkupContent).value, /`w_i` – 权重系数$/);
    const uses = (await editor.request('textDocument/references', 'a.md', {
      position: editor.position('a.md', 'w_i x_i'),
      context: { includeDeclaration: true },
    })) as Location[];
    assert.deepEqual(
      uses.map(({ range }) => range.start.line + 1),
      [5, 9, 17],
    );
  } finally {
    await editor.dispose();
  }
});

test('what a formula equates is found in the same measure, however many blanks stand in it', () => {
  const cost = (blanks: number): number => {
    const before = process.cpuUsage();
    equatedSymbol(`x${' '.repeat(blanks)}y`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  cost(100);
  const [small, large] = [cost(1500), cost(6000)];
  assert.ok(large < 10 * small + 60, `${small} ms, four times as many ${large} ms`);
});
