import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeHost } from '../../server/host/node.ts';
import { rules } from '../../server/rules/index.ts';
import { writeBaseline } from '../../server/workspace/baseline.ts';
import { allPaths } from '../../server/workspace/goodFixes.ts';
import { readerHere } from '../../server/workspace/reader.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { folder as example } from '../exampleBase.ts';

/** The folders of the editor, below a temporary one. */
export const roots = ['bridges', 'kiln'] as const;

/** What else may be a folder of the editor: a knowledge base inside another, and a folder that is just a part of one. */
export const otherFolders = ['bridges/现场', 'kiln/logs', 'outside'] as const;

export const baselineFile = 'accepted.json';

const bridges = `{
  "rules": { "unused-definition": "information" },
  "exclude": ["archive/**"],
  "baseline": "${baselineFile}",
  "claims": { "metrics": [{ "name": "maturity", "unit": "ratio" }, { "name": "adoption", "aliases": ["adoption rate"], "unit": "ratio" }] }
}
`;

const kiln = {
  'README.md': `# Kiln

## Contents

- [Firing](#firing)
- [Glazes](#glazes)
- [Gone](#gone)

## Firing

See [firing](firing.md#ramp), [the cone table](firing.md#cones), [logs](logs/) and [nothing](logs/nothing.md).

| 方法 | 收敛度 | 采用率 |
| --- | --- | --- |
| 乐烧 | 95% | 90% |
| 柴烧 | 60% | 30% |

## Glazes

See [glaze](glaze.md), [a slip](glase.md), ![kiln](images/kiln.png) and [Ash](Glaze.md#ash).
`,
  'firing.md':
    '# Firing\r\n\r\n## Contents\r\n\r\n- [Ramp](#ramp)\r\n- [Cones](#cones)\r\n\r\n## Ramp\r\n\r\nAt $60 \\times 8 = 490$ degrees, hold[^1]. $T = \\fraq{a}{b}$.\r\n\r\n' +
    '**乐烧**收敛度为 98%。\r\n\r\n## Cones\r\n\r\n<!-- concord-disable-next-line missing-file -->\r\n[cone](cone.md) [back](README.md#firing)\r\n\r\n[^1]: An hour.\r\n',
  'glaze.md':
    '\ufeff# Glaze\n\n## Ash\n\n[firing][f] [none][x]\n\n[f]: firing.md#ramp\n[g]: firing.md\n\n## Ash\n\n[one](#ash-1) [two](#ash-2)\n',
  '01-clay.md': '# 01-clay\n\n## 1. Body\n\n## 3. Water\n\n[next](02-clay.md#1-body) [log](logs/2024.md#day-2)\n\n- **柴烧**：30% 采用率\n',
  '02-clay.md':
    '# 02-clay\n\n## 1 Body\n\n设 $\\alpha$ 为含水率。$\\alpha + \\beta = 1$\n\n| 项目 | 收敛度 |\n| --- | --- |\n| 乐烧 | 98% |\n| 柴烧 | 45% |\n',
  'logs/README.md': '# Logs\n\n- [2024](2024.md)\n- [2025](2025.md)\n',
  'logs/2024.md': '# 2024\n\n## Day 1\n\n## Day 2\n\n[up](../README.md#contents) [kiln](/firing.md#cones)\n',
  'images/kiln.png': 'no picture',
};

const inside = {
  'concord.json': '{ "rules": { "missing-anchor": "error" } }\n',
  'README.md': '# 现场\n\n[测量](测量.md#基线) [外](../README.md) [无](../没有.md) [缺](测量.md#缺)\n',
  '测量.md': '# 测量\n\n## 基线\n\n$1 + 1 = 3$。[现场](README.md)\n',
};

let baseline: string | undefined;

/** Writes the two knowledge bases, and what lies outside, below a folder. */
export async function writeBase(top: string): Promise<void> {
  for (const part of ['README.md', '术语表.md', '.gitignore', '01-桥型与受力', '附录', 'archive', '导出'])
    cpSync(join(example, part), join(top, 'bridges', part), { recursive: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  };
  for (const [path, text] of Object.entries(inside)) write(`bridges/现场/${path}`, text);
  for (const [path, text] of Object.entries(kiln)) write(`kiln/${path}`, text);
  write('outside/loose.md', '# Loose\n\n[x](#gone) [y](other.md)\n');
  write('bridges/concord.json', '{}');
  baseline ??= await halfAccepted(join(top, 'bridges'));
  write(`bridges/${baselineFile}`, baseline);
  write('bridges/concord.json', bridges);
}

/** A baseline with every second finding. */
async function halfAccepted(root: string): Promise<string> {
  const workspace = new Workspace(root, { host: nodeHost, reader: readerHere(nodeHost), rules, log: message => console.error(message) });
  await workspace.load(
    () => {},
    () => false,
  );
  workspace.runChecks(() => false);
  return writeBaseline(allPaths(workspace).map(path => [path, workspace.findings(path).filter((_, i) => i % 2 === 0)]));
}
