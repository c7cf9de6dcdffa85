import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { schemaOf } from '../server/config/schema.ts';
import { rules } from '../server/rules/index.ts';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (file: string): string => readFileSync(join(project, file), 'utf8');
const bundle: Record<string, string> = JSON.parse(read('l10n/bundle.l10n.zh-cn.json'));

/** The sources that speak to people. */
const sources = ['server', 'client'].flatMap(folder =>
  readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name).slice(project.length + 1)),
);

/** What `t(` and `l10n.t(` are given first: the text when it is written there, else the expression. */
function translated(source: string): { text?: string; expression: string }[] {
  const calls = source.matchAll(
    /(?<![\w.'"`])(?:l10n\.)?t\(\s*((?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)(?=\s*[,)])|[^,)]*)/g,
  );
  return [...calls].map(([, argument]) => {
    const expression = argument!.trim();
    const isLiteral = /^['"`]/.test(expression) && !expression.includes('${');
    return isLiteral ? { expression, text: unquoted(expression) } : { expression };
  });
}

const unquoted = (literal: string): string =>
  literal.slice(1, -1).replace(/\\(u\{?[0-9a-f]+\}?|.)/gi, (_whole, escaped: string) => {
    if (escaped.length > 1) return String.fromCodePoint(Number.parseInt(escaped.replace(/[u{}]/g, ''), 16));
    return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
  });

/** Texts that are no literal where they are translated: those that data brings, and the keys by which they are known. */
function described(): Set<string> {
  const texts = new Set(rules.flatMap(({ summary, statements }) => [summary, ...Object.values(statements?.classes ?? {})]));
  schemaOf(rules, text => {
    texts.add(text);
    return text;
  });
  return texts;
}

const literals = new Set(sources.flatMap(file => translated(read(file)).flatMap(({ text }) => text ?? [])));
const needed = new Set([...literals, ...described()]);
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('every text that a person reads', () => {
  it('is found in the sources', () => {
    assert(literals.size > 40, `only ${literals.size}`);
    // What else is translated comes from the rules' summaries or the schema.
    const others = sources.flatMap(file =>
      translated(read(file)).flatMap(({ text, expression }) => (text === undefined ? `${file}: ${expression}` : [])),
    );
    assert.deepEqual(
      others.filter(other => !/: (?:summary|text|rule\.summary|description|title)$/.test(other)),
      [],
    );
  });

  it('has its Chinese', () => assert.deepEqual([...needed].filter(text => !(text in bundle)).sort(), []));

  it('has the same placeholders in both languages', () => {
    for (const [english, chinese] of Object.entries(bundle)) assert.deepEqual(placeholders(chinese), placeholders(english), english);
    // “{{0}}” would stay as it is.
    for (const text of needed) assert.doesNotMatch(text, /\{\{/);
  });

  it('is really said: no translation is left over', () =>
    assert.deepEqual(
      Object.keys(bundle)
        .filter(text => !needed.has(text))
        .sort(),
      [],
    ));

  it('is Chinese there', () => {
    for (const [english, chinese] of Object.entries(bundle))
      if (/[a-z]{2}/.test(english)) assert.match(chinese, /\p{Script=Han}/u, english);
  });

  it('stands in the bundle in order', () => {
    const keys = Object.keys(bundle);
    assert.deepEqual(
      keys,
      [...keys].sort((a, b) => (a < b ? -1 : 1)),
    );
  });

  it('is set as Chinese is: full-width punctuation, a space between Chinese and Latin letters or numbers', () => {
    const flaws = Object.values<string>({ ...bundle, ...JSON.parse(read('package.nls.zh-cn.json')) }).flatMap(chinese => {
      const prose = chinese.replace(/“[^”]*”|\*[^*]*\*|`[^`]*`/g, '“”');
      return [
        ...prose.matchAll(
          /\p{Script=Han}[A-Za-z\d]|[A-Za-z\d]\p{Script=Han}|\p{Script=Han}[,;:!?()"]|[,;:!?()"]\p{Script=Han}|\p{Script=Han}\.(?!\.)/gu,
        ),
      ].map(([at]) => `${at}: ${chinese}`);
    });
    assert.deepEqual(flaws, []);
  });
});

describe('a Chinese text', () => {
  const full: Readonly<Record<string, string>> = { '.': '。', '?': '？', ':': '：', '…': '…' };

  it('ends as the English one does', () => {
    const end = (text: string, marks: string) => (marks.includes(text.at(-1)!) ? text.at(-1) : undefined);
    const flaws = Object.entries(bundle).filter(([english, chinese]) => {
      const wanted = end(english, '.?:…');
      return end(chinese, '。？：….?:') !== (wanted && full[wanted]);
    });
    assert.deepEqual(flaws, []);
  });
});

describe('the manifest', () => {
  const english: Record<string, string> = JSON.parse(read('package.nls.json'));
  const chinese: Record<string, string> = JSON.parse(read('package.nls.zh-cn.json'));
  const manifest = read('package.json');

  it('speaks both languages', () => assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort()));

  it('says every text of its', () => {
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
  });

  it('has no text of its own that a person reads', () => {
    const own = [...manifest.matchAll(/"(?:title|description|markdownDescription|displayName)": "(?!%)([^"]*)"/g)].map(([, text]) => text);
    // A name is the same in every language.
    assert.deepEqual(
      [...new Set(own)].filter(text => text !== 'Concord'),
      [],
    );
  });
});
