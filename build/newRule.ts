// Begins a rule: `npm run new:rule NAME`, or `npm run new:rule -- NAME --group links`. Writes the rule, its fixture and its pages, and says what is left to do.
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { groups } from '../server/model/rule.ts';
import { generate } from './generate.ts';
import { headings, languages, pageOf } from './rulePages.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { group: { type: 'string', default: 'structure' } } });
const [id = ''] = positionals;
const { group } = values;
const at = (file: string): URL => new URL(`../${file}`, import.meta.url);

const rule = `server/rules/${id}.ts`;
if (!/^[a-z]+(?:-[a-z]+)+$/.test(id)) fail('usage: npm run new:rule NAME, such as missing-file: words of small letters, joined by “-”');
if (!(groups as readonly string[]).includes(group)) fail(`--group is one of ${groups.join(', ')}`);
if (existsSync(at(rule))) fail(`${rule} is there already`);

const name = id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const ruleText = `import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';

export const ${name}: Rule = {
  id: '${id}',
  group: '${group}',
  summary: 'TODO: what it finds, in one line',
  severity: 'warning',
  *check({ facts }) {
    for (const { text, content } of facts.headings) if (text === 'TODO') yield { span: content, message: t('TODO: what is wrong.') };
  },
};
`;
const fixtureText = `===== TODO: what the case shows
=== a.md
# ⟦${id}: TODO⟧

## Something else
`;

const page = ([why, wrong, right, repair, options]: readonly string[], todo: string): string => `# ${id}

<!-- rule: written by npm run generate -->
<!-- /rule -->

## ${why}

${todo}

## ${wrong}

\`\`\`md
# TODO
\`\`\`

## ${right}

\`\`\`md
# Something else
\`\`\`

## ${repair}

${todo}

## ${options}

<!-- options: written by npm run generate -->
<!-- /options -->
`;

writeFileSync(at(rule), ruleText);
writeFileSync(at(`test/rules/${id}.kb`), fixtureText);
for (const language of languages)
  writeFileSync(at(pageOf(id, language)), page(headings[language], language === 'zh' ? '待写。' : 'To be written.'));
const generated = await generate();

console.log(`Written by hand, TODO in each:
  ${rule}  what it finds; its fields (server/model/rule.ts) tell others all that they know of it
  test/rules/${id}.kb  what it finds, and where it is silent: npx tsx --test test/rules.test.ts
  ${languages.map(language => pageOf(id, language)).join(', ')}  why, an example that is wrong and one that is right, how it is repaired
  l10n/bundle.l10n.zh-cn.json  the Chinese of its summary and messages, in the order of the keys
Then once more npm run generate, for the heads of the pages and the lists, and npm run format. It stands in the group “${group}” (--group: ${groups.join(', ')}).
Generated: ${generated.join(', ')}
Tests that say what is missing: npx tsx --test test/rules.test.ts test/declared.test.ts test/rulePages.test.ts test/generated.test.ts test/l10n.test.ts`);

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
