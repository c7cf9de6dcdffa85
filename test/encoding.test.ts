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
      assert.deepEqual(decode(encode(original, encoding)), { text: original, encoding, damaged: false });
    }),
  );
});

test('UTF-8 without a mark comes back as it was', () => {
  fc.assert(
    fc.property(text, original => {
      fc.pre(!original.startsWith('\uFEFF'));
      assert.deepEqual(decode(encode(original, 'utf-8')), { text: original, encoding: 'utf-8', damaged: false });
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

test('only bytes that are no character for certain make a file one of another encoding, from the line where they stand', () => {
  const lineOf = (bytes: readonly number[] | Uint8Array) => decode(Uint8Array.from(bytes)).invalidLine;
  // 桥梁 in GBK, Big5 and Shift-JIS, é in Latin-1, an image.
  const foreign = [[0xc7, 0xc5, 0xc1, 0xba], [0xbe, 0xf4, 0xb1, 0xe7], [0x8b, 0xb4, 0x97, 0xc0], [0xe9], [0x89, 0x50, 0x4e, 0x47]];
  for (const bytes of foreign) {
    assert.equal(lineOf(bytes), 1);
    for (const end of ['\n', '\r\n', '\r'])
      assert.equal(lineOf([...encode(`# 桥${end}${end}`, 'utf-8'), ...bytes, ...encode(`${end}x`, 'utf-8')]), 3, JSON.stringify(end));
  }
  assert.equal(lineOf([0xe4, 0xb8]), 1);
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    assert.equal(lineOf(encode('a\r\nb\n\ud800\nc', encoding)), 3);
    assert.equal(lineOf([...encode('a\nb', encoding), 1]), 2);
    assert.equal(lineOf(encode('a\n\uFFFD 桥', encoding)), undefined);
  }
  for (const text of ['', 'a\n桥', '\uFFFD', 'a\n\uFFFD\n', 'a\0b', '\uFEFFa'])
    assert.equal(lineOf(encode(text, 'utf-8')), undefined, JSON.stringify(text));
});

test('the line of the first byte that is none is found in long files, whatever lines they have', () => {
  for (const line of ['', 'x', '桥'.repeat(400), 'x'.repeat(100_000)]) {
    const before = `${line}\n`.repeat(Math.ceil(200_000 / (line.length + 1)));
    const bytes = (end: string) => Uint8Array.from([...encode(before, 'utf-8'), 0xff, ...encode(end, 'utf-8')]);
    for (const end of ['', '\n', `\n${before}`]) assert.equal(decode(bytes(end)).invalidLine, before.split('\n').length, line.slice(0, 9));
  }
});

test('Latin text in UTF-16 without a mark is no UTF-8 with many zeros', () => {
  for (const encoding of ['utf-16le without BOM', 'utf-16be without BOM'] as const)
    assert.equal(decode(encode('# Ovens and ashes\n', encoding)).text, '# Ovens and ashes\n');
});

test('a few zeros do not make UTF-8 another encoding', () => {
  for (const text of ['# Bridge\n\nA zero \0 in it\n', '# 桥\n\0\n', `\0\0${'桥'.repeat(50)}`])
    assert.deepEqual(decode(encode(text, 'utf-8')), { text, encoding: 'utf-8', damaged: true });
});

test('a byte order mark inside the text is text', () => {
  assert.equal(decode(encode('a\uFEFFb', 'utf-8')).text, 'a\uFEFFb');
  assert.equal(decode(encode('\uFEFFa', 'utf-8 with BOM')).text, '\uFEFFa');
});

test('what is mostly zeros is neither UTF-8 nor UTF-16', () => {
  const original = '# 拱桥\n\n[x](y.md)\n';
  for (const isLittle of [true, false])
    for (const mark of ['', '\uFEFF']) {
      const characters = [...mark, ...original];
      const view = new DataView(new ArrayBuffer(characters.length * 4));
      for (const [i, character] of characters.entries()) view.setUint32(i * 4, character.codePointAt(0)!, isLittle);
      assert.equal(decode(new Uint8Array(view.buffer)).invalidLine, 1);
    }
});
