import { typed } from '../typed.ts';

/** What a writer may put in anywhere. */
export const snippets = [
  ...typed,
  '𠀀',
  ' [x](firing.md#cones) ',
  ' [x](../kiln/glaze.md) ',
  ' [x](logs/2025.md) ',
  ' [x](#ash-1) ',
  ' [x](现场/测量.md#基线) ',
  ' [x](../现场/README.md) ',
  ' [x][f] ',
  '\n## Contents\n\n- [A](#a)\n- [Body](#body)\n',
  '\n## Ash\n\n',
  '\n### 3.1 梁\n\n',
  ' $\\fraq{1}{2}$ ',
  ' $2 + 2 = 5$ ',
  ' 设 $\\gamma$ 为温度。 ',
  '\n- **乐烧**：80% 采用率\n',
  '\n**乐烧**收敛度为 95%。\n',
  '\n\n| 技术 | 收敛度 |\n| --- | --- |\n| 乐烧 | 97% |\n| 预应力混凝土箱梁 | 60% |\n\n',
  '\n高强度螺栓连接的收敛度是 50%，仍属准收敛。\n',
  '[](',
  '![i](images/kiln.png) ',
  '[//]: # (remark)\n',
] as const;

/** Whole chapters. */
export const chapters = [
  '',
  '# Made\n\n[x](README.md#made)\n',
  '# Ash\n\n## Body\n\n[up](../README.md) [f](firing.md#ramp)\n\n| 方法 | 收敛度 |\n| --- | --- |\n| 乐烧 | 70% |\n',
  '# 新\r\n\r\n## 目录\r\n\r\n- [甲](#甲)\r\n\r\n## 乙\r\n\r\n[x](README.md)\r\n',
  '\ufeff# Bom\n\n## Ramp\n\n$1 + 1 = 3$\n',
] as const;

export const configurations = [
  '{}',
  '',
  '{ "exclude": ["logs/**", "附录/**"] }',
  '{ "rules": { "missing-anchor": "off", "missing-file": "hint" } }',
  '{ "links": { "root": "logs" } }',
  '{ "links": { "root": "附录", "ignore": ["no*.md", "#gone"] } }',
  '{ "links": { "spaces": "percent" }, "toc": { "levels": "2..3" } }',
  '{ "baseline": "accepted.json" }',
  '{ "baseline": "none.json", "rules": { "missing-file": "warning" } }',
  '{ "claims": { "metrics": [{ "name": "maturity", "unit": "ratio" }] } }',
  '{ "claims": { "metrics": [{ "name": "成熟度", "unit": "ratio" }] }, "include": ["*.md", "01-*/**"] }',
  '{ "sections": [{ "files": ["*.md"], "required": ["Contents"] }], "footer": { "fields": ["最后更新"] } }',
  '{ "rules": { "no-such-rule": "off" }, "links": 3 }',
  '{ "rules": {',
  '[',
  '{ "exclude": ["logs/**"], }',
] as const;

export const ignored = ['导出/\n*.tmp.md\n', '', '*.tmp.md\n附录/\n', 'logs/\n', '01-*.md\nimages/\n', '*.md\n!README.md\n'] as const;

export const baselines = [
  '{ "version": 1, "accepted": {} }',
  '{ "version": 1, "accepted": {',
  '{ "version": 1, "accepted": { "README.md missing-file {\\"destination\\":\\"glase.md\\"}": 1 } }',
  '{ "version": 1, "accepted": { "firing.md missing-file {}": 2, "gone.md missing-anchor {}": 1 } }',
] as const;

export const names = [
  'README.md',
  'firing.md',
  'nobody.md',
  'no such.md',
  'glase.md',
  'ReadMe.md',
  'logs/2025.md',
  'logs/nothing.md',
  'new/a/b.md',
  '附录/新.md',
  'x.tmp.md',
  'images/other.png',
  'logs/concord.json',
  'concord.json',
] as const;
