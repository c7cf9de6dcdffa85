import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import en from '../../server/language/lexicon/en.json' with { type: 'json' };
import zh from '../../server/language/lexicon/zh.json' with { type: 'json' };

const folders = ['language', 'arithmetic', 'claims'].map(name => new URL(`../../server/${name}/`, import.meta.url));

test('words of a language stand in the lexicon, not in the code', () => {
  const files = folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(name => (name.endsWith('.ts') ? new URL(name, folder) : [])),
  );
  const spoken = files.filter(file => /\p{Script=Han}/u.test(withoutComments(readFileSync(file, 'utf8'))));
  assert.deepEqual(spoken.map(String), []);
});

test('every language has a place for each role, and every word can be read', () => {
  assert.deepEqual(Object.keys(en), Object.keys(zh));
  for (const words of [...Object.values(en), ...Object.values(zh)] as string[][]) {
    assert.equal(new Set(words).size, words.length, String(words));
    for (const word of words) assert.doesNotThrow(() => new RegExp(word.replace(/\*$/, ''), 'iu'), word);
  }
});

/** Nor examples, which are in both languages. */
const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^ {2}examples: \{$[\s\S]*?^ {2}\},$/gm, '');
