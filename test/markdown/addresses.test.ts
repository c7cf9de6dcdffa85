import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../server/markdown/parse.ts';
import { differenceFromRemark } from './compare.ts';
import { randomFrom } from './edits.ts';

/** What addresses are made of, what ends them, and what stands around them. */
const parts = [
  ...[
    'www.',
    'WWW.',
    'http://',
    'https://',
    'Https://',
    'mailto:',
    'xmpp:',
    'a.b@c.de',
    'www.a.b',
    'https://a.b/c',
    '@',
    '@',
    'a',
    'b',
    'c1',
  ],
  ...[
    '.',
    '.',
    '-',
    '_',
    '_',
    '+',
    '/',
    ':',
    '(',
    ')',
    '!',
    '?',
    '"',
    "'",
    ',',
    ';',
    '&',
    '&amp;',
    '&lt',
    '<',
    '>',
    '{',
    '=',
    '#',
    '~',
    '*',
    '**',
  ],
  ...[
    '[',
    '[',
    ']',
    '](x)',
    '![',
    '](',
    '[x]',
    '[^f]',
    '`c`',
    '\\',
    '\\_',
    '\\@',
    '\\|',
    '<br>',

    '桥',
    '。',
    '，',
    '\u3000',
    '\u00a0',
    '😀',
  ],
  ...[' ', ' ', ' ', '\n', '\r\n', '  \n', '\t', '\u007f', '\u0001', '\u2028'],
];

const inOneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

const places: readonly ((text: string) => string)[] = [
  text => text,
  text => `${text}\n\n[x]: y\n\n[^f]: z\n`,
  text => `# ${inOneLine(text)}`,
  text => `- ${text.replaceAll('\n', '\n  ')}`,
  text => `- [ ] ${text}`,
  text => `> ${text.replaceAll('\n', '\n> ')}`,
  text => `| a | b |\n|---|---|\n| ${inOneLine(text)} | ${inOneLine(text)}|\n`,
];

test('bare addresses are read as remark reads them, wherever they stand and whatever stands around them', () => {
  const next = randomFrom(31);
  const random = (below: number): number => Math.floor(next() * below);
  const oneOf = <T>(values: readonly T[]): T => values[random(values.length)]!;
  for (let n = 0; n < 3000; n++) {
    const few = Array.from({ length: 3 + random(9) }, () => oneOf(parts));
    const text = Array.from({ length: 2 + random(12) }, () => oneOf(few)).join('');
    const chapter = oneOf(places)(text);
    assert.equal(differenceFromRemark(parse(chapter)), undefined, JSON.stringify(chapter));
  }
});

for (const [what, text] of [
  ['mail addresses', 'a.b@c.example '],
  ['names without a domain', 'a.b@c- a@ @b a@b.1 '],
  ['addresses of pages', 'see https://a.example/b_(c), www.a.example. 桥 http://a.b。'],
  ['what is no address', 'http:// https://. www. awww.a _www._ '],
  ['addresses in brackets that are no link', '[www.a.example] (a@b.example) '],
] as const) {
  test(`remark is not asked for ${what}`, () => {
    const parsed = parse(`${text.repeat(20)}end\n`);
    assert.equal(differenceFromRemark(parsed), undefined);
    for (const { piece } of parsed.pieces) assert.equal((piece as { declined?: number }).declined, 0);
  });
}
