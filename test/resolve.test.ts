import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract } from '../server/extract/extract.ts';
import { type Configuration, defaults } from '../server/model/configuration.ts';
import { KnowledgeBase } from '../server/model/knowledgeBase.ts';
import type { KbPath } from '../server/model/path.ts';
import { anchorAt, chapterAt, isFreeFragment, namesTo, pageOf, resolve, typeAt } from '../server/model/resolve.ts';

const baseOf = (texts: Readonly<Record<string, string | 'unread' | 'file' | 'ignored'>>) => {
  const kb = new KnowledgeBase(defaults.links);
  for (const [path, text] of Object.entries(texts) as [KbPath, string][])
    kb.apply(path, text === 'unread' || text === 'file' || text === 'ignored' ? text : { path, facts: extract(text) });
  return kb;
};
const at = (path: string) => path as KbPath;
const shown = (from: string, destination: string, links: Configuration['links'] = defaults.links): string => {
  const target = resolve(at(from), destination, links, baseOf({}));
  if (target.where !== 'inside') return target.where;
  const { path, fragment, asFolder } = target;
  return `${path}${asFolder ? '/' : ''}${fragment === undefined ? '' : ` #${fragment}`}`;
};

test('a destination is read as GitHub reads it', () => {
  const cases: readonly (readonly [destination: string, means: string])[] = [
    ['b.md', 'd/b.md'],
    ['./b.md', 'd/b.md'],
    ['../b.md', 'b.md'],
    ['../../b.md', 'above the root'],
    ['/b.md', 'b.md'],
    ['/../b.md', 'above the root'],
    ['e/', 'd/e/'],
    ['..', ''],
    ['../', '/'],
    ['', 'd/a.md'],
    ['?q', 'd/a.md'],
    ['#x', 'd/a.md #x'],
    ['#', 'd/a.md #'],
    ['#a%20b%', 'd/a.md #a b%'],
    ['?q#x', 'd/a.md #x'],
    ['b.md#x', 'd/b.md #x'],
    ['b.md#', 'd/b.md #'],
    ['b.md#x#y', 'd/b.md #x#y'],
    ['b.md?q=#x', 'd/b.md #x'],
    ['b.md?q/', 'd/b.md'],
    ['b.md#x?y', 'd/b.md #x?y'],
    ['%E6%A1%A5.md#%E6%A1%A5', 'd/桥.md #桥'],
    ['b%3Fc.md', 'd/b?c.md'],
    ['b%23c.md', 'd/b#c.md'],
    ['https://x.org', 'outside world'],
    ['HTTPS:x', 'outside world'],
    ['mailto:a@b.org', 'outside world'],
    ['web+x.y-1:z', 'outside world'],
    ['//x.org/b.md', 'outside world'],
    ['C:/b.md', 'd/C:/b.md'],
    ['1a:b.md', 'd/1a:b.md'],
  ];
  for (const [destination, means] of cases) assert.equal(shown('d/a.md', destination), means, destination);
  assert.equal(shown('d/a.md', '/b.md', { ...defaults.links, root: at('docs') }), 'docs/b.md');
  assert.equal(shown('d/a.md', 'b.md', { ...defaults.links, root: at('docs') }), 'd/b.md');
});

test('the anchor that fits exactly is meant; else the first that differs by case or composition alone', () => {
  const kb = baseOf({ 'a.md': '# Doors\n\n<a id="DOORS"></a><a id="Walls"></a><a id="WALLS"></a><a id="cafe\u0301"></a>\n' });
  const cases: readonly (readonly [fragment: string, anchor: string | undefined])[] = [
    ['doors', 'doors'],
    ['DOORS', 'DOORS'],
    ['Doors', 'doors'],
    ['WALLS', 'WALLS'],
    ['walls', 'Walls'],
    ['caf\u00e9', 'cafe\u0301'],
    ['CAF\u00c9', 'cafe\u0301'],
    ['user-content-doors', 'doors'],
    ['user-content-Walls', 'Walls'],
    ['user-content-none', undefined],
    ['none', undefined],
    ['', undefined],
  ];
  for (const [fragment, anchor] of cases) assert.equal(anchorAt(at('a.md'), fragment, kb), anchor, fragment);
  assert.equal(anchorAt(at('b.md'), 'doors', kb), undefined);
});

test('fragments that lead somewhere in any text', () => {
  for (const free of ['', 'top', 'TOP', ':~:text=x', 'L1', 'L12-L30', 'L1C2', 'L1-30', 'L1C2-L3C4']) assert(isFreeFragment(free), free);
  for (const bound of ['tops', 'stop', 'l1', 'L', 'L1-', 'xL1', 'L1x', 'x:~:y', 'L1CC']) assert(!isFreeFragment(bound), bound);
});

test('the page of a folder: its README before other markup, before what a site shows', () => {
  const cases: readonly (readonly [files: readonly string[], page: string | undefined])[] = [
    [['README.md'], 'README.md'],
    [['readme.MD', 'index.md'], 'readme.MD'],
    [['README.rst', 'README.markdown'], 'README.markdown'],
    [['README.rst', 'index.md'], 'README.rst'],
    [['README', 'a.md'], 'README'],
    [['_index.md'], '_index.md'],
    [['index.html'], 'index.html'],
    [['index.txt', 'a.md'], undefined],
    [['README.notes.md'], undefined],
    [['MYREADME.md'], undefined],
  ];
  for (const [files, page] of cases) {
    const kb = baseOf(Object.fromEntries(files.map(name => [`f/${name}`, /\.(?:md|markdown)$/i.test(name) ? '# A' : 'file'])));
    assert.equal(pageOf(at('f'), kb)?.path, page && `f/${page}`, files.join());
    const isChapter = page !== undefined && /\.(?:md|markdown)$/i.test(page);
    assert.equal(chapterAt(at('f'), kb), isChapter ? `f/${page}` : undefined, files.join());
    if (isChapter) assert.deepEqual(namesTo(at(`f/${page}`), undefined, kb), [`f/${page}`, 'f']);
  }
  const kb = baseOf({ 'f/README.md': '# A', 'f/b.md': '# B', 'g/README.md': 'unread' });
  assert.deepEqual(namesTo(at('f/b.md'), undefined, kb), ['f/b.md']);
  assert.equal(chapterAt(at('f/b.md'), kb), 'f/b.md');
  assert.equal(chapterAt(at('g'), kb), undefined);
  assert.equal(chapterAt(at('f/none.md'), kb), undefined);
});

test('what is at a path: the root is always a folder, what lies in something ignored is ignored', () => {
  const kb = baseOf({ 'a.md': '# A', 'd/x.png': 'file', out: 'ignored', 'd/old': 'ignored', 'e/b.md': 'unread' });
  const cases: readonly (readonly [path: string, type: string | undefined])[] = [
    ['', 'folder'],
    ['a.md', 'chapter'],
    ['a.md/b.md', undefined],
    ['d', 'folder'],
    ['d/x.png', 'file'],
    ['d/y.png', undefined],
    ['out', 'ignored'],
    ['out/deep/er.md', 'ignored'],
    ['d/old/x.md', 'ignored'],
    ['e/b.md', 'unread'],
    ['none', undefined],
  ];
  for (const [path, type] of cases) assert.equal(typeAt(at(path), kb), type, path);
  const shut = baseOf({ 'a.md': '# A', '': 'ignored' });
  assert.equal(typeAt(at('none/b.md'), shut), 'ignored');
  assert.equal(typeAt(at('a.md'), shut), 'chapter');
});
