import { type Construct, type Files, made, times } from '../construct.ts';

/** As many chapters, and `a.md`. */
const chapters = (n: number, text: (i: number) => string, own = '# A\n'): Files =>
  Object.fromEntries([['a.md', own], ...Array.from({ length: n }, (_, i): [string, string] => [`c${i}.md`, text(i)])]);

const configured = (configuration: object, text: string): Files => ({ 'a.md': text, 'concord.json': JSON.stringify(configuration) });
const missing = (n: number): string => times(n, i => `[x](no${i}.md)\n\n`);

const docusaurus = "export default { presets: [['classic', { docs: { path: '.', sidebarPath: './sidebars.js' }, blog: false }]] };\n";

/** As many chapters of a site, and the files that say what it is like. */
const site = (n: number, files: Files): Files => ({
  ...chapters(n, i => `# C ${i}\n`),
  'concord.json': '{ "rules": { "unlisted-chapter": "warning" } }',
  ...files,
});

export const bases: readonly Construct[] = made({
  chapters: n => chapters(n, i => `# C ${i}\n\nSaid.\n`),
  'chapters that link one': n => chapters(n, i => `# C ${i}\n\n[x](a.md#a)\n`),
  'chapters that link an anchor that is not there': n => chapters(n, i => `# C ${i}\n\n[x](a.md#b)\n`),
  'chapters that link each the next': n => chapters(n, i => `# C ${i}\n\n[x](c${i + 1}.md)\n`),
  'chapters that link a missing file': n => chapters(n, i => `# C ${i}\n\n[x](no.md)\n`),
  'chapters of one title': n => chapters(n, () => '# Same\n\nSaid.\n', '# Same\n'),
  'chapters that state one thing': n => chapters(n, () => '# 甲法\n\n甲法收敛度 45%。\n', '甲法收敛度 45%。\n'),
  'chapters that state one thing each otherwise': n => chapters(n, i => `# C\n\n甲法收敛度 ${i % 100}%。\n`, '甲法收敛度 45%。\n'),
  'chapters that state things of their own': n => chapters(n, i => `# C\n\n甲${i}法收敛度 45%。\n`, '甲法收敛度 45%。\n'),
  'chapters with a footer': n => chapters(n, i => `# C ${i}\n\nSaid.\n\n---\n\n**最后更新**：2026-01-0${1 + (i % 9)}\n`),
  'chapters that tell of renames': n =>
    chapters(
      n,
      i => `# C\n\nold${i}.md → c${i}.md\n`,
      times(n, i => `[x](old${i}.md)\n\n`),
    ),
  'chapters linked by one': n =>
    chapters(
      n,
      i => `# C ${i}\n`,
      times(n, i => `[x](c${i}.md)\n\n`),
    ),
  'chapters linked nearly by one': n =>
    chapters(
      n,
      i => `# C ${i}\n`,
      times(n, i => `[x](cc${i}.md)\n\n`),
    ),
  'chapters linked in another case': n =>
    chapters(
      n,
      i => `# C ${i}\n`,
      times(n, i => `[x](C${i}.md)\n\n`),
    ),
  'chapters of one name in many folders': n => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}/page.md`, `# P ${i}\n\n[x](pages.md)\n`])),
    'a.md': '[x](page.md)\n',
  }),
  'chapters of one name, all sought': n => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}/page.md`, `# P ${i}\n`])),
    'a.md': times(n, i => `[x](g${i}/page.md)\n\n`),
  }),
  // No disk takes a path of more than some thousand characters.
  'chapters in deep folders': n => ({
    'a.md': missing(1),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`${`f${i}/`.repeat(20)}c.md`, '[x](../no.md)\n'])),
  }),
  'chapters in ever deeper folders': n => {
    const k = Math.ceil(Math.sqrt(n));
    return Object.fromEntries(Array.from({ length: k }, (_, i) => [`${'f/'.repeat(i)}a.md`, '[x](../no.md)\n']));
  },
  'numbered chapters': n =>
    Object.fromEntries([
      ['a.md', '# A\n'],
      ...Array.from({ length: n }, (_, i) => [`${String(i).padStart(5, '0')}-part.md`, `# ${i + 1} Part\n`]),
    ]),
  'chapters with symbols': n => chapters(n, i => `# C ${i}\n\n- $A$：桥${i}\n`, '$A$ [x](c0.md)\n'),
  'a nav of chapters': n => site(n, { 'mkdocs.yml': `docs_dir: .\nnav:\n${times(n, i => `  - Page ${i}: c${i}.md\n`)}` }),
  'a nav of chapters that are not there': n => ({
    'a.md': '# A\n',
    'mkdocs.yml': `docs_dir: .\nnav:\n${times(n, i => `  - no${i}.md\n`)}`,
  }),
  'a nav in itself': n => ({
    'a.md': '# A\n',
    'mkdocs.yml': `docs_dir: .\nnav:\n${times(Math.ceil(Math.sqrt(2 * n)), i => `${' '.repeat(i + 1)}- P:\n`)}`,
  }),
  'a nav in brackets': n => ({ 'a.md': '# A\n', 'mkdocs.yml': `docs_dir: .\nnav: ${'['.repeat(n)}${']'.repeat(n)}\n` }),
  'a nav, damaged': n => ({ 'a.md': '# A\n', 'mkdocs.yml': `docs_dir: .\nnav:\n${times(n, () => '  - a: [b\n')}` }),
  'a nav of aliases': n => ({ 'a.md': '# A\n', 'mkdocs.yml': `docs_dir: .\nnav:\n  - &a c.md\n${times(n, () => '  - *a\n')}` }),
  sidebars: n =>
    site(n, {
      'docusaurus.config.js': docusaurus,
      'sidebars.js': `export default { docs: [\n${times(n, i => `  'c${i}', // page\n`)}] };\n`,
    }),
  'sidebars of documents that are not there': n => ({
    'a.md': '# A\n',
    'docusaurus.config.js': docusaurus,
    'sidebars.js': `export default { docs: [\n${times(n, i => `  'no${i}',\n`)}] };\n`,
  }),
  'sidebars of categories': n => ({
    'a.md': '# A\n',
    'docusaurus.config.js': docusaurus,
    'sidebars.js': `export default { docs: [\n${times(n, i => `  { type: 'category', label: 'P', items: ['no${i}'] },\n`)}] };\n`,
  }),
  'sidebars in comments': n => ({
    'a.md': '# A\n',
    'docusaurus.config.js': docusaurus,
    'sidebars.js': `export default { docs: [\n${times(n, () => '  /* x\n')}] };\n`,
  }),
  'sidebars in quotes': n => ({
    'a.md': '# A\n',
    'docusaurus.config.js': docusaurus,
    'sidebars.js': `export default {${times(n, () => `'`)}};\n`,
  }),
  'sidebars in braces': n => ({ 'a.md': '# A\n', 'docusaurus.config.js': docusaurus, 'sidebars.js': `export default ${'{a:'.repeat(n)}` }),
  'a summary of chapters': n => site(n, { 'book.toml': '[book]\nsrc = "."\n', 'SUMMARY.md': times(n, i => `- [C ${i}](c${i}.md)\n`) }),
  'chapters that no list names': n => site(n, { 'mkdocs.yml': 'docs_dir: .\nnav:\n  - a.md\n' }),
  'chapters of a site that link each the next': n => ({
    ...site(n, { 'mkdocs.yml': 'docs_dir: .\n' }),
    'a.md': times(n, i => `[x](../c${i}/)\n\n`),
  }),
  'globs to exclude': n => configured({ exclude: Array.from({ length: n }, (_, i) => `x${i}/**`) }, '[x](no.md)\n'),
  'globs of destinations': n => configured({ links: { ignore: Array.from({ length: n }, (_, i) => `y${i}*.md`) } }, missing(10)),
  'globs of destinations, many links': n => configured({ links: { ignore: ['z*.md', '*y.pdf'] } }, missing(n)),
  'globs of many stars': n => configured({ exclude: ['*a'.repeat(n)] }, '[x](no.md)\n'),
  'globs of many braces': n => configured({ exclude: ['{a,b}'.repeat(n)] }, '[x](no.md)\n'),
  'sections that are missing': n => configured({ sections: [{ required: Array.from({ length: n }, (_, i) => `Part ${i}`) }] }, '# A\n'),
  'sections that are there': n =>
    configured(
      { sections: [{ required: Array.from({ length: n }, (_, i) => `P ${i}`) }] },
      times(n, i => `## P ${i}\n\n`),
    ),
  'fields of a footer': n => configured({ footer: { fields: Array.from({ length: n }, (_, i) => `f${i}`) } }, '# A\n'),
  'macros of the configuration': n =>
    configured(
      {
        formulas: {
          macros: Object.fromEntries(
            Array.from({ length: n }, (_, i) => [`\\m${'abcdefghij'[i % 10]!.repeat(1 + Math.floor(i / 10))}`, 'x']),
          ),
        },
      },
      '$\\ma$\n',
    ),
  'metrics of the configuration': n =>
    configured({ claims: { metrics: Array.from({ length: n }, (_, i) => ({ name: `m${i}`, unit: 'ratio' })) } }, 'm1: 45%\n'),
  'settings that mean nothing': n => configured(Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i])), '# A\n'),
  'brackets in the configuration': n => ({ 'a.md': '# A\n', 'concord.json': '['.repeat(n) }),
  'a baseline': n => ({
    'a.md': missing(n),
    'concord.json': '{ "baseline": "accepted.json" }',
    'accepted.json': JSON.stringify({
      accepted: Object.fromEntries(Array.from({ length: n }, (_, i) => [`a.md missing-file {"destination":"no${i}.md"}`, 1])),
    }),
  }),
  'a baseline that nobody needs': n => ({
    'a.md': missing(1),
    'concord.json': '{ "baseline": "accepted.json" }',
    'accepted.json': JSON.stringify({
      accepted: Object.fromEntries(Array.from({ length: n }, (_, i) => [`a.md missing-file {"destination":"no${i}.md"}`, 1])),
    }),
  }),
});
