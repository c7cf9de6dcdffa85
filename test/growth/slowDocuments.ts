interface SlowDocument {
  /** So many of what it is made of. */
  readonly size: number;
  make(size: number): string;
}

const times = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('');

/** One chapter each, with very much of one thing. */
export const slowDocuments: Readonly<Record<string, SlowDocument>> = {
  'dead links': { size: 26_000, make: n => `# Links\n\n${times(n, i => `[a](no${i}.md)\n\n`)}` },
  'dead links in one paragraph': { size: 26_000, make: n => `# Links\n\n${times(n, i => `[a](no${i}.md) `)}\n` },
  'dead links in a list': { size: 26_000, make: n => `# Links\n\n${times(n, i => `- [a](no${i}.md)\n`)}` },
  'dead anchors': { size: 26_000, make: n => `# Links\n\n${times(n, i => `[a](#no${i})\n\n`)}` },
  'right links': { size: 50_000, make: n => `# Links\n\n${times(n, () => '[a](other.md#other)\n\n')}` },
  'table of two measures': {
    size: 10_000,
    make: n =>
      `# Rows\n\n| Name | Convergence | Maturity |\n| --- | --- | --- |\n${times(n, i => `| Item ${i} | ${i % 100}% | L${i % 5} |\n`)}`,
  },
  'equal statements': { size: 27_000, make: n => `# Same\n\n${times(n, () => '- 甲技术收敛度 45%\n')}` },
  'paragraphs with a statement': { size: 20_000, make: n => `# Many\n\n${times(n, i => `技术${i}收敛度 ${i % 100}%。\n\n`)}` },
  'contradicting statements': { size: 10_000, make: n => `# Same\n\n${times(n, i => `甲技术收敛度 ${i % 100}%。\n\n`)}` },
  'open comments': { size: 75_000, make: n => '<!--'.repeat(n) },
  strikes: { size: 60_000, make: n => '~~a~ '.repeat(n) },
  'nested images': { size: 1_700, make: n => `${'!['.repeat(n)}a${'](b.png)'.repeat(n)}\n` },
  'nested fractions': { size: 5_700, make: n => `# F\n\n$$\n${'\\frac{1}{'.repeat(n)}x${'}'.repeat(n)}\n$$\n` },
  footnotes: { size: 50_000, make: n => `# Notes\n\n${times(n, i => `[^${i}]: note\n\n`)}` },
  'disable comments': { size: 8_000, make: n => `# Off\n\n${times(n, () => '<!-- concord-disable missing-file -->\n\n')}` },
  'table of contents': {
    size: 10_000,
    make: n =>
      `# Title\n\n## Contents\n\n${times(n, i => `- [Part ${i}](#part-${i})\n`)}\n${times(n + 1, i => `## Part ${i}\n\nText.\n\n`)}`,
  },
  headings: { size: 20_000, make: n => `# Title\n\n${times(n, i => `## Part ${i}\n\n`)}` },
  'numbered headings': { size: 20_000, make: n => `# Title\n\n${times(n, i => `## ${i + (i % 2)} Part ${i}\n\n`)}` },
  'same headings': { size: 20_000, make: n => `# Title\n\n${times(n, i => `## Part ${i % 7}\n\n`)}` },
  'broken formulas': { size: 10_000, make: n => `# Formulas\n\n${times(n, i => `$\\fraq{${i}}{2}$\n\n`)}` },
  'wrong sums': { size: 10_000, make: n => `# Sums\n\n${times(n, i => `${i} + 1 = ${i + 3}\n\n`)}` },
  'undefined labels': { size: 26_000, make: n => `# Labels\n\n${times(n, i => `[text][label-${i}]\n\n`)}[a]: other.md\n` },
  'unused definitions': { size: 26_000, make: n => `# Labels\n\n${times(n, i => `[label-${i}]: other.md\n`)}` },
  'empty links': { size: 26_000, make: n => `# Empty\n\n${times(n, () => '[a]()\n\n')}` },
  'malformed headings': { size: 26_000, make: n => `# Empty\n\n${times(n, i => `##Part ${i}\n\n`)}` },
  'plain lines': { size: 50_000, make: n => `# Plain\n\n${times(n, i => `Line ${i} of a text.\n`)}` },
};
