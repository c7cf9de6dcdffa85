// Draws the pictures of the walkthrough, in the colours of whatever theme is on, with words in two languages.   node images/walkthrough.mjs
import { mkdirSync, writeFileSync } from 'node:fs';

const folder = new URL('walkthrough/', import.meta.url);
const color = name => `var(--vscode-${name})`;
const [text, faint, back, side, line] = ['foreground', 'descriptionForeground', 'editor-background', 'sideBar-background', 'widget-border'].map(color);
const error = 'var(--vscode-list-errorForeground,var(--vscode-errorForeground))';
const [warning, info, good, link] = ['list-warningForeground', 'charts-blue', 'charts-green', 'textLink-foreground'].map(color);

const escaped = said => said.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const say = (x, y, said, { size = 15, fill = text, weight = 400, anchor = 'start' } = {}) =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" font-weight="${weight}" text-anchor="${anchor}">${escaped(said)}</text>`;
const box = (x, y, width, height, { fill = 'none', stroke = line, radius = 4, opacity = 1 } = {}) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${stroke}" fill-opacity="${opacity}"/>`;
const bar = (x, y, width, fill = faint) => `<rect x="${x}" y="${y}" width="${width}" height="8" rx="4" fill="${fill}" fill-opacity="0.35"/>`;
const dot = (x, y, fill) => `<circle cx="${x}" cy="${y}" r="6" fill="${fill}"/>`;
const wave = (x, y, width) => {
  const waves = Array.from({ length: Math.round(width / 8) }, () => 'q2 -4 4 0t4 0').join('');
  return `<path d="M${x} ${y}${waves}" fill="none" stroke="${error}" stroke-width="2"/>`;
};

const pictures = {
  example: ({ folders, chapters }) => [
    box(120, 20, 400, 360, { fill: side }),
    say(144, 54, 'CONCORD EXAMPLE', { size: 13, fill: faint, weight: 600 }),
    ...[folders[0], ...chapters, folders[1], folders[2]].map((name, i) => {
      const isChapter = chapters.includes(name);
      const y = 92 + i * 40;
      const marked = i === 1 || i === 3;
      const count = marked ? say(490, y, ['', '3', '', '1'][i], { fill: error, anchor: 'end' }) : '';
      return `${say(isChapter ? 190 : 150, y, isChapter ? '▤' : i === 0 ? '⌄' : '›', { fill: faint })}${say(isChapter ? 216 : 174, y, name, { fill: marked ? error : text })}${count}`;
    }),
  ],
  overview: ({ severities, kinds, byKind, byFolder, folders }) => [
    box(20, 20, 600, 360, { fill: back }),
    ...severities.map((name, i) => {
      const x = 44 + i * 140;
      const fill = [error, warning, info, faint][i];
      return `${box(x, 44, 124, 66)}${say(x + 14, 74, ['12', '27', '9', '40'][i], { size: 24, fill, weight: 600 })}${say(x + 14, 98, name, { fill: faint, size: 13 })}`;
    }),
    say(44, 146, byKind, { weight: 600 }),
    ...kinds.map((kind, i) => {
      const y = 176 + i * 30;
      return `${dot(52, y - 5, [error, warning, info][i])}${say(70, y, kind)}${say(440, y, ['8', '14', '6'][i], { anchor: 'end' })}${box(470, y - 18, 126, 24, { fill: color('button-background'), stroke: 'none' })}${bar(500, y - 10, 66, color('button-foreground'))}`;
    }),
    say(44, 282, byFolder, { weight: 600 }),
    ...folders.map((name, i) => {
      const x = 44 + i * 188;
      return `${box(x, 298, 176, 56, { fill: warning, opacity: [0.4, 0.18, 0.06][i] })}${say(x + 14, 332, name)}`;
    }),
  ],
  repair: ({ before, broken, menu, message }) => [
    box(20, 20, 600, 360, { fill: back }),
    bar(48, 56, 300),
    bar(48, 82, 420),
    say(48, 128, before, { size: 17 }),
    say(170, 128, broken, { size: 17, fill: link }),
    wave(170, 137, 200),
    box(170, 156, 400, 132, { fill: color('menu-background'), stroke: color('menu-border') }),
    box(178, 164, 384, 34, { fill: color('list-activeSelectionBackground'), stroke: 'none' }),
    say(214, 186, menu[0], { fill: color('list-activeSelectionForeground') }),
    say(190, 186, '✦', { fill: color('editorLightBulb-foreground') }),
    say(214, 222, menu[1]),
    say(214, 258, menu[2]),
    say(48, 330, message, { fill: faint, size: 14 }),
    bar(48, 350, 360),
  ],
  numbers: ({ subjects, chapters, metric }) => [
    box(20, 20, 600, 360, { fill: back }),
    say(48, 66, metric, { weight: 600 }),
    ...chapters.map((name, i) => say(290 + i * 140, 66, name, { fill: faint, anchor: 'middle', size: 14 })),
    ...subjects.map((name, row) => {
      const y = 122 + row * 74;
      const values = [['99%', '99%', '80%'], ['72%', '72%', ''], ['', '95%', '95%'], ['61%', '', '61%']][row];
      const cells = values.map((value, i) => {
        const differs = row === 0 && i === 2;
        const x = 246 + i * 140;
        const level = [good, color('charts-blue'), good, color('charts-orange')][row];
        const cell = box(x, y - 24, 88, 36, { fill: differs ? error : level, opacity: 0.25, stroke: differs ? error : 'none' });
        return value && `${cell}${say(x + 44, y, differs ? `${value} ≠` : value, { anchor: 'middle', weight: differs ? 700 : 400 })}`;
      });
      return `${say(48, y, name)}${cells.join('')}`;
    }),
  ],
  calm: ({ old, fresh, accepted }) => [
    box(20, 20, 600, 360, { fill: back }),
    box(48, 48, 544, 76, { stroke: info }),
    dot(80, 86, error),
    say(104, 92, fresh, { size: 17, weight: 600 }),
    ...[0, 1, 2, 3].map(i => `<g opacity="${0.55 - i * 0.12}">${box(64 + i * 4, 160 + i * 38, 512 - i * 8, 30)}${dot(90 + i * 4, 175 + i * 38, faint)}${bar(112 + i * 4, 171 + i * 38, 320 - i * 40)}</g>`),
    say(48, 346, old, { fill: faint }),
    say(592, 346, accepted, { fill: good, anchor: 'end' }),
  ],
};

const words = {
  '': {
    example: { folders: ['Bridge types', 'Building and care', 'Appendix'], chapters: ['Beam bridges.md', 'Arch bridges.md', 'Cable-stayed bridges.md', 'Convergence.md'] },
    overview: {
      severities: ['Errors', 'Warnings', 'Notes', 'Hints'],
      byKind: 'By kind',
      kinds: ['Links that lead nowhere', 'Stale tables of contents', 'Numbers of headings'],
      byFolder: 'By folder',
      folders: ['bridge types', 'building', 'appendix'],
    },
    repair: {
      before: 'See the',
      broken: '[arch](bridges/arhc.md)',
      menu: ['Change to “bridges/arch.md”', 'Remove the link, keep its text', 'Suppress in this line'],
      message: '“bridges/arhc.md” does not exist.',
    },
    numbers: { metric: 'Convergence', subjects: ['Parallel wires', 'Prefabrication', 'Steel arches', 'Monitoring'], chapters: ['Summary', 'Cables', 'Review'] },
    calm: { fresh: 'A new finding', old: '2,104 old findings', accepted: '✓ accepted' },
  },
  '.zh-cn': {
    example: { folders: ['桥型与受力', '施工与养护', '附录'], chapters: ['梁桥.md', '拱桥.md', '斜拉桥.md', '技术收敛度总览.md'] },
    overview: {
      severities: ['错误', '警告', '信息', '提示'],
      byKind: '按类型',
      kinds: ['失效的链接', '过期的目录', '标题编号'],
      byFolder: '按文件夹',
      folders: ['桥型与受力', '施工', '附录'],
    },
    repair: {
      before: '参见',
      broken: '[拱桥](桥型/拱乔.md)',
      menu: ['改为“桥型/拱桥.md”', '去掉链接，保留文字', '在本行屏蔽'],
      message: '“桥型/拱乔.md”不存在。',
    },
    numbers: { metric: '收敛度', subjects: ['平行钢丝', '预制拼装', '钢拱桥', '健康监测'], chapters: ['总览', '缆索', '评估'] },
    calm: { fresh: '新出现的问题', old: '2,104 处旧问题', accepted: '✓ 已接受' },
  },
};

mkdirSync(folder, { recursive: true });
for (const [ending, said] of Object.entries(words))
  for (const [name, draw] of Object.entries(pictures)) {
    const drawn = draw(said[name]).filter(Boolean).join('\n');
    writeFileSync(new URL(`${name}${ending}.svg`, folder), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" style="font-family:var(--vscode-font-family)">\n${drawn}\n</svg>\n`);
  }
