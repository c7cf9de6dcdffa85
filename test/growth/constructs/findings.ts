import { type Files, times } from '../construct.ts';

const alone = (text: string): Files => ({ 'a.md': `# Bridges\n\n${text}` });

/** A word of letters alone, another for every number, of which no two are alike. */
const word = (i: number): string => {
  let [rest, letters] = [(i * 7919 + 104_729) % 308_915_776, ''];
  for (let k = 0; k < 6; k++) {
    letters += String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
  }
  return letters;
};

const heading = (i: number): string => `## ${word(i)} ${i}\n\n`;
const doctoc = (entries: string): string => `<!-- START doctoc -->\n\n${entries}\n<!-- END doctoc -->\n\n`;

/** What makes each rule find much, in one chapter and in many. */
export const findings: Readonly<Record<string, (n: number) => Files>> = {
  'missing files of other names': n => alone(times(n, i => `[${word(i)}](${word(i)}.md)\n\n`)),
  'one missing file': n => alone(times(n, i => `[${word(i)}](truss.md)\n\n`)),
  'missing files, half of whose names are there': n => ({
    ...alone(times(n, i => `[${word(i)}](x/${word(i)}.md)\n\n`)),
    ...Object.fromEntries(Array.from({ length: n >> 3 }, (_, i) => [`y/${word(i)}.md`, `# ${word(i)}\n`])),
  }),
  'missing files like those there': n => ({
    ...alone(times(n >> 3, i => `[x](${word(i)}x.md)\n\n`)),
    ...Object.fromEntries(Array.from({ length: n >> 3 }, (_, i) => [`y/${word(i)}.md`, `# ${word(i)}\n`])),
  }),
  'missing files whose texts are like titles': n => ({
    ...alone(times(n >> 3, i => `[${word(i)} of the old days](b${i}c.md)\n\n`)),
    ...Object.fromEntries(Array.from({ length: n >> 3 }, (_, i) => [`y/${i}.md`, `# the ${word(i)} of the old days\n`])),
  }),
  'missing files of the names of many': n => ({
    ...alone(times(n >> 3, i => `[x](q${i}/truss.md)\n\n`)),
    ...Object.fromEntries(Array.from({ length: n >> 3 }, (_, i) => [`y${i}/truss.md`, `# ${word(i)}\n`])),
  }),
  'missing files of one number': n => ({
    ...alone(times(n >> 3, i => `[3.2 ${word(i)}](q/3.2-${word(i)}.md)\n\n`)),
    ...Object.fromEntries(Array.from({ length: n >> 3 }, (_, i) => [`y/3.2-${word(i + 7)}.md`, `# ${word(i)}\n`])),
  }),
  'missing files by an old name': n => ({
    ...alone(times(n >> 1, i => `[${word(i)}](${word(i)}.md)\n\n`) + times(n >> 1, i => `- \`${word(i)}.md\` → \`b.md\`\n`)),
    'b.md': '# B\n',
  }),
  'missing images': n => alone(times(n, i => `![${word(i)}](${word(i)}.png)\n\n`)),
  'missing files in HTML': n => alone(times(n, i => `<a href="${word(i)}.md">x</a>\n\n`)),
  'missing files of definitions': n => alone(times(n, i => `[${word(i)}]\n\n[${word(i)}]: ${word(i)}.md\n\n`)),
  'missing files in one paragraph': n => alone(times(n, i => `[${word(i)}](${word(i)}.md)\n`)),
  'missing files in one table': n => alone(`| a | b |\n| - | - |\n${times(n, i => `| [${word(i)}](${word(i)}.md) | x |\n`)}`),
  'missing anchors': n => alone(times(n, i => `[${word(i)}](#${word(i)})\n\n`)),
  'missing anchors among headings': n => alone(times(n >> 1, i => `${heading(i)}[x](#${word(i)}-)\n\n`)),
  'missing anchors like headings': n => alone(times(n >> 1, i => `## ${word(i)}\n\n[x](#${word(i).slice(1)})\n\n`)),
  'missing anchors of one other chapter': n => ({
    ...alone(times(n >> 1, i => `[${word(i)}](b.md#${word(i)}x)\n\n`)),
    'b.md': times(n >> 1, heading),
  }),
  'missing anchors, headings of one title': n => alone(times(n >> 1, i => `## ${i}. Truss\n\n[Truss](#${i + n}-truss)\n\n`)),
  'files in another case': n => ({
    ...alone(times(n, i => `[x](Y/${word(i % 50).toUpperCase()}.md)\n\n`)),
    ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`y/${word(i)}.md`, '# y\n'])),
  }),
  'links out of the root': n => alone(times(n, i => `[${word(i)}](../../${word(i)}.md)\n\n`)),
  'missing definitions': n => alone(times(n, i => `[${word(i)}][${word(i)}x]\n\n`)),
  'missing definitions among those there': n => alone(times(n >> 1, i => `[x][${word(i)}x]\n\n[${word(i)}]\n\n[${word(i)}]: #bridges\n\n`)),
  'missing footnotes': n => alone(times(n, i => `x[^${word(i)}]\n\n`)),
  'links with spaces': n => alone(times(n, i => `[x](${word(i)} of old.md)\n\n`)),
  'full-width brackets': n => alone(times(n, i => `[x]（${word(i)}.md）\n\n`)),
  'empty links': n => alone(times(n, i => `[${word(i)}]()\n\n`)),
  'links without text': n => alone(times(n, i => `[](https://example.org/${i})\n\n`)),
  'unused definitions': n => alone(times(n, i => `[${word(i)}]: https://example.org/${i}\n\n`)),
  'unused footnotes': n => alone(times(n, i => `[^${word(i)}]: x ${i}\n\n`)),
  'one definition, many times': n => alone(times(n, i => `[truss]: https://example.org/${i}\n\n`)),
  'one unused definition, many times the same': n => alone(times(n, () => '[truss]: https://example.org/\n\n')),
  'definitions twice': n => alone(times(n, i => `[${word(i >> 1)}]: https://example.org/${i >> 1}\n\n`)),
  'malformed headings': n => alone(times(n, i => `##${word(i)} truss\n\n`)),
  'torn code in one table': n => alone(`| a | b |\n| - | - |\n${times(n, i => `| \`${word(i)}|x\` | y |\n`)}`),
  'torn code in many tables': n => alone(times(n >> 2, i => `| a | b |\n| - | - |\n| \`${word(i)}|x\` | y |\n\n`)),
  'rows that are too long, in many tables': n => alone(times(n >> 2, i => `| a |\n| - |\n| ${word(i)} | y |\n\n`)),
  'a table of contents with dead entries': n =>
    alone(`## Contents\n\n${times(n, i => `- [${word(i)}](#${word(i)})\n`)}\n## Arches\n\n## Beams\n`),
  'a table of contents of renumbered headings': n =>
    alone(`## Contents\n\n${times(n, i => `- [${i}. ${word(i)}](#${i}-${word(i)})\n`)}\n${times(n, i => `## ${i + 1}. ${word(i)}\n\n`)}`),
  'a table of contents in another order': n =>
    alone(`## Contents\n\n${times(n, i => `- [${word(n - i)}](#${word(n - i)})\n`)}\n${times(n, i => `## ${word(i + 1)}\n\n`)}`),
  'a table of contents that lacks half': n =>
    alone(`## Contents\n\n${times(n >> 1, i => `- [${word(2 * i)}](#${word(2 * i)})\n`)}\n${times(n, i => `## ${word(i)}\n\n`)}`),
  'a table of contents of other titles': n =>
    alone(`## Contents\n\n${times(n, i => `- [${word(i)}](#${word(i)})\n`)}\n${times(n, i => `## ${word(i)} truss\n\n`)}`),
  'a table of contents with entries twice': n =>
    alone(`## Contents\n\n${times(n, i => `- [${word(i >> 1)}](#${word(i >> 1)})\n`)}\n${times(n >> 1, i => `## ${word(i)}\n\n`)}`),
  'a table of contents by depth': n =>
    alone(
      `## Contents\n\n${times(n, i => `${'  '.repeat(i % 4)}- [${word(i)}](#${word(i)}x)\n`)}\n${times(n, i => `${'#'.repeat(2 + (i % 4))} ${word(i)}\n\n`)}`,
    ),
  'many tables of contents, each with one entry': n => alone(times(n >> 4, i => `${doctoc('- [Arches](#arches)\n')}## ${word(i)}\n\n`)),
  'many tables of contents, of nothing': n => alone(`${times(n >> 2, () => doctoc('- [x](#x)\n'))}## Arches\n`),
  'numbers of headings that repeat': n => alone(times(n, i => `## ${(i % 90) + 1}. ${word(i)}\n\n`)),
  'numbers of headings, with links to each': n =>
    alone(times(n, i => `## ${(i % 90) + 1}.${i % 7} ${word(i)}\n\n[x](#${(i % 90) + 1}${i % 7}-${word(i)})\n\n`)),
  'levels that are skipped': n => alone(times(n, i => `${i % 2 ? '#### ' : '## '}${word(i)}\n\n`)),
  'levels that are skipped ever deeper': n => alone(times(n, i => `${i === 0 ? '##' : '#'.repeat(4 + (i % 2) * 2)} ${word(i)}\n\n`)),
  'levels, skipped over HTML': n => alone(times(n, i => `#### ${word(i)}\n\n<h2>x</h2>\n\n`)),
  'a title with another number': n => ({
    '03.2-truss.md': `# 03.1 Truss\n\n${times(n, i => `[${word(i)}](#031-truss)\n\n`)}`,
  }),
  'one title again and again': n => alone(times(n, () => '## Truss\n\n')),
  'titles of one part again': n => alone(`${times(n >> 1, heading)}${times(n >> 1, heading)}`),
  'pairs of titles': n => alone(times(n, i => `## ${word(i >> 1)}\n\n`)),
  'missing sections': n => ({
    'concord.json': JSON.stringify({ sections: [{ files: '**', required: Array.from({ length: n >> 3 }, (_, i) => word(i)) }] }),
    ...alone(times(n, heading)),
  }),
  'dates to be filled in': n => alone(times(n, i => `**Updated**: 2025-01-XX ${i}\n\n`)),
  'fields that are missing': n => ({
    'concord.json': JSON.stringify({ footer: { fields: Array.from({ length: n >> 3 }, (_, i) => word(i)) } }),
    ...alone(times(n, heading)),
  }),
  'fields twice': n => alone(times(n, i => `**Author**: ${word(i)}\n\n`)),
  'commands that KaTeX does not know': n => alone(times(n, i => `$\\${word(i)} x$\n\n`)),
  'braces that are not closed': n => alone(times(n, i => `$\\frac{${word(i)}$\n\n`)),
  'slips in formulas': n => alone(times(n, i => `$alpha_${i % 10} + \\text{${word(i)}}$ is $x_12$\n\n`)),
  'tags of formulas twice': n => alone(times(n, i => `$$\nx \\tag{${i >> 1}}\n$$\n\n`)),
  'commands that only KaTeX knows': n => alone(times(n, i => `$\\llbracket ${word(i)} \\rrbracket$\n\n`)),
  'commands of many names that only KaTeX knows': n => alone(times(n, i => `$\\R_${i % 10} \\N \\Z \\bm{x}$\n\n`)),
  'money between dollars': n => alone(times(n, i => `The crane costs $${i} or $${i + 1} a day\n\n`)),
  'symbols with two meanings': n =>
    alone(times(n >> 1, i => `- $A_${i}$: the ${word(i)} matrix\n- $A_${i}$: the ${word(i + 3)} space\n\n`)),
  'symbols that nobody defines': n => ({
    'concord.json': '{ "rules": { "undefined-symbol": "hint" } }',
    ...alone(times(n, i => `$\\eta_{${word(i)}} + y_{${i}}$\n\n`)),
  }),
  'statements that differ': n => ({
    ...alone(times(n, i => `- **${word(i)}法**：收敛度 85%\n`)),
    'b.md': times(n, i => `- **${word(i)}法**：收敛度 95%\n`),
  }),
  'statements of one thing that differ': n => alone(times(n, i => `- **甲法**：收敛度 ${i % 100}%\n\n`)),
  'values outside their level': n => alone(times(n, i => `**${word(i)}法**已达到L2收敛进行时状态，收敛度 95%。\n\n`)),
  'calculations that do not come out': n => alone(times(n, i => `$12 \\times ${i + 12} = 1$\n\n`)),
  'totals that do not come out': n =>
    alone(times(n >> 2, i => `| Part | Cost |\n| --- | ---: |\n| One | 1,200 |\n| Two | ${i} |\n| **Total** | 7 |\n\n`)),
  'shares beyond the whole': n =>
    alone(times(n >> 2, i => `| 费用 | 占比 |\n| --- | ---: |\n| 材料 ${i} | 48% |\n| 人工 | 42% |\n| 管理 | 16% |\n\n`)),
  'events at two times': n => ({
    ...alone(`| 时间节点 | 事件 |\n| --- | --- |\n${times(n, i => `| 2026 Q2 | ${word(i)}平台全面上线 |\n`)}`),
    'b.md': `| 时间节点 | 事件 |\n| --- | --- |\n${times(n, i => `| 2026 Q4 | ${word(i)}平台全面上线 |\n`)}`,
  }),
  'roundings that are off': n =>
    alone(times(n, i => `$$\\text{收敛度} = 0.5 \\times 0.8 + 0.5 \\times 0.4 = 0.6 \\approx ${(i % 30) + 65}\\%$$\n\n`)),
  'comments that silence nothing': n => alone(times(n, i => `${word(i)} <!-- concord-disable-line missing-file -->\n\n`)),
  'comments that silence findings': n => alone(times(n, i => `[x](${word(i)}.md) <!-- concord-disable-line missing-file -->\n\n`)),
  'comments that disable and enable': n =>
    alone(
      times(
        n >> 1,
        i =>
          `<!-- concord-disable missing-file -->\n\n[x](${word(i)}.md)\n\n<!-- concord-enable missing-file -->\n\n[y](${word(i)}.md)\n\n`,
      ),
    ),
  'comments that disable and never enable': n => alone(times(n, i => `<!-- concord-disable missing-anchor -->\n\n[x](${word(i)}.md)\n\n`)),
  'comments for a section each': n => alone(times(n, i => `## ${word(i)}\n\n<!-- concord-disable-section missing-anchor -->\n\n`)),
  'comments for unknown rules': n => alone(times(n, i => `<!-- concord-disable-file ${word(i)} -->\n\n`)),
  'chapters with one finding each': n =>
    Object.fromEntries(Array.from({ length: n >> 3 }, (_, i) => [`p${i % 20}/${word(i)}.md`, `# ${word(i)}\n\n[x](${word(i)}x.md)\n`])),
  'chapters with one finding of every kind': n =>
    Object.fromEntries(
      Array.from({ length: n >> 4 }, (_, i) => [
        `p${i % 20}/${word(i)}.md`,
        `# ${word(i)}\n\n[x](${word(i)}x.md) [y](#no) [z][q] [z]()\n\n[w]: #no\n\n##no\n\n## T\n\n## T\n\n$\\frac{1$ and $12 \\times 12 = 142$\n`,
      ]),
    ),
};
