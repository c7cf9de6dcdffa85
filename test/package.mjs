// Builds concord-kb.vsix, and says when it holds more or less than it should.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createVSIX, listFiles } from '@vscode/vsce';

const packagePath = 'concord-kb.vsix';
const limit = 2_500_000;
/** All that may be shipped. */
const allowed =
  /^(dist\/[\w.-]+\.(js|json|txt)|l10n\/[\w.-]+\.json|docs\/rules\/[\w.-]+\.md|syntaxes\/[\w.-]+\.json|package(\.nls(\.zh-cn)?)?\.json|README\.md|CHANGELOG\.md|LICENSE|images\/(icon\.png|convergence\.svg|walkthrough\/[\w.-]+\.svg)|test\/example\/.*)$/;
const required = [
  ...['client', 'server', 'worker', 'formula', 'katex', 'remark', 'cli'].map(name => `dist/${name}.js`),
  ...['concord.schema.json', 'package.json', 'THIRD-PARTY-NOTICES.txt'].map(name => `dist/${name}`),
  ...['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'syntaxes/formula.tmLanguage.json', 'l10n/bundle.l10n.zh-cn.json'],
  ...readdirSync('docs/rules').map(name => `docs/rules/${name}`),
  ...readdirSync('images/walkthrough').map(name => `images/walkthrough/${name}`),
  ...readdirSync('test/example', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath ?? entry.path}/${entry.name}`),
  ...['images/convergence.svg', 'images/icon.png', 'README.md', 'CHANGELOG.md', 'LICENSE'],
];

// Made beside its place and moved there when it is right: others may be installing it.
const partial = `.cache/${process.pid}.vsix`;
mkdirSync('.cache', { recursive: true });
try {
  await createVSIX({ packagePath: partial, dependencies: false });
  const files = await listFiles({ dependencies: false });
  const { length } = readFileSync(partial);
  const problems = [
    ...files.filter(file => !allowed.test(file)).map(file => `${file} should not be shipped`),
    ...required.filter(file => !files.includes(file)).map(file => `${file} is missing`),
    ...files.filter(file => file.endsWith('.js') && speaksToTheNetwork(file)).map(file => `${file} can reach the network`),
    ...(length > limit ? [`${length} bytes are more than ${limit}`] : []),
  ];
  for (const problem of problems) console.error(`${packagePath}: ${problem}`);
  if (problems.length === 0) renameSync(partial, packagePath);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(partial, { force: true });
}

/** Concord works on the files at hand only: no bundle may bring what speaks HTTP, resolves names or encrypts connections. */
function speaksToTheNetwork(file) {
  // The bundler may have renamed `require`.
  return /\(["'](node:)?(https?|http2|dns|tls|dgram|inspector)(\/promises)?["']\)/.test(readFileSync(file, 'utf8'));
}
