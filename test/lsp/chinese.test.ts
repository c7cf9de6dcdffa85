import assert from 'node:assert/strict';
import { config } from '@vscode/l10n';
import type { CodeAction, Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { failureOf } from '../../server/features/formulaDrawing.ts';
import { speak } from '../../server/host/locale.ts';
import { scenario } from './scenario.ts';

const told = {
  'home.md': '# 总览\n\n## 斜拉法\n\n| 指标 | 数值 | 证据来源 |\n| --- | --- | --- |\n| 收敛度 | 99% | 甲 |\n',
  'point.md': '# 一\n\n- **斜拉法**：收敛度 80%\n\n$\\fraq{1}{2}$\n',
};

scenario('what stands side by side is joined as Chinese joins it', { files: told }, async editor => {
  speak('zh-cn');
  try {
    await editor.open('point.md', told['point.md']);
    await editor.ready();
    const [syntax] = await editor.until('point.md', found => found.some(({ code }) => code === 'formula-syntax'));
    assert.ok(syntax);
    const found = editor.diagnostics('point.md');
    const conflict = found.find(({ code }) => code === 'convergence-conflict')!;
    assert.deepEqual(
      conflict.relatedInformation?.map(({ message }) => message),
      ['斜拉法 · 收敛度：99%'],
    );
    const actions = (await editor.request('textDocument/codeAction', 'point.md', {
      range: conflict.range,
      context: { diagnostics: [conflict] },
    })) as CodeAction[];
    const titles = actions.map(({ title }) => title).filter(title => /concord\.json/.test(title));
    assert.deepEqual(
      titles,
      ['80%', '99%'].map(value => `在 concord.json 中将斜拉法的收敛度定为“${value}”`),
    );
    const hoverAt = async (what: string) => {
      const hover = (await editor.request('textDocument/hover', 'point.md', { position: editor.position('point.md', what) })) as Hover;
      return (hover.contents as MarkupContent).value;
    };
    assert.match(await hoverAt('80%'), /（60% \\< … ≤ 80%）/);
    const formula = { source: String.raw`\fraq{1}{2}`, display: false, macros: [] };
    assert.equal(failureOf({ failure: 'TeX', reason: '' }, formula), String.raw`此公式无法排版：没有名为“\fraq”的命令。`);
  } finally {
    config({ contents: {} });
  }
});
