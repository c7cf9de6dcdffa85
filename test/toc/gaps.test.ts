import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../server/extract/extract.ts';
import { defaults } from '../../server/model/configuration.ts';
import { compare } from '../../server/toc/compare.ts';
import { Candidates } from '../../server/toc/gaps.ts';
import { regenerated } from '../../server/toc/regenerate.ts';
import { tablesOf } from '../../server/toc/table.ts';

describe('finding the headings of entries', () => {
  it('gives what looking through all of them would give', () => {
    const step = fc.record({ from: fc.integer({ min: -1, max: 40 }), wide: fc.integer({ min: 1, max: 40 }), takes: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40)), fc.array(step), (numbers, steps) => {
        const headings = numbers.sort((a, b) => a - b);
        const taken = new Set<number>();
        const candidates = new Candidates(headings, taken);
        for (const { from, wide, takes } of steps) {
          const free = headings.filter(i => !taken.has(i));
          const found = candidates.within(from, from + wide);
          assert.equal(
            found,
            free.find(i => i > from && i < from + wide),
          );
          assert.equal(candidates.only(), free.length === 1 ? free[0] : undefined);
          const next = found ?? free.at(-1);
          if (takes && next !== undefined) taken.add(next);
        }
      }),
      { numRuns: 500, seed: 21 },
    );
  });

  it('takes no longer for thousands of headings than for many small chapters', () => {
    const n = 5000;
    const every = (name: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => `${'#'.repeat(2 + (i % 3))} ${name(i)}`);
    const edits: [string[], string[]][] = [
      [every(i => `甲${i}`).toSpliced(n / 2, 1), every(i => `甲${i}`)],
      [every(i => `旧名 ${i}`), every(i => `新名 ${i} 节`)],
      [every(i => `${i % 2 ? '旧' : '同'} ${i}`), every(i => `${i % 2 ? '新' : '同'} ${i}`)],
      [every(i => `${i}. 甲${i}`), every(i => `${i + 1}. 甲${i}`)],
      [every(i => `${i}. 甲`), every(i => `${i + n}. 甲`)],
      [every(() => '甲'), every(i => (i % 7 ? '甲' : '乙'))],
    ];
    for (const [before, after] of edits) {
      const list = extract(before.join('\n\n')).headings.map(
        ({ level, text, anchor }) => `${'  '.repeat(level - 2)}- [${text}](#${anchor})`,
      );
      const text = `# 桥\n\n## 目录\n\n- 自己的话\n${list.map(line => `  ${line}`).join('\n')}\n\n---\n\n${after.join('\n\n')}\n`;
      const facts = extract(text);
      const started = process.cpuUsage();
      const [table] = tablesOf(facts, defaults.toc);
      regenerated(table!, compare(table!, facts, defaults.toc), facts, text);
      // Where the square of their number counts, it takes five seconds and more.
      assert.ok(process.cpuUsage(started).user < 2.5e6, before[0]);
    }
  });
});
