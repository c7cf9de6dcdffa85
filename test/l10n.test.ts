import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '../server/rules/index.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const json = (path: string): Record<string, string> => JSON.parse(read(path));

/** Every string that is given to be translated, in the client and the server, and what the rules say of themselves. */
function spoken(): Set<string> {
  const texts = new Set(rules.map(rule => rule.summary));
  for (const folder of ['client', 'server']) {
    for (const file of readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      for (const [, literal = ''] of read(`${folder}/${file}`).matchAll(
        /\b(?:t|translate|globs|strings)\(\s*('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")/g,
      )) {
        texts.add(
          JSON.parse(literal.startsWith("'") ? `"${literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"` : literal),
        );
      }
    }
  }
  return texts;
}

const placeholders = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([placeholder]) => placeholder).sort();

test('every message has its Chinese, and there is no Chinese without a message', () => {
  const chinese = json('l10n/bundle.l10n.zh-cn.json');
  const texts = spoken();
  assert.deepEqual([...texts].filter(text => !(text in chinese)).sort(), [], 'without Chinese');
  assert.deepEqual(
    Object.keys(chinese)
      .filter(text => !texts.has(text))
      .sort(),
    [],
    'said nowhere',
  );
  for (const [text, translation] of Object.entries(chinese)) {
    assert.deepEqual(placeholders(translation), placeholders(text), text);
    if (/[a-z]{2}/.test(text)) assert.match(translation, /\p{Script=Han}/u, text);
  }
});

test('the manifest speaks both languages', () => {
  const manifest = new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
  assert.deepEqual(new Set(Object.keys(json('package.nls.json'))), manifest);
  assert.deepEqual(new Set(Object.keys(json('package.nls.zh-cn.json'))), manifest);
});
