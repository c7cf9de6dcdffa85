import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultVocabulary } from '../server/claims/vocabulary.ts';
import { extract } from '../server/extract/extract.ts';
import { packed, unpacked } from '../server/model/packed.ts';
import { allParts } from '../server/model/parts.ts';
import { remembering } from '../server/model/remembering.ts';
import { asRows, inFull } from '../server/model/rows.ts';
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

test('any list of objects is the same after it has been rows', () => {
  const key = fc.constantFrom('span', 'content', 'text', 'level', 'start', 'end', '__proto__x');
  const span = fc.record({ start: fc.integer(), end: fc.integer() });
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.constantFrom(null, true, false, undefined),
      span,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.dictionary(key, fc.oneof(span, tie('value'))), { maxLength: 6 }),
      fc.dictionary(key, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value), facts => {
      assert.deepEqual(inFull(JSON.parse(JSON.stringify(asRows(facts)))), plain(facts));
    }),
    { numRuns: 500 },
  );
});

test('what is remembered is what was worked out, of any text and however many there are', () => {
  const reversed = (text: string): string => [...text].reverse().join('');
  const asked = remembering(text => (text.length % 3 === 0 ? null : text.length % 3 === 1 ? text : reversed(text)), 40);
  const right = (text: string) => (text.length % 3 === 0 ? null : text.length % 3 === 1 ? text : reversed(text));
  // Halves of pairs too.
  const text = fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units));
  fc.assert(fc.property(fc.array(text), texts => [...texts, ...texts].every(text => asked(text) === right(text))));
  for (let i = 0; i < 25_000; i++) assert.equal(asked(`heading ${i}`), right(`heading ${i}`));
});
