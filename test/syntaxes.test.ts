import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { grammars, written } from '../build/syntaxes.ts';

const require = createRequire(import.meta.url);
const { contributes } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
type Grammar = { readonly path: string; readonly scopeName: string; readonly injectTo?: readonly string[] };
const [mdx, ours]: readonly [Grammar | undefined, readonly Grammar[]] = [
  contributes.grammars.find(({ language }: { language?: string }) => language === 'mdx'),
  contributes.grammars.filter(({ injectTo }: Grammar) => injectTo !== undefined),
];

const theirs = new Map(
  ['markdown', 'html', 'html-derivative'].map(name => {
    const path = require.resolve(`tm-grammars/grammars/${name}.json`);
    return [JSON.parse(readFileSync(path, 'utf8')).scopeName as string, path];
  }),
);

const onigLib = oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer).then(() => ({
  createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
  createOnigString: (text: string) => new oniguruma.OnigString(text),
}));

/** VS Code's own grammar of Markdown with others injected, as VS Code does it. Other languages are left out. */
const registryWith = (injected: typeof ours) =>
  new textmate.Registry({
    onigLib,
    loadGrammar: async scope => {
      const own = [...injected, mdx!].find(({ scopeName }) => scopeName === scope);
      const url = own ? new URL(`../${own.path}`, import.meta.url) : theirs.get(scope);
      return url === undefined ? null : textmate.parseRawGrammar(readFileSync(url, 'utf8'), 'grammar.json');
    },
    // What is injected into a scope is so into those below it.
    getInjections: scope => (/^text\.html\.markdown\b/.test(scope) ? injected.map(({ scopeName }) => scopeName) : undefined),
  });
const registry = registryWith(ours);

/** The text with every run in one of our scopes in brackets, the scope before it. */
async function marked(text: string, scope = 'text.html.markdown'): Promise<string> {
  const grammar = (await registry.loadGrammar(scope))!;
  let stack = textmate.INITIAL;
  const lines = text.split('\n').map(line => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => {
        const own = scopes.find(scope => scope.startsWith('concord.'));
        const part = line.slice(startIndex, endIndex);
        return own === undefined ? part : `⟦${own.split('.').at(-2)}: ${part}⟧`;
      })
      .join('');
  });
  return lines.join('\n');
}

const folder = new URL('./syntaxes/', import.meta.url);
for (const file of readdirSync(folder)) {
  test(`marks in ${file}`, async () => {
    const expected = readFileSync(new URL(file, folder), 'utf8');
    const text = expected.replace(/⟦\w+: ([^⟧]*)⟧/gu, '$1');
    assert.equal(await marked(text), expected);
    assert.equal(await marked(text, mdx?.scopeName), expected, 'in MDX');
  });
}

test('the marks know the words of claims', () => {
  for (const [file, grammar] of Object.entries(grammars))
    assert.equal(
      readFileSync(new URL(`../syntaxes/${file}`, import.meta.url), 'utf8'),
      written(grammar),
      `${file}: npx tsx build/syntaxes.ts`,
    );
});

test('what marks look like stands in one setting, and is no colour', () => {
  const { textMateRules } = contributes.configurationDefaults['editor.tokenColorCustomizations'];
  for (const { scope, settings } of textMateRules) {
    assert.deepEqual(Object.keys(settings), ['fontStyle']);
    for (const name of [scope].flat()) assert.match(name, /^concord\./);
  }
});

test('no line takes many times as long as without the marks', async () => {
  const [plain, grammar] = [
    (await registryWith([]).loadGrammar('text.html.markdown'))!,
    (await registry.loadGrammar('text.html.markdown'))!,
  ];
  const hostile = [
    '收敛度'.repeat(3000),
    `收敛度${'*'.repeat(5000)}`,
    '95%'.repeat(3000),
    `| ${'收敛度 | '.repeat(1500)}`,
    '★'.repeat(8000),
    '03.'.repeat(4000),
    'L4-L'.repeat(3000),
  ];
  const cost = (line: string, by: textmate.IGrammar): number => {
    by.tokenizeLine('x', textmate.INITIAL);
    const before = process.cpuUsage();
    by.tokenizeLine(line, textmate.INITIAL);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  for (const line of hostile) {
    const [without, withOurs] = [cost(line, plain), cost(line, grammar)];
    assert.ok(withOurs < 8 * without + 300, `${line.slice(0, 12)}: ${without} ms without the marks, ${withOurs} ms with them`);
  }
});
