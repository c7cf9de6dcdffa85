import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decode, type Encoding, encode } from '../server/host/encoding.ts';

const marked: readonly Encoding[] = ['utf-8 with BOM', 'utf-16le', 'utf-16be'];

/** Well-formed text without NUL, which no Markdown has. */
const text = fc.string({ unit: 'binary' }).map(s => s.replaceAll('\0', ' '));

test('a text with a byte order mark comes back as it was, in its encoding', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...marked), (original, encoding) => {
      assert.deepEqual(decode(encode(original, encoding)), { text: original, encoding, damaged: original.includes('\uFFFD') });
    }),
  );
});

test('UTF-8 without a mark comes back as it was', () => {
  fc.assert(
    fc.property(text, original => {
      fc.pre(!original.startsWith('\uFEFF'));
      assert.deepEqual(decode(encode(original, 'utf-8')), { text: original, encoding: 'utf-8', damaged: original.includes('\uFFFD') });
    }),
  );
});

test('any bytes that are not damaged are written back byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const { text, encoding, damaged } = decode(bytes);
      if (!damaged) assert.deepEqual(encode(text, encoding), bytes);
    }),
    { numRuns: 2000 },
  );
});

for (const encoding of ['utf-16le without BOM', 'utf-16be without BOM'] as const) {
  test(`${encoding} is known by its zeros, also where 一 has one on the other side`, () => {
    const original = '# 一、概述\n\n一座桥，一个拱，见 [二](b.md)。\n';
    assert.deepEqual(decode(encode(original, encoding)), { text: original, encoding, damaged: false });
  });
}

test('invalid UTF-8, half a character, lone surrogates and an odd byte are damage', () => {
  for (const bytes of [
    [0x61, 0xff, 0x62],
    [0xe4, 0xb8],
    [0xff, 0xfe, 0x41, 0x00, 0xd8],
    [0xff, 0xfe, 0x00, 0xd8],
    [0xfe, 0xff, 0x00, 0x41, 0x00],
  ]) {
    assert(decode(new Uint8Array(bytes)).damaged, JSON.stringify(bytes));
  }
});

test('a byte order mark inside the text is text', () => {
  assert.equal(decode(encode('a\uFEFFb', 'utf-8')).text, 'a\uFEFFb');
  assert.equal(decode(encode('\uFEFFa', 'utf-8 with BOM')).text, '\uFEFFa');
});
