// Writes all that is made from the rules and from the vocabulary of claims: the list of rules, what the rules know of their own pages, the tables of rules and the pictures in the README, all addresses of the repository, the grammars.
//   npm run generate           writes what is out of date
// A test (test/generated.test.ts) fails when something is. The schema of `concord.json` is made by build.mjs, with every build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groups, type Rule } from '../server/model/rule.ts';
import { gallery } from './pictures.ts';
import { addressed, repositoryOf } from './repository.ts';
import { headOf, languages, listOf, optionsOf, pageOf } from './rulePages.ts';
import { grammars, written } from './syntaxes.ts';

const project = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, project), 'utf8');

/** The files that are out of date, and what should stand in them. Throws where a page, or the place for something in one, is missing. */
export async function outdated(): Promise<ReadonlyMap<string, string>> {
  const found = await allRules();
  const rules = found.map(({ rule }) => rule);
  const made = new Map<string, string>([['server/rules/index.ts', indexOf(found)]]);
  let readme = read('README.md');
  const repository = repositoryOf(JSON.parse(read('package.json')));
  for (const language of languages) {
    readme = filled(readme, `pictures ${language}`, gallery(language, repository), 'README.md');
    readme = filled(readme, `rules ${language}`, listOf(rules, language), 'README.md');
    for (const rule of rules) {
      const file = pageOf(rule.id, language);
      const page = filled(read(file), 'rule', headOf(rule, language), file);
      made.set(file, filled(page, 'options', optionsOf(rule, language), file));
    }
  }
  made.set('README.md', readme);
  made.set('package.json', addressed(read('package.json')));
  const ci = read('docs/ci.md');
  made.set(
    'docs/ci.md',
    ci.replace(/(?<=uses: )(?!actions\/)[\w.-]+\/[\w.-]+(?=@)|(?<=https:\/\/github\.com\/)[\w.-]+\/[\w.-]+/g, repository.name),
  );
  for (const [file, grammar] of Object.entries(grammars)) made.set(`syntaxes/${file}`, written(grammar));
  return new Map([...made].filter(([file, text]) => read(file) !== text));
}

interface Found {
  readonly rule: Rule;
  readonly name: string;
}

/** Each file of `server/rules` that is named after the rule in it, by group and then by name. */
async function allRules(): Promise<Found[]> {
  const found: Found[] = [];
  for (const file of readdirSync(new URL('server/rules/', project)).filter(name => name.endsWith('.ts') && name !== 'index.ts')) {
    const exported: Record<string, unknown> = await import(new URL(`server/rules/${file}`, project).href);
    for (const [name, value] of Object.entries(exported)) {
      const rule = value as Rule;
      if (rule?.id === file.slice(0, -'.ts'.length) && typeof rule.check === 'function') found.push({ rule, name });
    }
  }
  const place = ({ rule }: Found) => groups.indexOf(rule.group);
  return found.sort((a, b) => place(a) - place(b) || (a.rule.id < b.rule.id ? -1 : 1));
}

const indexOf = (found: readonly Found[]): string => `// Written by \`npm run generate\`.
import type { Rule } from '../model/rule.ts';
${found
  .toSorted((a, b) => (a.rule.id < b.rule.id ? -1 : 1))
  .map(({ rule: { id }, name }) => `import { ${name} } from './${id}.ts';\n`)
  .join('')}
/** Every rule, in the order in which settings and documentation list them. */
export const rules: readonly Rule[] = [
${found.map(({ name }) => `  ${name},\n`).join('')}];
`;

/** A text with the lines between two marks replaced. */
function filled(text: string, name: string, by: string, file: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run generate -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks “${begin}” with “${end}” below it.`);
  return `${text.slice(0, from + begin.length)}\n\n${by}\n\n${text.slice(to)}`;
}

/** Writes what is out of date; answers which files. */
export async function generate(): Promise<string[]> {
  const files = await outdated();
  for (const [file, text] of files) writeFileSync(new URL(file, project), text);
  return [...files.keys()];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const file of await generate()) console.log(file);
