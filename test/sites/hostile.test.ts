import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultVocabulary } from '../../server/claims/vocabulary.ts';
import { extract } from '../../server/extract/extract.ts';
import type { Dialect } from '../../server/model/site.ts';
import { Script } from '../../server/sites/script.ts';

const dialect: Dialect = {
  anchors: { scheme: 'python-markdown' },
  ids: ['heading', 'block', 'comment', 'target', 'term', 'caret'],
  includes: ['snippet', 'comment', 'import', 'braces', 'shortcode'],
  hasPageFacts: true,
};

const read = (text: string) => () => extract(text, new Set(), defaultVocabulary(), dialect);

/** In milliseconds, the least of three. */
function cpuOf(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const texts: Readonly<Record<string, (n: number) => string>> = {
  'signs of ids': n => `# {${'#'.repeat(n)}\n\n## a ${'#'.repeat(n)} x\n`,
  'an id that nothing closes': n => `{#${'a'.repeat(n)}\n\n# a {#${'a'.repeat(n)}\n`,
  'blanks before attributes': n => `# a${' '.repeat(n)}{#b}\n\n# a${' '.repeat(n)}}\n`,
  'opened attributes': n => `# ${'{ '.repeat(n)}}\n\n${'{: '.repeat(n)}\n`,
  'attributes in a row': n => `# a {${'.b '.repeat(n)}}\n`,
  'headings in a body': n => `!!! note\n\n    # a ${'# '.repeat(n)}x\n`,
  'bodies in bodies': n => Array.from({ length: Math.ceil(n / 50) }, (_, i) => `${' '.repeat(4 * (i % 40))}!!! note\n`).join(''),
  'terms and definitions': n => 'a\n: b\n\n'.repeat(n / 8),
  'equal headings': n => '# a\n\n'.repeat(n / 8),
  partials: n => `${'<!--@include: '.repeat(n / 8)}\n\n${'{{#include '.repeat(n / 8)}\n\n${'{{< include '.repeat(n / 8)}\n`,
  'front matter': n => `---\naliases:\n${'  - a\n'.repeat(n / 8)}slug: [${'a, '.repeat(n / 8)}\n---\n\n# a\n`,
};

describe('what only sites understand is read in time that grows with the text', () => {
  for (const [name, make] of Object.entries(texts))
    it(name, () => {
      const [one, four] = [2_000, 8_000].map(n => cpuOf(read(make(n)))) as [number, number];
      assert(four < 10 * one + 60, `${one} ms, ${four} ms`);
    });

  it('configuration in JavaScript', () => {
    const make = (n: number) => `${'/* '.repeat(n)}${'docs: { '.repeat(n)}`;
    const run = (n: number) => () => [...new Script(make(n)).each(/docs\s*:/g)];
    const [one, four] = [1_000, 4_000].map(n => cpuOf(run(n))) as [number, number];
    assert(four < 20 * one + 100, `${one} ms, ${four} ms`);
  });
});
