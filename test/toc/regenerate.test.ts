import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../server/extract/extract.ts';
import { defaults } from '../../server/model/configuration.ts';
import { applied } from '../../server/model/fix.ts';
import { compare } from '../../server/toc/compare.ts';
import { regenerated } from '../../server/toc/regenerate.ts';
import { isStale } from '../../server/toc/report.ts';
import { tablesOf } from '../../server/toc/table.ts';

const words = [
  '甲',
  '乙',
  '丙',
  '3.1 拱',
  '四、梁',
  'A & B',
  '`x < y`',
  '**粗**',
  '$a_1$',
  '🎯 目标',
  'Same',
  'Same',
  '[x] y',
  'a ] b',
  '<b>t</b> u',
];
const heading = fc.record({ level: fc.integer({ min: 2, max: 5 }), text: fc.constantFrom(...words) });
const outline = fc.array(heading, { minLength: 1, maxLength: 14 });
const manner = fc.record({
  bullet: fc.constantFrom('-', '*', '+', '1.', '1)'),
  unit: fc.constantFrom(2, 3, 4),
  depth: fc.integer({ min: 2, max: 6 }),
  newline: fc.constantFrom('\n', '\r\n'),
  loose: fc.boolean(),
  marks: fc.boolean(),
});

type Outline = readonly { readonly level: number; readonly text: string }[];

/** A chapter whose table lists `listed`, and whose headings are `headings`. */
function chapter(
  listed: Outline,
  headings: Outline,
  {
    bullet,
    unit,
    depth,
    newline,
    loose,
    marks,
  }: { bullet: string; unit: number; depth: number; newline: string; loose: boolean; marks: boolean },
): string {
  const wide = Math.max(unit, /\d/.test(bullet) ? 3 : 0);
  const facts = extract(listed.map(({ level, text }) => `${'#'.repeat(level)} ${text}`).join('\n'));
  let before = -1;
  const entries = facts.headings
    .filter(({ level }) => level <= depth)
    .map(({ level, text, source, anchor }) => {
      before = Math.max(0, Math.min(level - 2, before + 1));
      return `${' '.repeat(wide * before)}${bullet} [${source ?? text}](#${anchor})`;
    });
  const list = entries.join(loose ? '\n\n' : '\n');
  const table = marks ? `<!-- toc -->\n\n${list}\n\n<!-- /toc -->` : list;
  const body = headings.map(({ level, text }) => `${'#'.repeat(level)} ${text}\n\n文字。\n`).join('\n');
  return `# 标题\n\n- 别的\n\n## 目录\n\n${table}\n\n---\n\n${body}`.replace(/\n/g, newline);
}

function updated(text: string): string {
  const facts = extract(text);
  const edits = tablesOf(facts, defaults.toc).flatMap(table => regenerated(table, compare(table, facts, defaults.toc), facts, text));
  return applied(text, edits);
}

const stale = (text: string): boolean => {
  const facts = extract(text);
  return tablesOf(facts, defaults.toc).some(table => isStale(compare(table, facts, defaults.toc)));
};

/** The chapter with more headings above its table, some of them listed, and parts of level 1. */
function withAbove(text: string, above: Outline, listedAbove: boolean): string {
  const headings = above.map(({ level, text: title }) => `${'#'.repeat(level)} ${title} 上`).join('\n\n');
  let before = -1;
  const entries = above.map(({ level, text: title }) => {
    before = Math.min(level - 2, before + 1);
    return `${'  '.repeat(before)}- [${title} 上](#没有)`;
  });
  const start = text.indexOf('## 目录');
  const table = text.search(/^ *(?:[-*+]|1[.)]) \[/m);
  return listedAbove && table >= 0
    ? `${text.slice(0, start)}${headings}\n\n${text.slice(start, table)}${entries.join('\n')}\n${text.slice(table)}`
    : `${text.slice(0, start)}${headings}\n\n${text.slice(start)}`;
}

describe('a regenerated table of contents', () => {
  it('is not touched again where headings stand above it and parts of level 1 below', () => {
    const linkable = words.filter(word => word !== 'a ] b');
    const above = fc.array(fc.record({ level: fc.integer({ min: 2, max: 4 }), text: fc.constantFrom(...linkable) }), { maxLength: 4 });
    const parts = fc.array(fc.record({ level: fc.integer({ min: 1, max: 5 }), text: fc.constantFrom(...words) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(parts, parts, above, fc.boolean(), manner, (listed, headings, high, listedAbove, how) => {
        const text = withAbove(chapter(listed, headings, { ...how, newline: '\n' }), high, listedAbove);
        const after = updated(text);
        assert.equal(updated(after), after);
      }),
      { numRuns: 600, seed: 12 },
    );
  });

  it('is right, leads everywhere it says, and is not touched again; nothing outside it is touched at all', () => {
    fc.assert(
      fc.property(outline, outline, manner, (listed, headings, how) => {
        const text = chapter(listed, headings, how);
        const after = updated(text);
        const facts = extract(after);
        const [table] = tablesOf(facts, defaults.toc);
        if (table === undefined) {
          assert.equal(after, text);
          return;
        }
        assert.equal(updated(after), after);
        if (compare(table, facts, defaults.toc).rows.length > 0) assert.equal(stale(after), false, after);
        else assert.equal(after, text);
        if (after === text) return;
        const anchors = new Set(facts.headings.map(({ anchor }) => anchor));
        for (const { anchor } of table.entries) assert.ok(anchor !== undefined && anchors.has(anchor), after);
        const [start, end] = [text.indexOf('## 目录'), text.lastIndexOf('---')];
        assert.equal(after.slice(0, start), text.slice(0, start));
        assert.equal(after.slice(after.lastIndexOf('---')), text.slice(end));
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('has the depth that the headings have', () => {
    fc.assert(
      fc.property(outline, outline, manner, (listed, headings, how) => {
        const facts = extract(updated(chapter(listed, headings, { ...how, depth: 6 })));
        for (const table of tablesOf(facts, defaults.toc)) {
          const { rows } = compare(table, facts, defaults.toc);
          if (rows.length === 0) continue;
          assert.deepEqual(
            table.entries.map(({ depth }) => depth),
            rows.map(({ depth }) => depth),
          );
        }
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  it('stays byte for byte when it was right', () => {
    fc.assert(
      fc.property(outline, manner, (headings, how) => {
        const text = updated(chapter(headings, headings, how));
        assert.equal(updated(text), text);
      }),
      { numRuns: 200, seed: 9 },
    );
  });

  it('of a thousand entries changes one line for one heading', () => {
    const headings = Array.from({ length: 1000 }, (_, i) => ({ level: 2 + (i % 3), text: `标题 ${i}` }));
    const how = { bullet: '-', unit: 2, depth: 6, newline: '\n', loose: false, marks: false };
    const text = chapter(headings, headings.with(500, { level: 4, text: '新标题' }), how);
    const facts = extract(text);
    const [table] = tablesOf(facts, defaults.toc);
    const edits = regenerated(table!, compare(table!, facts, defaults.toc), facts, text);
    assert.ok(
      edits.length <= 2 && edits.every(({ span, newText }) => span.end - span.start < 60 && newText.length < 60),
      JSON.stringify(edits),
    );
    assert.equal(stale(applied(text, edits)), false);
  });
});

it('what is a table is asked anew when the configuration is another', () => {
  const facts = extract('# Ovens\n\n## 索引表\n\n- [Ash](#ash)\n\n## Ash\n');
  const named = { ...defaults.toc, headings: ['索引表'] };
  assert.deepEqual(
    [defaults.toc, named, defaults.toc].map(toc => tablesOf(facts, toc).length),
    [0, 1, 0],
  );
});
