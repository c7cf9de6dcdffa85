import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract } from '../server/extract/extract.ts';
import { defaults } from '../server/model/configuration.ts';
import { KnowledgeBase } from '../server/model/knowledgeBase.ts';
import type { KbPath } from '../server/model/path.ts';
import { searchHeadings } from '../server/model/search.ts';

const baseOf = (texts: Readonly<Record<string, string>>): KnowledgeBase => {
  const kb = new KnowledgeBase(defaults.links);
  for (const [path, text] of Object.entries(texts) as [KbPath, string][]) kb.apply(path, { path, facts: extract(text) });
  return kb;
};

test('headings are found by words in any order and case; those that begin with the first come first, then the shorter', () => {
  const kb = baseOf({
    'b.md': '# Stone Ovens\n\n## The oven\n\n## Oven doors\n',
    'a.md': '# Ovens of Stone\n\n## Oven\n\n## 砖 Oven\n\n## Oven\n\n## Flues\n',
  });
  kb.apply('x.png' as KbPath, 'file');
  const found = (query: string, most = 100) => {
    const { found, more } = searchHeadings(kb, query, most);
    return [...found.map(({ path, index, text, anchor }) => `${path}:${index} ${text} #${anchor}`), ...(more ? ['…'] : [])];
  };
  const ovens = [
    'a.md:1 Oven #oven',
    'a.md:3 Oven #oven-1',
    'b.md:2 Oven doors #oven-doors',
    'a.md:0 Ovens of Stone #ovens-of-stone',
    'a.md:2 砖 Oven #砖-oven',
    'b.md:1 The oven #the-oven',
    'b.md:0 Stone Ovens #stone-ovens',
  ];
  assert.deepEqual(found('oven'), ovens);
  assert.deepEqual(found('  OVEN '), ovens);
  assert.deepEqual(found('stone oven'), [ovens[6], ovens[3]]);
  assert.deepEqual(found('oven stone'), [ovens[3], ovens[6]]);
  assert.deepEqual(found('oven flues'), []);
  assert.deepEqual(found('砖'), [ovens[4]]);
  assert.deepEqual(found('oven', 7), ovens);
  assert.deepEqual(found('oven', 6), [...ovens.slice(0, 6), '…']);
  assert.deepEqual(found('oven', 1), [ovens[0], '…']);
  assert.equal(found('').length, 8);
});

test('of very many headings the first are the same, whatever is cut on the way', () => {
  const titles = (chapter: number) =>
    Array.from({ length: 40 }, (_, i) => `## ${'x'.repeat(((i * 7 + chapter * 11) % 40) + 1)} kiln`).join('\n\n');
  const kb = baseOf(Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.md`, `${titles(i)}\n`])));
  const all = searchHeadings(kb, 'kiln', 1000).found;
  assert.equal(all.length, 240);
  for (const most of [1, 5, 30]) {
    const { found, more } = searchHeadings(kb, 'kiln', most);
    assert.deepEqual([found, more], [all.slice(0, most), true]);
  }
});
