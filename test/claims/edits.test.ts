import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../server/extract/extract.ts';
import { IncrementalExtraction } from '../../server/extract/incrementalExtraction.ts';
import { defaults } from '../../server/model/configuration.ts';

const paragraphs = [
  '# 桥型',
  '## 1.1 梁桥',
  '## 拱桥',
  '### 拱桥的收敛度',
  '#### 斜拉桥',
  '**1.1.1 悬索桥**',
  '**梁桥收敛状态**：',
  '**拱桥**：收敛度 95%，2025 年采用率 60%。',
  '梁桥的收敛度为 88%，属于 L3。',
  '收敛度达到 99%，已完全收敛。',
  '- **收敛度**：85%（主流设计）\n- **采用率**：90%',
  '- **材料成熟度**：20%\n- **工艺成熟度**：30%\n- **收敛度**：50%',
  '| 维度 | 值 | 说明 |\n| --- | --- | --- |\n| 收敛度 | 95% | 一 |\n| 采用率 | 80% | 二 |',
  '| 桥型 | 收敛度 | 状态 |\n| --- | --- | --- |\n| 梁桥 | 90% | L4 |\n| 拱桥 | 70% | L3 |',
  `| 桥型 | 收敛度 |\n| --- | --- |\n${Array.from({ length: 120 }, (_, i) => `| 桥 ${i} | ${i % 100}% |`).join('\n')}`,
  '- $C_{\\text{beam}}$：梁桥收敛度',
  '$$C_{\\text{beam}} = 0.4 \\times 0.9 + 0.6 \\times 0.8 = 0.84$$',
  '$$\\text{收敛度} = w_1 \\cdot \\text{采用率} + w_2 \\cdot \\text{标准化程度}$$',
  '其中 $w_1 = 0.4$，$w_2 = 0.6$。',
  '对于梁桥：',
  '包含以下三类桥型：',
  '- 梁桥\n- 拱桥',
  `- ${Array.from({ length: 80 }, (_, i) => `桥 ${i}`).join('\n- ')}`,
  '```mermaid\ngraph TD\n  A[梁桥 收敛度 95%] --> B[L4 完全收敛]\n```',
];

const edits = fc.array(
  fc.record({ at: fc.nat(40), remove: fc.nat(2), add: fc.array(fc.constantFrom(...paragraphs), { maxLength: 3 }), cut: fc.nat(6) }),
  { minLength: 1, maxLength: 12 },
);

test('after any edits, the claims are those of a chapter read afresh', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...paragraphs), { maxLength: 30 }), edits, (first, steps) => {
      const blocks = [...first];
      let read = new IncrementalExtraction(blocks.join('\n\n'), defaults.claims);
      for (const { at, remove, add, cut } of steps) {
        blocks.splice(Math.min(at, blocks.length), remove, ...add.map(text => text.slice(cut === 1 ? 3 : 0)));
        read = new IncrementalExtraction(blocks.join('\n\n'), defaults.claims, read);
        assert.deepEqual(read.facts.claims, extract(read.text).claims);
      }
    }),
    { numRuns: 150 },
  );
});
