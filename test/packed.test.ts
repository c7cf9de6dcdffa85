import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultVocabulary } from '../server/claims/vocabulary.ts';
import { extract } from '../server/extract/extract.ts';
import { packed, unpacked } from '../server/model/packed.ts';
import { allParts } from '../server/model/parts.ts';
import { exampleHost } from './exampleBase.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('facts are the same after packing, whatever part is asked for first', () => {
  const host = exampleHost();
  const chapters = [...host.files.keys()].filter(path => path.endsWith('.md') && host.files.get(path) !== 'ignored');
  assert(chapters.length > 10);
  for (const path of chapters) {
    const text = host.read('', path)?.text ?? '';
    const facts = extract(text, allParts, defaultVocabulary());
    const bytes = packed(facts);
    for (const name in facts)
      assert.deepEqual(unpacked(bytes)[name as keyof typeof facts], plain(facts[name as keyof typeof facts]), `${name} of ${path}`);
    assert.deepEqual(packed(unpacked(bytes)), bytes, path);
  }
});
