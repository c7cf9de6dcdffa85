/** A chapter for each rule in which it finds very much. */
export interface ManyProblems {
  make(size: number): string;
  /** Told once, whatever the size. */
  readonly isOne?: true;
  /** What `concord.json` must say for it. */
  configuration?(size: number): object;
  /** The files that must lie beside it. */
  readonly beside?: Readonly<Record<string, string>>;
}

const times = (n: number, part: (i: number) => string): string => Array.from({ length: n }, (_, i) => part(i)).join('\n\n');
const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `Part ${i}`);

/** By rule; `other.md` beside it has a heading “Other”. What files say, and not what is in them, is told by `unreadable`. */
export const manyProblems: Readonly<Record<string, ManyProblems>> = {
  'missing-file': { make: n => times(n, i => `[a](no${i}.md) ![b](picture.png)`) },
  'missing-anchor': { make: n => times(n, i => `[a](#no${i}) [b](other.md#other)`) },
  'missing-definition': { make: n => times(n, i => `[text][label ${i}]`) },
  'unlisted-chapter': {
    make: n => times(n, i => `## Part ${i}`),
    isOne: true,
    beside: { 'book.toml': '[book]\nsrc = "."\n', 'SUMMARY.md': '# Summary\n\n- [Other](other.md)\n' },
  },
  'malformed-link': { make: n => times(n, i => `[a](b c${i}.md)`) },
  'empty-link': { make: n => times(n, () => '[a]()') },
  'path-case': { make: n => times(n, () => '[a](OTHER.md)') },
  'outside-root': { make: n => times(n, i => `[a](../../b${i}.md)`) },
  'unused-definition': { make: n => times(n, i => `[label ${i}]: other.md`) },
  'duplicate-definition': { make: n => times(n, () => '[label]: other.md') },
  'malformed-heading': { make: n => times(n, i => `##Part ${i}`) },
  'torn-row': { make: n => times(n, () => '| a |\n| - |\n| b | c |') },
  'stale-toc': {
    make: n =>
      `# Title\n\n## Contents\n\n${names(n)
        .map(name => `- [${name}](#${name.toLowerCase().replace(' ', '-')})`)
        .join('\n')}\n\n${times(n, i => `## Part ${i + 5}`)}`,
    isOne: true,
  },
  'heading-number': { make: n => `# Title\n\n${times(n, i => `## ${i + 1 + (i % 2)}. Part ${i}`)}`, isOne: true },
  'heading-level': { make: n => times(n, i => `# Title ${i}\n\n### Part`) },
  'title-number': { make: () => '# 2.4 Title', isOne: true },
  'duplicate-title': { make: n => times(n, () => '## Part') },
  'missing-section': { make: () => '# Title', configuration: n => ({ sections: [{ files: '**', required: names(n) }] }) },
  footer: { make: () => '# Title\n\nAuthor: me', configuration: n => ({ footer: { fields: names(n) } }) },
  'formula-syntax': { make: n => times(n, i => `$\\fraq{${i}}{2}$`) },
  'formula-portability': { make: n => times(n, () => '$\\bm{x}$'), isOne: true },
  'money-as-formula': { make: n => times(n, i => `From $${i}万→$3亿.`) },
  'ambiguous-symbol': {
    make: n => times(n, i => `## Part ${i}\n\n- $g$：桥面板\n- $h$：净跨\n\n| 符号 | 含义 |\n| --- | --- |\n| $g$ | 重力加速度 |`),
  },
  'undefined-symbol': { make: n => times(n, i => `$\\eta_{${i}}$`) },
  'convergence-conflict': { make: n => times(n, i => `- **第${i >> 1}法**：收敛度 ${30 + 30 * (i % 2)}%`) },
  'convergence-level': { make: n => times(n, i => `- 第${i}法收敛度 45%（准收敛）`) },
  'convergence-composite': {
    make: n => times(n, i => `## 第${i}法\n\n$$\\text{收敛度} = 0.5 \\times 0.8 + 0.5 \\times 0.4 = 0.6 \\approx 75\\%$$`),
  },
  'convergence-rule': {
    make: n => `| 层级 | 收敛度 | 含义 |\n| --- | --- | --- |\n${'| **L3: 准收敛** | $0.70 < C \\le 0.95$ | 乙 |\n'.repeat(n)}`,
  },
  'convergence-timeline': {
    make: n =>
      `| 时间节点 | 事件 |\n| --- | --- |\n${Array.from({ length: n }, (_, i) => `| 2026 Q${1 + 2 * (i % 2)} | 第${i >> 1}平台全面上线 |\n`).join('')}`,
  },
  'convergence-sum': {
    make: n => times(n, i => `## 费用 ${i}\n\n| 费用 | 占比 |\n| --- | ---: |\n| 材料 | 48% |\n| 人工 | 42% |\n| 管理 | 16% |`),
  },
  'wrong-arithmetic': { make: n => times(n, i => `$${i} + 1 = ${i + 3}$`) },
  'unused-suppression': { make: n => times(n, () => '<!-- concord-disable-line missing-file -->') },
};
